"""The command line: arguments in, text out, an exit status. Commands import their stages late."""

import gc
import sys

import click

from raci.cli.apply import apply
from raci.cli.baseline import baseline
from raci.cli.check import check
from raci.cli.completion import completion
from raci.cli.diff import diff
from raci.cli.drill import drill
from raci.cli.matrix import matrix
from raci.cli.packs import pack, packs
from raci.cli.plan import plan
from raci.cli.rules import rule, rules
from raci.cli.schema import schema
from raci.cli.show import show
from raci.cli.waive import waive
from raci.cli.why import why
from raci.version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="raci")
def cli() -> None:
    """The compiler and linter for responsibility.

    An organisation kept as YAML is read, compiled into a responsibility matrix (RACI), and
    checked: every gap and overlap at its file, line and column.
    """


COMMANDS = (
    *(check, matrix, show, why, waive, baseline),
    *(diff, plan, apply, drill),
    *(rules, rule, packs, pack, schema, completion),
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
        click.echo(f"Error: {error.strerror or error}", err=True)
        sys.exit(2)
    except Exception as error:
        click.echo(
            f"raci has a defect: {type(error).__name__}: {error}. Please report it.", err=True
        )
        sys.exit(3)
