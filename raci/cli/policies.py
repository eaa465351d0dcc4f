"""``raci policies vars [SUBJECT]``: what the expressions of policies see."""

from typing import TYPE_CHECKING

import click

from raci.cli.command import Command, ExistingPath, Group
from raci.cli.echo import echo
from raci.cli.language import nearest_hint, spoken, wrong
from raci.cli.options import lang_option, width

if TYPE_CHECKING:
    from raci.policies.vocabulary import Vocabulary


def _subjects(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    from raci.policies.vocabulary import vocabulary

    return [name for name in vocabulary().subjects if name.startswith(typed)]


@click.group("policies", cls=Group, invoke_without_command=True)
@lang_option
@click.pass_context
def policies(ctx: click.Context) -> None:
    """Print the help where no command is named."""
    if ctx.invoked_subcommand is None:
        echo(ctx.get_help(), err=True)
        ctx.exit(2)


class _Part(Command):
    within = "policies"


@policies.command("vars", cls=_Part)
@click.argument("subject", required=False, shell_complete=_subjects)
@click.argument("path", required=False, type=ExistingPath(exists=True))
@lang_option
def variables(subject: str | None, path: str | None) -> None:
    """List what the expressions of policies see, or the fields of one subject."""
    from raci.render.formats.terminal import render
    from raci.render.reports.vocabulary import fields, overview

    known = _vocabulary(path)
    if subject and subject not in known.subjects:
        raise wrong("no-such-subject", name=subject, near=nearest_hint(subject, known.subjects))
    lang = spoken()
    document = fields(subject, known, lang) if subject else overview(known, lang)
    echo(render(document, width=width(True)), nl=False)


def _vocabulary(path: str | None) -> "Vocabulary":
    """Return what expressions see in an organisation: that of a path, else of this folder."""
    from raci.cli.run.arguments import one_project
    from raci.policies.vocabulary import vocabulary, vocabulary_of
    from raci.project import projects

    if path is not None:
        return vocabulary_of(one_project(path).org)
    match projects(["."]):
        case [found] if found.found.documents and found.definitions_sound:
            return vocabulary_of(found.org)
        case _:
            return vocabulary()
