"""``raci diff``: what a change does, for those who approve it."""

from typing import Any

import click

from raci.cli.options import allow_option, as_of_option, lang_option

FORMATS = {"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}


@click.command()
@click.argument("base")
@click.argument("head", default=".")
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), help="Default: by -o, else text."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to a file; its suffix tells the format."
)
@allow_option
@as_of_option
@lang_option
@click.pass_context
def diff(ctx: click.Context, /, base: str, head: str, **options: Any) -> None:
    """Tell what is different between two versions.

    BASE and HEAD (default: the working folder) are folders or files, or git revisions, read
    without a checkout: main:org/sales, a bare revision for the working folder's place in it, or
    git:REV:PATH where a file of that name is in the way.

    \b
    Exit status, judged on what is new in HEAD:
      0  nothing at or above the failing severity
      1  findings
      2  a version cannot be read, or is not there
      3  a defect of raci or of a rule
    """
    from raci.cli.run.diff import tell_difference

    ctx.exit(tell_difference(base, head, options))
