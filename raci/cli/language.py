"""The language of a run: ``--lang``, else ``RACI_LANG``, else the settings, else English."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from raci.render.escape import clean

if TYPE_CHECKING:
    from raci.check.settings import Level
    from raci.project import Project
    from raci.render.phrases import Words
    from raci.source.files import Folder

LANGUAGES = ("en", "zh")
VARIABLE = "RACI_LANG"
OPTION = "--lang"
SETTING = "lang"
DEFAULT = "en"


@dataclass(slots=True)
class _Choice:
    """What a run has chosen: its language and who said so, else the language of its settings.

    ``strict``: a command runs, so that a wrong setting ends it; help and usage errors go on.
    """

    said: tuple[str, str] | None = None
    by_settings: str | None = None
    strict: bool = False


_choice: ContextVar[_Choice] = ContextVar("language")


def begin(arguments: Sequence[str]) -> None:
    """Start a run with the language of its arguments or its environment.

    The arguments are read ahead of click, so that a mistake in them is told in that language too.
    """
    _choice.set(_Choice(_option(arguments) or _variable()))


def said() -> tuple[str, str] | None:
    """Return the language that the option or the variable says, and which of them."""
    return _current().said


def spoken() -> str:
    """Return the language to print in now."""
    choice = _current()
    if choice.said:
        return choice.said[0]
    if choice.by_settings is None:
        choice.by_settings = DEFAULT
        choice.by_settings = _of_working_folder(strict=choice.strict)
    return choice.by_settings


def adopt(found: Iterable["Project"]) -> None:
    """Take the language of organisations; where they differ, the working folder's stays."""
    choice = _current()
    if choice.said is None:
        languages = {_of_levels(project.levels) for project in found if project.found.documents}
        if len(languages) == 1:
            choice.by_settings = languages.pop()


def insist() -> None:
    """From here on, end with status 2 where a language is set that raci does not have."""
    _current().strict = True
    value = os.environ.get(VARIABLE)
    if value and said() is None:
        raise _unknown(VARIABLE, value)


class Said(str):
    """A sentence of the command line: what stands in it is escaped, and its line ends are meant."""

    __slots__ = ()


def say(key: str, /, **values: object) -> str:
    """Return a sentence of the command line in the language of the run.

    The values become one line each, a list of them an indented line an item.
    """
    return Said(_words()[key].format(**_shown(values)))


def count(key: str, n: int, **facts: str) -> str:
    """Return a number with its noun, or a sentence that depends on it."""
    return Said(_words().count(key, n, **_shown(facts)))


def _shown(values: Mapping[str, object]) -> dict[str, str]:
    return {name: _as_text(value) for name, value in values.items()}


def _as_text(value: object) -> str:
    if isinstance(value, Said):
        return value
    if isinstance(value, list):
        return "".join(f"\n  {clean(item)}" for item in value)
    return clean(str(value))


def wrong(key: str, /, **values: object) -> click.UsageError:
    """Return a usage error in the language of the run."""
    return click.UsageError(say(key, **values))


class Refusal(click.ClickException):
    """The call is right, and what it asks for is refused now: status 2 without the usage."""

    exit_code = 2


def refused(key: str, /, **values: object) -> Refusal:
    """Return a refusal in the language of the run."""
    return Refusal(say(key, **values))


def did_you_mean(near: str | None) -> str:
    """Return the question that proposes a name, ``""`` where there is none."""
    return say("did-you-mean", near=near) if near else ""


def nearest_hint(name: str, known: Iterable[str]) -> str:
    """Return the question that proposes the nearest of some names, ``""`` where none is near."""
    from raci.findings.spelling import Nearest

    return did_you_mean(Nearest(known).to(name))


def reworded(error: Exception) -> str:
    """Return why something was refused, in the language of the run.

    What is no sentence of ours says that an edited file could not be read again.
    """
    from raci.findings.sentence import Sentence, SentenceError

    if isinstance(error, SentenceError):
        return error.text(spoken())
    return Sentence("unreadable-edit").text(spoken())


def reason(error: OSError) -> str:
    """Return why the system refused a file, in the language of the run."""
    import errno

    words = _words()
    name = errno.errorcode.get(error.errno or 0, "")
    if name in words:
        return words[name]
    return words["system-error"].format(number=error.errno, text=error.strerror)


def _words() -> "Words":
    from raci.render.phrases import Words

    return Words("command_line", spoken())


def _current() -> _Choice:
    if (choice := _choice.get(None)) is None:
        _choice.set(choice := _Choice(_variable()))
    return choice


def _option(arguments: Sequence[str]) -> tuple[str, str] | None:
    value = ""
    for argument, following in pairwise((*arguments, "")):
        if argument == "--":
            break
        name, equals, joined = argument.partition("=")
        if name == OPTION:
            value = joined if equals else following
    return (value, OPTION) if value in LANGUAGES else None


def _variable() -> tuple[str, str] | None:
    value = os.environ.get(VARIABLE, "")
    return (value, VARIABLE) if value in LANGUAGES else None


def _of_working_folder(*, strict: bool) -> str:
    """Return the language that the settings at and above the working folder say."""
    from raci.source.files import Folder

    here = Folder(Path())
    if not any(
        _may_say(here, f"{above or '.'}/{name}") for above in here.above() for name in _FILES
    ):
        return DEFAULT
    from raci.check.settings_files import levels  # late: it imports the reader and the schema

    found, defects = levels(here, "")
    for hit in (defect.hit for defect in defects if strict):
        if hit.values.get("where") == SETTING:
            raise _unknown(str(hit.at), hit.values["found"].strip('"'))
    return _of_levels(found)


def _unknown(where: str, value: str) -> click.UsageError:
    return wrong("no-such-language", where=where, value=value, known=", ".join(LANGUAGES))


_FILES = ("raci.toml", "pyproject.toml")


def _may_say(folder: "Folder", path: str) -> bool:
    try:
        return re.search(rb"\blang\b", folder.read(path)) is not None
    except OSError:
        return False


def _of_levels(levels: Iterable["Level"]) -> str:
    said = [level.data[SETTING] for level in levels if SETTING in level.data]
    return said[-1] if said else DEFAULT
