"""``raci report``: the audit pack of an organisation, and whether one still is what it was."""

import click

from raci.cli.command import Command, ExistingPath
from raci.cli.options import as_of_option, day_option, given, lang_option


@click.command(cls=Command)
@click.argument("path", required=False, type=ExistingPath(exists=True))
@click.option("-o", "--output", metavar="DIR")
@click.option("--force", is_flag=True)
@day_option("--from", "start")
@day_option("--to", "end")
@click.option("--no-vcs", is_flag=True)
@click.option("--verify", metavar="DIR", type=ExistingPath(exists=True))
@as_of_option
@lang_option
@click.pass_context
def report(ctx: click.Context, /, **options: object) -> None:
    """Write the audit pack."""
    from raci.cli.run.report import ReportOptions, run_report

    ctx.exit(run_report(given(ReportOptions, options)))
