"""What would be found if some of an organisation's files had other texts: nothing is written."""

from pathlib import Path
from typing import NamedTuple

from raci.check.compilation import Compiled
from raci.check.pipeline import Run, judge
from raci.findings.finding import Finding
from raci.source.discover import Texts, find


class Trial(NamedTuple):
    """The findings that there would be, and which of them are not there today."""

    told: list[Finding]
    new: list[Finding]


def trial(compiled: Compiled, run: Run, texts: Texts) -> Trial:
    """Judge an organisation on disk with other texts in place of some of its files."""
    folder = compiled.found.title("")
    known = {finding.fingerprint for finding in judge(compiled, run).findings}
    changed = (Compiled(each) for each in find([Path(folder)], texts) if each.title("") == folder)
    told = [finding for each in changed for finding in judge(each, run).findings]
    return Trial(told, [finding for finding in told if finding.fingerprint not in known])
