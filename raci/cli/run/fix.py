"""What ``raci check --fix`` and ``--diff`` do: mend what is safe to mend, or show how."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from raci.check.base import BaseSource
from raci.check.fix import Fixed, fixed
from raci.check.pipeline import Run, judge
from raci.check.trial import trial
from raci.cli.options import write_all
from raci.edit import Draft
from raci.findings.codes import UNFINISHED
from raci.findings.finding import Finding
from raci.findings.report import Report
from raci.project import Project, version_of
from raci.render.escape import clean
from raci.render.findings.text import findings_text


def mend(found: Sequence[Project], run: Run, earlier: BaseSource | None, *, write: bool) -> int:
    """Mend organisations in their files, all or none; or print the differences instead.

    Gives the exit status of ``--diff``: 1 where there is something to mend, 2 or 3 where not all
    was judged.
    """
    drafts: dict[Path, Draft] = {}
    unfinished: list[Finding] = []
    mended = 0
    for project in found:
        told = judge(project, run, version_of(project, earlier)).findings
        unfinished += (finding for finding in told if finding.code in UNFINISHED)
        if project.sound:
            result = _safe(project, run, told)
            drafts |= dict(_on_disk(project, result))
            mended += len(result.mended)
    if write:
        write_all({path: draft.content for path, draft in drafts.items()})
        click.echo(_told(mended, len(drafts)), err=True)
        return 0
    click.echo(findings_text(unfinished), nl=False, err=True)
    click.echo(
        "".join(_difference(path, draft) for path, draft in sorted(drafts.items())), nl=False
    )
    return Report(run.day, (), tuple(unfinished)).exit_status() or int(bool(drafts))


def _safe(project: Project, run: Run, told: Sequence[Finding]) -> Fixed:
    """Give the fixes of what is told that can be written and do no harm; tell of the others."""
    result = fixed(project, _open(told))
    for finding, reason in result.refused:
        click.echo(clean(f"not mended: {finding.place}: {finding.code}: {reason}"), err=True)
    texts = {path: draft.content for path, draft in _on_disk(project, result)}
    made = [f for f in _open(trial(project, run, texts).new) if f.failing] if texts else []
    for finding in made:
        reason = f"{finding.code} would appear: {finding.message}"
        click.echo(clean(f"not mended: {project.org.id}: {reason}"), err=True)
    return Fixed() if made else result


def _open(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.status == "new"]


def _on_disk(project: Project, result: Fixed) -> Iterator[tuple[Path, Draft]]:
    for path, draft in result.drafts.items():
        yield Path(project.found.title(path)).resolve(), draft


def _difference(path: Path, draft: Draft) -> str:
    import os

    title = Path(os.path.relpath(path)).as_posix()
    return draft.diff(title, title)


def _told(mended: int, files: int) -> str:
    if not mended:
        return "Nothing that is safe to mend."
    findings = f"{mended} finding" + "s" * (mended > 1)
    return f"Mended {findings} in {files} file{'s' * (files > 1)}."
