"""``raci waive``: accept a finding, with reason and end."""

import click

from raci.cli.command import Command
from raci.cli.echo import echo
from raci.cli.options import as_of_option, day, given, lang_option, path_argument


@click.command(cls=Command)
@click.argument("fingerprint")
@path_argument
@click.option("--reason", required=True, metavar="TEXT")
@click.option("--by", required=True, multiple=True, metavar="ROLE")
@click.option("--until", required=True, metavar="DATE", callback=day)
@click.option("--id", "id_", metavar="ID", default="")
@as_of_option
@lang_option
def waive(**options: object) -> None:
    """Accept a finding, with a reason and an end."""
    from raci.cli.run.waive import WaiveOptions, run_waive

    echo(run_waive(given(WaiveOptions, options)))
