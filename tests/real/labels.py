"""What a reader says of findings, and the share of useful ones: each cause once, as it is shown."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from raci.findings.finding import Finding, Severity
from raci.render.findings.groups import grouped

from .measure import Case

FILE = Path(__file__).with_name("labels.tsv")
USEFUL = "useful"
LABELS = {USEFUL, "trivial", "repeated", "wrong"}
"""What a finding is to a reader: acted upon; true and left alone; told elsewhere; false."""


class Label(NamedTuple):
    """A line of the file: which finding, what a reader says of it, and why."""

    set: str
    organisation: str
    rule: str
    fingerprint: str
    label: str
    why: str


Labels = Mapping[tuple[str, str, str], Label]
"""By data set, organisation and fingerprint."""


def read_labels(path: Path = FILE) -> Labels:
    """Give the lines of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        _, *lines = csv.reader(file, delimiter="\t")
    return {
        (label.set, label.organisation, label.fingerprint): label for label in map(_label, lines)
    }


def _label(cells: Sequence[str]) -> Label:
    return Label(*cells)


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings that are shown as one: their rule, the case of its page, and their labels."""

    code: str
    case: str
    severity: Severity
    labels: tuple[str, ...]
    unlabelled: int

    @property
    def label(self) -> str | None:
        """What most of its findings are; where as many are useful as not, it is useful."""
        counts = Counter(self.labels)
        return max(counts, key=lambda label: (counts[label], label == USEFUL), default=None)


def causes(name: str, cases: Iterable[Case], labels: Labels) -> Iterator[Cause]:
    """Give what a data set's organisations, examples left out, get as warnings and errors."""
    for case in cases:
        if case.example:
            continue
        told = [finding for finding in case.everything if finding.severity > Severity.INFO]
        for group in grouped(told):
            known = [labels.get(key_of(name, case, finding)) for finding in group.findings]
            given = tuple(label.label for label in known if label)
            first = group.first
            yield Cause(
                first.code, first.template["en"], first.severity, given, len(known) - len(given)
            )


def key_of(name: str, case: Case, finding: Finding) -> tuple[str, str, str]:
    """Give what a label of a finding is found by."""
    return name, case.definition.name, finding.fingerprint


def share(told: Iterable[Cause]) -> tuple[int, int]:
    """Give how many of the labelled causes are useful, and how many there are."""
    counts = Counter(cause.label for cause in told if cause.label)
    return counts[USEFUL], counts.total()
