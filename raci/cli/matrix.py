"""``raci matrix``: the RACI table, to the terminal or a file."""

from typing import Any

import click

from raci.cli.completion import refs
from raci.cli.options import as_of_option, format_of, lang_option, path_argument, width, write

FORMATS = {"text": ".txt", "markdown": ".md", "csv": ".csv", "html": ".html", "json": ".json"}
ONLY = ("department", "role", "platform")
"""What a matrix may be cut down to."""


@click.command()
@path_argument
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), help="Default: by -o, else text."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to a file; its suffix tells the format."
)
@click.option(
    "--only",
    metavar="REF",
    shell_complete=refs(ONLY),
    help="Only what concerns department:ID, role:ID or platform:ID.",
)
@click.option(
    "--by",
    type=click.Choice(["activity", "role"]),
    default="activity",
    show_default=True,
    help="What goes down the side.",
)
@click.option(
    "--status",
    type=click.Choice(["active", "all"]),
    default="active",
    show_default=True,
    help="All: planned and archived activities too.",
)
@as_of_option
@lang_option
def matrix(path: str, output: str | None, **options: Any) -> None:
    """Print the responsibility matrix.

    Cells hold the letters of the functions, R A S C I V G, joined by a slash; derived ones stand
    in brackets. On a terminal a matrix wider than the screen is split by department.
    """
    from raci.cli.run.arguments import one_project, reference
    from raci.findings.days import today
    from raci.render.reports.matrix import view

    compiled = one_project(path).matrix
    only = reference(options["only"], compiled, ONLY)
    shown = view(
        compiled,
        lang=options["lang"],
        as_of=options["as_of"] or today(),
        only=only,
        every_status=options["status"] == "all",
    )
    name = options["format_"] or (format_of(output, FORMATS) if output else "text")
    text = _render(shown, name, by_role=options["by"] == "role", terminal=output is None)
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, f"\ufeff{text}" if name == "csv" else text)


def _render(shown: Any, name: str, *, by_role: bool, terminal: bool) -> str:
    from importlib import import_module

    from raci.render.reports.matrix import document

    if name == "json":
        from raci.render.reports.matrix_json import render

        return render(shown)
    writer = import_module(f"raci.render.formats.{'terminal' if name == 'text' else name}")
    laid = document(shown, by_role=by_role)
    if name != "text":
        return str(writer.render(laid))
    columns = width(terminal)
    if not writer.fits(laid, columns):
        laid = document(shown, by_role=by_role, split=True)
    return str(writer.render(laid, width=columns))
