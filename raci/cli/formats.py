"""The formats that commands print, the suffix that chooses each, and where a text goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from raci.cli.command import Choice
from raci.cli.echo import echo
from raci.cli.language import wrong
from raci.cli.options import Decorator, width, write
from raci.render.escape import inert

OUTPUT_SUFFIXES = {
    "text": ".txt",
    "json": ".json",
    "sarif": ".sarif",
    "junit": ".xml",
    "markdown": ".md",
    "csv": ".csv",
    "html": ".html",
}
"""The suffix by which a file's name chooses a format."""

FINDINGS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
MATRIX = ("text", "markdown", "csv", "html", "json")
CHANGE = ("text", "markdown", "html", "json")
EVIDENCE = ("text", "markdown", "html")
LOSSES = ("text", "json")
RESULTS = ("text", "json", "junit")

SELECTABLE = ("department", "role", "platform")
"""The kinds of entities to which a matrix can be narrowed."""

LOSABLE = ("role", "person", "platform")
"""The kinds of entities whose loss can be drilled."""


@dataclass(frozen=True, slots=True)
class Target:
    """A format, and the file that it is written to; the terminal where ``path`` is None."""

    format: str
    path: str | None = None

    @property
    def width(self) -> int:
        """The columns to write to."""
        return width(terminal=self.path is None)

    def write(self, text: str, *, color: bool | None = None) -> None:
        """Print a text, or write it to the file; ``color`` keeps its colours on any terminal.

        Raises:
            UsageError: the file cannot be written.
        """
        commands = self.format == "github"
        if self.path is None:
            echo(text, nl=False, color=color, commands=commands)
        else:
            write(self.path, inert(text, commands=commands))


def target_of(format_: str | None, path: str | None, formats: Sequence[str]) -> Target:
    """Return the format asked for, else the one of the file's suffix, else text.

    Raises:
        UsageError: the suffix is none of the formats'.
    """
    if format_ or path is None:
        return Target(format_ or "text", path)
    suffixes = {OUTPUT_SUFFIXES[name]: name for name in formats if name in OUTPUT_SUFFIXES}
    if (suffix := Path(path).suffix) not in suffixes:
        known = ", ".join(suffixes)
        raise wrong("unknown-suffix", path=path, known=known)
    return Target(suffixes[suffix], path)


def target_options(formats: Sequence[str]) -> Decorator:
    """Return a decorator that adds ``--format`` and ``-o`` and passes them on as ``target``."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.option("--format", "format_", type=Choice(formats))
        @click.option("-o", "--output", metavar="FILE")
        @wraps(command)
        def with_target(
            *args: object, format_: str | None, output: str | None, **options: object
        ) -> Any:
            return command(*args, target=target_of(format_, output, formats), **options)

        return with_target

    return decorate
