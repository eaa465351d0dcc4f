"""The one way to standard output and standard error."""

import click

from raci.cli.language import say
from raci.render.escape import inert


def echo(
    text: str,
    *,
    nl: bool = True,
    err: bool = False,
    color: bool | None = None,
    commands: bool = False,
) -> None:
    """Print a text that orders a terminal or a CI job nothing.

    ``color`` keeps its colours on any terminal; ``commands``, the commands of the format github.
    """
    click.echo(inert(text, commands=commands), nl=nl, err=err, color=color)


def echo_difference(text: str, path: str) -> None:
    """Print the difference of a file, and say where escapes in it keep it from being a patch."""
    echo(text, nl=False)
    if inert(text) != text:
        echo(say("not-a-patch", path=path), err=True)
