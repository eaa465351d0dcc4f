"""``raci diff``: what a change does, for those who approve it."""

import click

from raci.cli.formats import CHANGE, target_options
from raci.cli.options import allow_option, as_of_option, given, lang_option


@click.command()
@click.argument("base")
@click.argument("head", default=".")
@target_options(CHANGE)
@allow_option
@as_of_option
@lang_option
@click.pass_context
def diff(ctx: click.Context, /, **options: object) -> None:
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
    from raci.cli.run.diff import DiffOptions, run_diff

    ctx.exit(run_diff(given(DiffOptions, options)))
