"""``raci completion``: the shells' completion scripts, and what stands behind a half-typed word."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

from raci.cli.command import Choice, Command
from raci.cli.echo import echo
from raci.cli.options import lang_option

SHELLS = ("bash", "zsh", "fish")

Complete = Callable[[click.Context, click.Parameter, str], list[str]]
"""Returns the words that a half-typed one may become."""

_HARMLESS = re.compile(r"[a-z]+:[\w.+-]+")
"""Refs that no shell reads as anything else: a completed line is run with one more key."""


@click.command(cls=Command)
@click.argument("shell", type=Choice(SHELLS))
@lang_option
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    if shell == "bash":
        # Bash breaks words at colons, and a Ref has one: click is asked as fish asks it, with the
        # line as it stands, and what bash has set apart is left off the answers.
        script = Path(__file__).with_name("completion.bash").read_text(encoding="utf-8")
    else:
        kind = get_completion_class(shell)
        assert kind is not None
        script = kind(ctx.find_root().command, {}, "raci", "_RACI_COMPLETE").source()
    echo(script, nl=False)


def rule_names(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete a rule's code or name."""
    return _starting(_rules(), typed)


def rule_list(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete the last of a comma-separated list of codes, names and families."""
    from raci.findings.codes import family

    before, comma, last = typed.rpartition(",")
    rules = _rules()
    families = dict.fromkeys(family(code) for code in rules.values())
    left = (name for name in (*families, *rules) if name not in before.split(","))
    return [f"{before}{comma}{name}" for name in _starting(left, last)]


def refs(kinds: tuple[str, ...]) -> Complete:
    """Complete a Ref of what stands in the working folder, whole: no shell adds a space then."""

    def complete(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
        from raci.project import projects

        known = [project.matrix.known for project in projects(["."])]
        ids = ((kind, sorted({id_ for each in known for id_ in each[kind]})) for kind in kinds)
        found = (f"{kind}:{id_}" for kind, sorted_ids in ids for id_ in sorted_ids)
        return [ref for ref in _starting(found, typed) if _HARMLESS.fullmatch(ref)]

    return complete


def _starting(names: Iterable[str], typed: str) -> list[str]:
    return [name for name in names if name.lower().startswith(typed.lower())]


def _rules() -> Mapping[str, str]:
    """Return every rule's code and name, with the code."""
    from raci.rules import catalogue

    pages = catalogue.pages().values()
    return {page.code: page.code for page in pages} | {page.name: page.code for page in pages}
