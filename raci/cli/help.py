"""The help of commands: usage, what the command does, its exit statuses, options, commands."""

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from textwrap import indent

import click

from raci.cli.language import spoken
from raci.render.columns import columns, pad, wrap
from raci.render.phrases import Words

WIDEST = 80
LEFT = 30
"""The widest left side that a text may stand beside."""

STATUSES = "0123"
PROGRAM = "raci"

Rows = Iterable[tuple[str, str]]


def usage(command: click.Command, ctx: click.Context) -> str:
    """Return the usage line of a command."""
    pieces = " ".join((ctx.command_path, *command.collect_usage_pieces(ctx)))
    return _words()["title-usage"].format(usage=pieces)


def page(command: click.Command, ctx: click.Context) -> str:
    """Return the whole help of a command."""
    words, name = _words(), _name(command)
    width = min(get_terminal_size((WIDEST, 24)).columns, WIDEST)
    about = [summary(command)]
    if (more := f"{name}.more") in words:
        about += words[more].split("\n\n")
    parts = [usage(command, ctx), *(_paragraph(text, width) for text in about)]
    for title, rows in (
        ("statuses", _statuses(name, words)),
        ("options", _options(command, ctx)),
        ("commands", _commands(command)),
    ):
        if listed := list(rows):
            parts.append("\n".join((words[f"title-{title}"], *_listed(listed, width))))
    return "\n\n".join(parts)


def summary(command: click.Command) -> str:
    """Return what a command does, in one sentence."""
    return _words()[_name(command)]


def option_help(command: click.Command, option: click.Option) -> str:
    """Return what an option does: on this command, else on all that have it."""
    words, name = _words(), max(option.opts, key=len)
    own = f"{_name(command)} {name}"
    return words[own if own in words else name].format(default=option.default)


def _words() -> Words:
    return Words("help", spoken())


def _name(command: click.Command) -> str:
    if command.name == PROGRAM:
        return PROGRAM
    return " ".join(filter(None, (PROGRAM, getattr(command, "within", ""), command.name)))


def _paragraph(text: str, width: int) -> str:
    """Wrap a paragraph; one that begins with a blank stands as it is written."""
    return indent(text, " ") if text.startswith(" ") else "\n".join(wrap(text, width, "  "))


def _statuses(name: str, words: Words) -> Iterator[tuple[str, str]]:
    own = [status for status in STATUSES if f"{name}.{status}" in words]
    for status in own:
        yield status, words[f"{name}.{status}"]
    if own:
        yield "3", words["title-defect"]


def _options(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, str]]:
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if isinstance(parameter, click.Option) and record is not None:
            yield record[0], option_help(command, parameter)


def _commands(command: click.Command) -> Iterator[tuple[str, str]]:
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            if not each.hidden:
                yield name, summary(each)


def _listed(rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    """Yield the lines of two columns; a left side that is too wide has a line of its own."""
    left = min(max(columns(term) for term, _ in rows), LEFT)
    for term, text in rows:
        lines = wrap(text, width, " " * (left + 4))
        if columns(term) > left:
            yield f"  {term}"
        else:
            lines[0] = f"  {pad(term, left)}  {lines[0].lstrip()}"
        yield from lines
