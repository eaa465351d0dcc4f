"""The command line: arguments in, text out, an exit status. Commands import their stages late."""

import gc
import sys

import click

from raci.cli.apply import apply
from raci.cli.baseline import baseline
from raci.cli.check import check
from raci.cli.command import Group
from raci.cli.completion import completion
from raci.cli.diff import diff
from raci.cli.drill import drill
from raci.cli.echo import echo
from raci.cli.export import export
from raci.cli.history import history
from raci.cli.import_ import import_
from raci.cli.init import init
from raci.cli.language import reason, say
from raci.cli.matrix import matrix
from raci.cli.options import lang_option
from raci.cli.packs import pack, packs
from raci.cli.plan import plan
from raci.cli.policies import policies
from raci.cli.report import report
from raci.cli.rules import rule, rules
from raci.cli.schema import schema
from raci.cli.show import show
from raci.cli.test import test
from raci.cli.waive import waive
from raci.cli.why import why
from raci.version import __version__


@click.group(
    "raci",
    cls=Group,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="raci", message="%(prog)s %(version)s")
@lang_option
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Print the help where no command is named."""
    if ctx.invoked_subcommand is None:
        echo(ctx.get_help(), err=True)
        ctx.exit(2)


COMMANDS = (
    *(check, test, matrix, show, why, waive, baseline),
    *(diff, plan, apply, drill, history),
    *(init, import_, export, report),
    *(rules, rule, packs, pack, policies, schema, completion),
)
for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line: UTF-8 and plain line ends out, whatever the machine.

    The collector of cyclic garbage is off: there are no cycles to speak of, and it would walk
    through a large organisation again and again.
    """
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        cli(prog_name="raci")
    except OSError as error:  # the output cannot take any more
        echo(say("message", message=reason(error)), err=True)
        sys.exit(2)
    except Exception as error:
        echo(say("defect", kind=type(error).__name__, text=error), err=True)
        sys.exit(3)
