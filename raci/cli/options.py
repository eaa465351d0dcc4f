"""Options and arguments that several commands share."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from raci.cli.command import Choice, ExistingPath
from raci.cli.language import LANGUAGES, OPTION, reason, say, wrong
from raci.cli.progress import is_seen
from raci.source.links import link_on, names_stream, top_of

Decorator = Callable[[Any], Any]
Options = TypeVar("Options")


def given(kind: Callable[..., Options], options: Mapping[str, object]) -> Options:
    """Return the options of a command, which click hands over by name, as the command's record."""
    return kind(**options)


def day(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """Return a date as it is written, today in UTC where none is given.

    Raises:
        BadParameter: it is no date.
    """
    from raci.findings.days import is_day, today

    if value is None:
        return today()
    if is_day(value):
        return value
    raise click.BadParameter(say("no-such-date", value=value))


paths_argument: Decorator = click.argument(
    "paths", nargs=-1, type=ExistingPath(exists=True, allow_dash=True), metavar="[PATH]..."
)
path_argument: Decorator = click.argument("path", default=".", type=ExistingPath(exists=True))
lang_option: Decorator = click.option(
    OPTION,
    expose_value=False,
    type=Choice(LANGUAGES),
)
as_of_option: Decorator = click.option(
    "--as-of",
    metavar="DATE",
    callback=day,
)


def day_option(name: str, key: str) -> Decorator:
    """Return an option that takes a day, None where it is not given; ``key`` is its argument."""

    def checked(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        return None if value is None else day(ctx, parameter, value)

    decorator: Decorator = click.option(name, key, metavar="DATE", callback=checked)
    return decorator


def _local_terminal(_ctx: click.Context, _parameter: click.Parameter, wish: bool) -> bool:
    """Return the wish to see names; a log or a file must not keep them.

    Raises:
        BadParameter: the output is no terminal, or a CI job's.
    """
    if wish and not is_seen(sys.stdout):
        raise click.BadParameter(say("people-elsewhere"))
    return wish


show_people_option: Decorator = click.option(
    "--show-people",
    is_flag=True,
    callback=_local_terminal,
)
ALLOWED = {
    "large-change": "CHG808",
    "settings-weakened": "CHG811",
    "control-weakened": "CHG812",
}
"""What ``--allow`` names, and the rule whose findings are infos then."""


def _codes(_ctx: click.Context, _parameter: click.Parameter, names: Sequence[str]) -> Sequence[str]:
    return tuple(ALLOWED[name] for name in names)


allow_option: Decorator = click.option(
    "--allow",
    multiple=True,
    type=Choice([*ALLOWED]),
    callback=_codes,
)


def listed(names: str | None) -> tuple[str, ...]:
    """Split a comma-separated list; one that names nothing is a mistake."""
    found = tuple(name.strip() for name in (names or "").split(",") if name.strip())
    if names is not None and not found:
        raise wrong("no-rule-named")
    return found


def width(terminal: bool) -> int:
    """Return the columns to write to: the terminal's, 80 where there is none."""
    from shutil import get_terminal_size

    return get_terminal_size((80, 24)).columns if terminal else 80


def colour(wish: str) -> bool:
    """Return whether to print in colour: as wished, else as the terminal and NO_COLOR say."""
    if wish != "auto":
        return wish == "always"
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def folder_in_repository() -> str:
    """Return the working folder from its repository's top, with ``/``; ``""`` at the top."""
    here = Path.cwd()
    folder = here.relative_to(top_of(here) or here).as_posix()
    return "" if folder == "." else folder


def write(path: str, content: str | bytes) -> None:
    """Write a file whole or not at all; what is none (a pipe, a device) gets the text as it is."""
    from raci.edit.save import REPORT, save

    target = Path(path)
    content = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    if not target.parent.is_dir():
        raise wrong("unwritable-no-folder", path=path, folder=target.parent)
    try:
        if _is_stream(target):
            with target.open("ab") as file:
                file.write(content)
        else:
            refuse_links(target)
            save({target: content}, read={}, suffix=REPORT)
    except OSError as error:
        raise unwritable(path, error) from error


def _is_stream(target: Path) -> bool:
    is_special = target.exists() and not target.is_file() and not target.is_symlink()
    return is_special or names_stream(target)


def refuse_links(*paths: str | Path) -> None:
    """End with status 2 where a path that is written to leads over a link."""
    for path in paths:
        if link := link_on(Path(path)):
            link = Path(os.path.relpath(link))
            raise wrong("through-link", path=path, link=link.as_posix())


def unwritable(path: str, error: OSError) -> click.UsageError:
    """Return that a file cannot be written, and why."""
    return wrong("unwritable", path=path, reason=reason(error))
