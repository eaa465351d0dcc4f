"""Compares the findings of a change with those of its base."""

from collections.abc import Iterator

from raci.check.baseline import Baseline, cover
from raci.check.compared_findings import compare
from raci.check.compilation import Compiled
from raci.check.run import Run
from raci.check.settings import Settings
from raci.check.stages import complete, drop_yielded, run_rules, waive
from raci.check.state import Check
from raci.check.waivers import LATE
from raci.findings.codes import EXCUSED
from raci.findings.finding import Finding, Hit, Verdict
from raci.findings.ref import Ref


def compare_with_base(check: Check) -> None:
    """Keep what is new or worse than in the base; note what was there, and what is gone."""
    if not check.base:
        return
    base = _checked_base(check.base, check.run, check.settings)
    renames, name_of = check.matrix.renames, check.completer.name_of
    compared = compare(check.findings, base.findings, renames, name_of, base.yielded)
    check.findings, check.kept, check.gone = compared
    check.findings += check.complete(_late_waivers(check))


def _checked_base(base: Compiled, run: Run, settings: Settings) -> Check:
    check = Check(base.without_settings(), run, settings)
    for stage in (run_rules, complete, waive, drop_yielded):
        stage(check)
    recorded, renames = base.baseline or Baseline(), base.matrix.renames
    check.findings, _ = cover(check.findings, recorded, renames, check.completer.name_of)
    return check


def _late_waivers(check: Check) -> Iterator[Verdict]:
    excused: dict[Ref, list[Finding]] = {}
    for finding in check.findings:
        if finding.remark == LATE:
            excused.setdefault(finding.values["waiver"], []).append(finding)
    if EXCUSED in check.settings.selected:
        for waiver, findings in sorted(excused.items()):
            about = tuple(sorted({finding.subject for finding in findings}))
            yield Verdict(EXCUSED, waiver, Hit(rule=findings[0].name, about=about))
