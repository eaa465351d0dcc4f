"""``raci drill``: what breaks where a role, a person or a platform is lost."""

from collections.abc import Mapping
from typing import Any

import click

from raci.cli.completion import refs
from raci.cli.options import as_of_option, format_of, lang_option, path_argument, width, write

FORMATS = {"text": ".txt", "json": ".json"}
KINDS = ("role", "person", "platform")
"""What may be lost."""


@click.command()
@path_argument
@click.option(
    "--without",
    metavar="REF",
    shell_complete=refs(KINDS),
    help="One loss in full: role:ID, person:ID or platform:ID.",
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="How many losses the text lists; 0: all.",
)
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), help="Default: by -o, else text."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to a file; its suffix tells the format."
)
@as_of_option
@lang_option
def drill(path: str, output: str | None, **options: Any) -> None:
    """Tell what breaks where somebody or something is lost.

    Every role, person and platform is lost in turn.

    The worst first: critical activities that nobody would do, other activities, accountability,
    platforms without an owner, and separations that a deputy who stands in would break. What a
    deputy covers is told as covered. JSON lists every loss, with all that breaks.
    """
    name = options["format_"] or (format_of(output, FORMATS) if output else "text")
    text = tell_losses(path, name, options, width(output is None))
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text)


def tell_losses(path: str, name: str, options: Mapping[str, Any], columns: int) -> str:
    """Tell all losses of an organisation, or the one that the options name, in a format."""
    from raci.change.drill.drill import drill as lose_all
    from raci.change.drill.drill import loss_of
    from raci.cli.run.arguments import one_project, reference
    from raci.findings.days import today

    matrix = one_project(path).matrix.on(options["as_of"] or today())
    wanted = reference(options["without"], matrix, KINDS)
    losses = [loss_of(matrix, wanted)] if wanted else lose_all(matrix)
    if name == "json":
        from raci.render.reports.drill_json import render as render_json

        return render_json(losses, matrix)
    from raci.render.formats.terminal import render
    from raci.render.reports.drill import Drill

    told = Drill(matrix, options["lang"])
    document = told.one(losses[0]) if wanted else told.ranking(losses, options["top"])
    return render(document, width=columns)
