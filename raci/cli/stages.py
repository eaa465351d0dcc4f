"""What several commands do first: find the one organisation, resolve a Ref."""

from pathlib import Path

import click

from raci.finding import Ref
from raci.matrix import Matrix
from raci.project import Project, projects


def one_project(path: str) -> Project:
    """Find the one organisation of a path, whole and readable; else end with status 2."""
    found = projects([Path(path)])
    whole = [project for project in found if project.found.documents]
    if len(whole) > 1:
        listed = "".join(f"\n  {p.found.title('')}" for p in whole)
        raise click.UsageError(f"{len(whole)} organisations are here, name one:{listed}")
    if len(found) != 1 or not whole or whole[0].found.defects or not whole[0].loaded.sound:
        from raci.diagnostics.text import findings_text
        from raci.project import check

        unreadable = [f for f in check(found) if f.code in ("DEF001", "DEF002", "DEF003", "DEF011")]
        click.echo(findings_text(unreadable), nl=False, err=True)
        raise click.exceptions.Exit(2)
    return whole[0]


def reference(text: str | None, matrix: Matrix, kinds: tuple[str, ...]) -> Ref | None:
    """Take a Ref of one of some kinds that names something; else end with status 2."""
    if text is None:
        return None
    ref = Ref(text)
    if ref.kind not in kinds or ":" not in text:
        forms = ", ".join(f"{kind}:ID" for kind in kinds)
        same = [f"{kind}:{text}" for kind in kinds if matrix.knows(Ref(f"{kind}:{text}"))]
        advice = f"; did you mean {' or '.join(same)}?" if same else ""
        raise click.UsageError(f"{text!r} is none of {forms}{advice}")
    if ref.key:
        raise click.UsageError(f"{text!r} is a part of something; leave out #{ref.key}")
    if not matrix.knows(ref):
        near = matrix.nearest(ref)
        raise click.UsageError(f"there is no {text}" + (f"; did you mean {near}?" if near else ""))
    return ref
