"""What ``raci diff`` does once its options are read."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from raci.change.diff.comparison import Comparison
from raci.change.diff.diff import comparison
from raci.check.pipeline import Run
from raci.cli.diff import FORMATS
from raci.cli.options import format_of, width, write
from raci.cli.run.arguments import allowed, one_of, one_project
from raci.findings.codes import CRASHED
from raci.findings.days import today
from raci.project import Project
from raci.source.discover import find_in
from raci.source.git import GitError, Revision, folder_in, repository_of, resolve


def tell_difference(base: str, head: str, options: Mapping[str, Any]) -> int:
    """Print or write the difference of two versions, and give the exit status."""
    output = options["output"]
    form = options["format_"] or (format_of(output, FORMATS) if output else "text")
    run = Run(options["as_of"] or today(), allowed(options["allow"]))
    told = comparison(version(base), version(head), (base, head), run)
    text = _render(told, form, options["lang"], terminal=output is None)
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text)
    if any(finding.code == CRASHED for finding in told.new):
        return 3
    return int(bool(told.failing))


def version(place: str) -> Project:
    """Give the one organisation of a path or of a git revision; else end with status 2."""
    if Path(place).exists() and not place.startswith("git:"):
        return one_project(place)
    rev, _, path = place.removeprefix("git:").partition(":")
    try:
        repository = repository_of(Path.cwd())
        folder = folder_in(repository, Path(path or ".").resolve())
        files = Revision(repository, resolve(repository, rev), folder, rev)
        return one_of([Project(found) for found in find_in(files)])
    except GitError as error:
        hint = "" if ":" in place else f" (and there is no file or folder {place})"
        raise click.UsageError(f"{place}: {error}{hint}") from error


def _render(told: Comparison, form: str, lang: str, *, terminal: bool) -> str:
    if form == "json":
        from raci.render.reports.diff_json import render

        return render(told, lang)
    from raci.render.reports.diff import document

    if form == "html":
        from raci.render.reports.diff_html import page

        return page(told, document(told, lang), lang)
    writer = import_module(f"raci.render.formats.{'terminal' if form == 'text' else form}")
    columns = {"width": width(terminal)} if form == "text" else {}
    return str(writer.render(document(told, lang), **columns))
