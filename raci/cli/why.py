"""``raci why``: the facts behind one finding, down to files and lines."""

import click

from raci.cli.formats import EVIDENCE, target_options
from raci.cli.options import as_of_option, given, lang_option, path_argument


@click.command()
@click.argument("fingerprint")
@path_argument
@target_options(EVIDENCE)
@as_of_option
@lang_option
def why(**options: object) -> None:
    """Show the facts behind a finding.

    Who holds what, and where each of it is written. FINGERPRINT is what stands in brackets behind
    its message, or the first 4 digits or more. Waived and recorded findings are found too.
    """
    from raci.cli.run.why import WhyOptions, run_why

    run_why(given(WhyOptions, options))
