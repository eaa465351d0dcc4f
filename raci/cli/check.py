"""``raci check``: read, compile, run rules, print findings."""

import click

from raci.cli.completion import rule_list
from raci.cli.formats import FINDINGS
from raci.cli.options import allow_option, as_of_option, given, lang_option, paths_argument
from raci.cli.output_options import OutputsCommand

SEVERITIES = ("error", "warning", "info")


@click.command(cls=OutputsCommand)
@paths_argument
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FINDINGS),
    help="How to print; may be given several times, each with its -o.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="Write to a file instead of the terminal; belongs to the --format before it.",
)
@click.option(
    "--select",
    metavar="RULES",
    shell_complete=rule_list,
    help="Only these codes, names or families (GAP,OVL201).",
)
@click.option("--extend-select", metavar="RULES", shell_complete=rule_list, help="These as well.")
@click.option(
    "--ignore", metavar="RULES", shell_complete=rule_list, help="Not these; beats --select."
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="The least severity that makes the exit status 1; default: as the settings say, or error.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 though there are findings.")
@click.option(
    "--since",
    metavar="REV",
    help="Only what changed since HEAD and a git revision parted (main, origin/main).",
)
@allow_option
@click.option("--no-baseline", is_flag=True, help="Tell what is in the baseline like the rest.")
@click.option("--fix", is_flag=True, help="Mend in the files what is safe to mend.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--show",
    type=click.Choice(["info", "waived", "baselined"]),
    multiple=True,
    help="Show in text what it counts only; may be given several times.",
)
@click.option("--show-waived", is_flag=True, hidden=True)
@click.option("--statistics", is_flag=True, help="In text, count the findings by rule.")
@click.option("--timing", is_flag=True, help="Tell, on standard error, how long each rule took.")
@click.option("--show-settings", is_flag=True, help="Print every setting and where it comes from.")
@click.option(
    "--stdin-filename",
    metavar="FILE",
    help="With - for PATH: the file that standard input stands for, the rest being on disk.",
)
@as_of_option
@lang_option
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
@click.pass_context
def check(ctx: click.Context, /, **options: object) -> None:
    """Check organisations, and print the findings.

    Definitions are read and compiled, and the rules run. PATH is a folder or a file; what lies
    below an organisation's folder stands for the whole of it. - is standard input.

    \b
    Exit status:
      0  nothing at or above the failing severity
      1  findings; with --diff: there is something to mend
      2  the input or the call is wrong: unreadable, of the wrong shape, nothing to check
      3  a defect of raci or of a rule
    """
    from raci.cli.run.check import CheckOptions, run_check

    ctx.exit(run_check(given(CheckOptions, options)))
