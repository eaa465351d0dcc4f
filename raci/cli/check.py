"""``raci check``: read, compile, run rules, print findings."""

import click

from raci.cli.command import Choice
from raci.cli.completion import rule_list
from raci.cli.formats import FINDINGS
from raci.cli.options import (
    allow_option,
    as_of_option,
    given,
    lang_option,
    paths_argument,
    show_people_option,
)
from raci.cli.output_options import CheckCommand

SEVERITIES = ("error", "warning", "info")


@click.command(cls=CheckCommand)
@paths_argument
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=Choice(FINDINGS),
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
)
@click.option(
    "--select",
    metavar="RULES",
    shell_complete=rule_list,
)
@click.option("--extend-select", metavar="RULES", shell_complete=rule_list)
@click.option("--ignore", metavar="RULES", shell_complete=rule_list)
@click.option(
    "--fail-on",
    type=Choice(SEVERITIES),
)
@click.option("--exit-zero", is_flag=True)
@click.option(
    "--since",
    metavar="REV",
)
@allow_option
@click.option("--no-baseline", is_flag=True)
@click.option("--fix", is_flag=True)
@click.option("--diff", is_flag=True)
@click.option("--annotate", metavar="OUT")
@click.option(
    "--show",
    type=Choice(["info", "waived", "baselined", "meant"]),
    multiple=True,
)
@click.option("--show-waived", is_flag=True, hidden=True)
@click.option("-v", "--verbose", is_flag=True)
@click.option("--statistics", is_flag=True)
@click.option("--timing", is_flag=True)
@click.option("--show-settings", is_flag=True)
@click.option("--write-mapping", is_flag=True)
@click.option(
    "--stdin-filename",
    metavar="FILE",
)
@show_people_option
@as_of_option
@lang_option
@click.option("--color", type=Choice(["auto", "always", "never"]), default="auto")
@click.pass_context
def check(ctx: click.Context, /, **options: object) -> None:
    """Check organisations, and print the findings."""
    from raci.cli.run.check import CheckOptions, run_check

    ctx.exit(run_check(given(CheckOptions, options)))
