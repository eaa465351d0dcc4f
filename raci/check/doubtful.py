"""What is not reported of a table whose cells are not all understood."""

from collections.abc import Iterable, Iterator

from raci.findings.codes import family
from raci.findings.finding import Verdict
from raci.source.discover import OrganisationFiles

MISSING = "GAP"
"""The family of rules about what is missing."""


def certain(verdicts: Iterable[Verdict], found: OrganisationFiles) -> Iterator[Verdict]:
    """Yield verdicts without those on what is missing where a cell is not understood."""
    doubtful = found.table.doubtful if found.table else frozenset()
    for verdict in verdicts:
        if verdict.subject not in doubtful or family(verdict.code) != MISSING:
            yield verdict
