"""What several commands do first: find the organisation, resolve a Ref or a fingerprint."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from raci.check.run import Run
from raci.cli.echo import echo
from raci.cli.language import adopt, did_you_mean, say, spoken, wrong
from raci.findings.codes import UNREADABLE
from raci.findings.days import today
from raci.findings.finding import HANDLE, Finding
from raci.findings.ref import Ref
from raci.findings.report import Report
from raci.matrix.matrix import Matrix
from raci.project import Project, check, projects
from raci.rules.retired import former_codes


def one_project(path: str) -> Project:
    """Find the one organisation of a path, whole and readable; else end with status 2."""
    return one_of(projects([Path(path)]))


def one_of(found: Sequence[Project]) -> Project:
    """Return the one organisation of several, whole and readable; else end with status 2."""
    adopt(found)
    whole = [project for project in found if project.found.documents]
    if len(whole) > 1:
        listed = [p.found.title("") for p in whole]
        raise wrong("several-organisations", n=len(whole), listed=listed)
    if len(found) != 1 or not (whole and whole[0].definitions_sound and whole[0].settings_sound):
        tell_unreadable(found)
        raise click.exceptions.Exit(2)
    return whole[0]


def refuse_table(project: Project) -> None:
    """End with status 2 where the organisation is a table, which raci does not edit."""
    if project.found.table:
        raise wrong("table-not-edited", path=project.found.title(""))


def readable(paths: Sequence[str]) -> list[Project]:
    """Find the organisations of some paths, at least one and all readable; else end with 2."""
    found = projects(paths)
    adopt(found)
    if not found or not all(project.found.documents and project.sound for project in found):
        tell_unreadable(found)
        raise click.exceptions.Exit(2)
    return found


def tell_unreadable(found: Sequence[Project]) -> None:
    """Print what keeps organisations from being read."""
    from raci.render.findings.options import Options
    from raci.render.findings.text import findings_text

    unreadable = [f for f in check(found, Run(today())) if f.code in UNREADABLE]
    echo(findings_text(unreadable, Options(lang=spoken())), nl=False, err=True)


def reference(text: str | None, matrix: Matrix, kinds: tuple[str, ...]) -> Ref | None:
    """Return a text as a Ref of one of some kinds, if it exists; else end with status 2."""
    if text is None:
        return None
    ref = Ref(text)
    if ref.kind not in kinds or ":" not in text:
        forms = ", ".join(f"{kind}:ID" for kind in kinds)
        same = [f"{kind}:{text}" for kind in kinds if matrix.knows(Ref(f"{kind}:{text}"))]
        near = did_you_mean(say("or").join(same))
        raise wrong("no-such-kind", text=text, forms=forms, near=near)
    if ref.key:
        raise wrong("part-of-ref", text=text, key=ref.key)
    if not matrix.knows(ref):
        raise wrong("no-such-ref", text=text, near=did_you_mean(matrix.nearest(ref)))
    return ref


def found_by(
    digits: str, found: Sequence[Project], run: Run
) -> tuple[list[tuple[Finding, Project]], Report]:
    """Return what the first digits of a fingerprint mean, and the report that it stands in.

    One finding, or all that have the same identity; ends with status 2 where none is meant.
    """
    if not re.fullmatch("[0-9a-f]{4,64}", digits):
        raise wrong("no-fingerprint", digits=digits)
    report = check(found, run)
    findings = [each for each in report if each.fingerprint.startswith(digits)]
    findings = findings or [each for each in report if _had(each, digits)]
    _refuse_unless_one(findings, digits, run.day)
    return [(each, _project_of(each, found)) for each in findings], report


def _had(finding: Finding, digits: str) -> bool:
    """Return whether a finding had a fingerprint when its rule had a former code."""
    earlier = (replace(finding, code=code) for code in former_codes(finding.code))
    return any(each.fingerprint.startswith(digits) for each in earlier)


def _refuse_unless_one(wanted: Sequence[Finding], digits: str, day: str) -> None:
    """End with status 2 where no finding is meant, or several; one mistake told twice is one."""
    if not wanted:
        raise wrong("no-such-finding", digits=digits, day=day)
    if len({each.fingerprint for each in wanted}) > 1:
        n = _telling(wanted)
        listed = [f"{f.fingerprint[:n]}  {f.code} {f.subject}" for f in wanted]
        raise wrong("ambiguous-fingerprint", digits=digits, listed=listed)


def _telling(wanted: Sequence[Finding]) -> int:
    """Return how many digits tell findings apart: as many as are shown, or more."""
    prints = {each.fingerprint for each in wanted}
    return next(n for n in range(HANDLE, 65) if len({each[:n] for each in prints}) == len(prints))


def _project_of(finding: Finding, found: Sequence[Project]) -> Project:
    """Return the project that a finding is about: of those with its id, that with its file."""

    def has_the_file(project: Project) -> bool:
        titles = (project.found.title(document.path) for document in project.found.documents)
        return finding.place.path in titles

    return max((p for p in found if p.org.id == finding.organisation), key=has_the_file)
