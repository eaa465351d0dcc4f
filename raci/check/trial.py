"""Checks an organisation as if some files had other texts; nothing is written."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from raci.check.compilation import Compiled
from raci.check.pipeline import judge
from raci.check.result import CheckResult
from raci.check.run import Run
from raci.findings.finding import Finding
from raci.source.discover import Texts, find


class Trial(NamedTuple):
    """The organisation with the other texts, its findings, and those that are not known yet."""

    compiled: Compiled
    result: CheckResult
    new: list[Finding]


def trial(
    compiled: Compiled, run: Run, texts: Texts, known: Collection[str], base: Compiled | None = None
) -> Trial:
    """Check an organisation on disk with other texts in place of some of its files.

    Args:
        compiled: the organisation as it stands on disk.
        run: how to check.
        texts: the other texts by absolute path.
        known: the fingerprints of today's findings.
        base: an earlier version to compare with.
    """
    folder = compiled.found.title("")
    after = Compiled(next(f for f in find([Path(folder)], texts) if f.title("") == folder))
    result = judge(after, run, base)
    return Trial(after, result, [f for f in result.every if f.fingerprint not in known])
