"""``raci waive``: accept a finding, with reason and end."""

import click

from raci.cli.options import as_of_option, day, given, path_argument


@click.command()
@click.argument("fingerprint")
@path_argument
@click.option("--reason", required=True, metavar="TEXT", help="Why it is accepted.")
@click.option(
    "--by", required=True, multiple=True, metavar="ROLE", help="The role that accepts it."
)
@click.option(
    "--until", required=True, metavar="DATE", callback=day, help="The last day, YYYY-MM-DD."
)
@click.option("--id", "id_", metavar="ID", default="", help="The waiver's id; default: made up.")
@as_of_option
def waive(**options: object) -> None:
    """Accept a finding, with a reason and an end.

    A waiver, approved today or --as-of, is written into the organisation's file. FINGERPRINT is
    what stands in brackets behind the finding's message, or the first 4 digits or more. The waiver
    lists what the finding involves, and covers no more than that. It goes into the first file that
    has waivers, else into that with org; every other line stays as it is.
    """
    from raci.cli.run.waive import WaiveOptions, run_waive

    click.echo(run_waive(given(WaiveOptions, options)))
