"""What ``raci check --fix`` and ``--diff`` do: fix what is safe to fix, or show how."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from raci.check.base import BaseSource
from raci.check.compilation import Compiled
from raci.check.fix import fixed
from raci.check.pipeline import judge
from raci.check.result import CheckResult
from raci.check.run import Run
from raci.check.trial import trial
from raci.cli.echo import echo, echo_difference
from raci.cli.language import count, reworded, say, spoken
from raci.cli.run.writing import FileChange, OrganisationChange, write_changes
from raci.edit import Draft
from raci.findings.codes import UNFINISHED
from raci.findings.finding import Finding
from raci.findings.report import Report
from raci.project import Project, base_of, report_of
from raci.render.findings.options import Options
from raci.render.findings.text import findings_text


@dataclass(frozen=True, slots=True)
class _Outcome:
    compiled: Compiled
    before: CheckResult
    after: CheckResult
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    """By paths from the organisation's root."""
    count: int = 0

    @property
    def changes(self) -> OrganisationChange:
        """The changes of the organisation's files."""
        files = {path: FileChange(each.raw, each.content) for path, each in self.drafts.items()}
        return OrganisationChange(self.compiled.found, files)


def fix_files(projects: Sequence[Project], run: Run, source: BaseSource | None) -> Report:
    """Write all safe fixes, or none; return the report of what the files say then."""
    outcomes = [_fix(project, run, source) for project in projects]
    write_changes([each.changes for each in outcomes])
    files = sum(len(each.drafts) for each in outcomes)
    echo(_summary(sum(each.count for each in outcomes), files), err=True)
    return report_of([(each.compiled, each.after) for each in outcomes], run, source)


def show_fixes(projects: Sequence[Project], run: Run, source: BaseSource | None) -> int:
    """Print what the safe fixes would change, and return the exit status of ``--diff``.

    It is 1 where there is something to fix, 2 or 3 where not all could be checked.
    """
    outcomes = [_fix(project, run, source) for project in projects]
    findings = [finding for each in outcomes for finding in each.before.findings]
    unfinished = tuple(finding for finding in findings if finding.code in UNFINISHED)
    echo(findings_text(unfinished, Options(lang=spoken())), nl=False, err=True)
    drafts = _drafts(outcomes)
    for title, draft in drafts:
        echo_difference(draft.diff(title, title), title)
    return Report(run.day, (), unfinished).exit_status() or int(bool(drafts))


def _fix(project: Project, run: Run, source: BaseSource | None) -> _Outcome:
    """Make the fixes that can be written and bring no failing finding; report the others."""
    base = base_of(project, run, source)
    before = judge(project, run, base)
    nothing = _Outcome(project, before, before)
    if not project.sound:
        return nothing
    result = fixed(project, _open(before.findings))
    for finding, reason in result.refused:
        facts = {"place": finding.place, "code": finding.code, "reason": reworded(reason)}
        echo(say("not-fixed", **facts), err=True)
    if not result.drafts:
        return nothing
    texts = {
        Path(project.found.title(path)).resolve(): draft.content
        for path, draft in result.drafts.items()
    }
    after = trial(project, run, texts, {f.fingerprint for f in before.every}, base)
    harmful = [finding for finding in _open(after.new) if finding.failing]
    for finding in harmful:
        message = finding.say(spoken())
        facts = {"place": project.org.id, "code": finding.code, "message": message}
        echo(say("would-appear", **facts), err=True)
    if harmful:
        return nothing
    return _Outcome(after.compiled, before, after.result, result.drafts, len(result.mended))


def _open(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.status == "new"]


def _drafts(outcomes: Iterable[_Outcome]) -> list[tuple[str, Draft]]:
    """Return the drafts with the paths to show, sorted."""
    return sorted(
        (each.compiled.found.title(path), draft)
        for each in outcomes
        for path, draft in each.drafts.items()
    )


def _summary(fixes: int, files: int) -> str:
    if not fixes:
        return say("nothing-to-fix")
    return say("fixed", findings=count("findings", fixes), files=count("files", files))
