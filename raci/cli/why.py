"""``raci why``: the facts behind one finding, down to files and lines."""

import click

from raci.cli.command import Command
from raci.cli.formats import EVIDENCE, target_options
from raci.cli.options import as_of_option, given, lang_option, path_argument, show_people_option


@click.command(cls=Command)
@click.argument("fingerprint")
@path_argument
@target_options(EVIDENCE)
@show_people_option
@as_of_option
@lang_option
def why(**options: object) -> None:
    """Show the facts behind a finding."""
    from raci.cli.run.why import WhyOptions, run_why

    run_why(given(WhyOptions, options))
