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
    "xlsx": ".xlsx",
    "codeowners": "CODEOWNERS",
    "mermaid": ".mmd",
}
"""The suffix, or the name, by which a file chooses a format."""

FINDINGS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
MATRIX = ("text", "markdown", "csv", "html", "json")
CHANGE = ("text", "markdown", "html", "json")
EVIDENCE = ("text", "markdown", "html")
LOSSES = ("text", "json")
HISTORY = ("text", "markdown", "csv", "json")
RESULTS = ("text", "json", "junit")

EXPORTS = ("xlsx", "codeowners", "mermaid")

SELECTABLE = ("department", "role", "platform")
"""The kinds of entities to which a matrix can be narrowed."""

ANSWERED = ("activity", "duty", "platform", "department", "role")
"""The kinds of what somebody answered for on a day, or of who did."""

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

    def write_bytes(self, content: bytes) -> None:
        """Write bytes to the file.

        Raises:
            UsageError: the file cannot be written.
        """
        assert self.path is not None
        write(self.path, content)

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


def target_of(
    format_: str | None, path: str | None, formats: Sequence[str], default: str | None = "text"
) -> Target:
    """Return the format asked for, else the one of the file's suffix or name, else the default.

    Raises:
        UsageError: the file's name is of none of the formats, or nothing chooses one.
    """
    chosen = format_ or (default if path is None else None)
    if chosen is not None:
        return Target(chosen, path)
    if path is None:
        raise wrong("no-format", known=", ".join(formats))
    suffixes = {OUTPUT_SUFFIXES[name]: name for name in formats if name in OUTPUT_SUFFIXES}
    suffix = next((each for each in (Path(path).suffix, Path(path).name) if each in suffixes), None)
    if suffix is None:
        known = ", ".join(suffixes)
        raise wrong("unknown-suffix", path=path, known=known)
    return Target(suffixes[suffix], path)


def target_options(formats: Sequence[str], default: str | None = "text") -> Decorator:
    """Return a decorator that adds ``--format`` and ``-o`` and passes them on as ``target``.

    ``default`` is the format that the terminal gets; None where one must be chosen.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.option("--format", "format_", type=Choice(formats))
        @click.option("-o", "--output", metavar="FILE")
        @wraps(command)
        def with_target(
            *args: object, format_: str | None, output: str | None, **options: object
        ) -> Any:
            return command(*args, target=target_of(format_, output, formats, default), **options)

        return with_target

    return decorate
