"""What would be found if some of an organisation's files had other texts: nothing is written."""

from typing import NamedTuple

from raci.findings.finding import Finding
from raci.judge import Run, judge
from raci.project import Project, projects
from raci.source.discover import Texts


class Trial(NamedTuple):
    """The findings that there would be, and which of them are not there today."""

    told: list[Finding]
    new: list[Finding]


def trial(project: Project, run: Run, texts: Texts) -> Trial:
    """Judge an organisation on disk with other texts in place of some of its files."""
    folder = project.found.title("")
    known = {finding.fingerprint for finding in judge(project, run).findings}
    changed = (each for each in projects([folder], texts) if each.found.title("") == folder)
    told = [finding for each in changed for finding in judge(each, run).findings]
    return Trial(told, [finding for finding in told if finding.fingerprint not in known])
