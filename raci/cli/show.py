"""``raci show``: one screen about one thing."""

import click

from raci.cli.command import Command
from raci.cli.completion import refs
from raci.cli.echo import echo
from raci.cli.language import spoken
from raci.cli.options import as_of_option, lang_option, path_argument, width

KINDS = ("role", "activity", "platform", "department", "separation")
"""What there is a screen about."""


@click.command(cls=Command)
@click.argument("ref", shell_complete=refs(KINDS))
@path_argument
@as_of_option
@lang_option
def show(ref: str, path: str, as_of: str | None) -> None:
    """Show one thing: who does what with it."""
    from raci.cli.run.arguments import one_project, reference
    from raci.findings.days import today
    from raci.render.formats.terminal import render
    from raci.render.reports.show import Screen

    compiled = one_project(path).matrix
    wanted = reference(ref, compiled, KINDS)
    assert wanted is not None
    document = Screen(compiled, spoken(), as_of or today()).of(wanted)
    echo(render(document, width=width(True)), nl=False)
