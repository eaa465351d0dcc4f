"""Settings: their levels, and the effective result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from glob import escape
from posixpath import join, normpath, relpath
from typing import Any, NamedTuple

from raci.findings.finding import Severity
from raci.findings.place import Place
from raci.findings.sentence import Sentence, SentenceError
from raci.findings.standing import STANDINGS

Route = tuple[str | int, ...]


class Origin(str):
    """Where a setting comes from, in words or as ``FILE:LINE:COLUMN``.

    ``place`` is that place with its path from the organisation's root; None where it is in no file.
    """

    __slots__ = ("place",)
    place: Place | None

    def __new__(cls, words: str, place: Place | None = None) -> "Origin":
        """Return the origin with its place."""
        origin = super().__new__(cls, words)
        origin.place = place
        return origin

    def say(self, lang: str) -> str:
        """Return the origin in a language; a place is the same in each."""
        return _CHINESE.get(self, str(self)) if lang.startswith("zh") else str(self)


_CHINESE = {"default": "默认", "default: off": "默认关闭", "command line": "命令行"}


DEFAULT = Origin("default")
OFF = Origin("default: off")
COMMAND_LINE = Origin("command line")
ENGLISH = "en"


class UnknownRuleError(SentenceError, ValueError):
    """A name that is no code, name or family of a rule."""

    def __init__(self, name: str, near: str) -> None:
        advice = [Sentence("did-you-mean", near=near)] if near else []
        super().__init__(Sentence("unknown-rule", name=name), *advice)


class Level(NamedTuple):
    """One source of settings: its data in the shape of a settings file, with origins.

    ``origin`` gives the origin of a key or item; ``folder`` is where paths start, as shown, and
    empty where it is no file; ``inside`` is the same folder from the organisation's root.
    """

    data: Mapping[str, Any]
    origin: Callable[[Route], Origin]
    folder: str = ""
    inside: str = ""

    def shown_by(self, title: Callable[[str], str]) -> "Level":
        """Return the level for paths as another version of the organisation shows them."""
        return self._replace(folder=title(self.inside)) if self.folder else self


@dataclass(frozen=True, slots=True)
class Selection:
    """What the command line selects: rules by code, name or family, and the failing severity.

    ``select`` (nothing: as the settings say) starts anew; ``ignore`` beats it. ``allow`` names
    rules of change whose findings are meant, so that they are infos.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fail_on: Severity | None = None
    allow: tuple[str, ...] = ()

    def level(self) -> Level:
        """Return the selection as the last level of settings."""
        data: dict[str, Any] = {
            "select": self.select,
            "extend-select": self.extend_select,
            "ignore": self.ignore,
            "fail-on": self.fail_on.label if self.fail_on else "",
            "allow": self.allow,
        }
        return Level({key: value for key, value in data.items() if value}, lambda _: COMMAND_LINE)


class Mandatory(NamedTuple):
    """A rule that no level below may switch off: its origin, severity and failing severity.

    ``severity`` is the least that it may have, ``fail_on`` the greatest that may fail the run.
    """

    origin: Origin
    severity: Severity
    fail_on: Severity


class Ignored(NamedTuple):
    """Rules that are ignored in the files that a pattern matches; paths start at the folder."""

    folder: str
    pattern: str
    codes: frozenset[str]
    origin: Origin

    def covers(self, path: str) -> bool:
        """Return whether the pattern matches a path or a folder above it."""
        below, pattern = relpath(path, self.folder), normpath(self.pattern)
        return pattern == "." or any(fnmatchcase(below, p) for p in (pattern, f"{pattern}/*"))


@dataclass(slots=True)
class Settings:
    """The effective settings, each with its origin; ``names`` are those of all rules by code.

    ``selected`` maps codes to why they run, ``left_out`` the others to why not; ``overruled`` has
    the codes of mandatory rules with what would have switched them off or softened them. ``off``
    are the rules that run only where one chooses them by their own code or name. ``approvals`` is
    the least standing of an approval that counts.
    """

    names: Mapping[str, str]
    selected: dict[str, Origin]
    left_out: dict[str, Origin] = field(default_factory=dict)
    fail_on: tuple[Severity, Origin] = (Severity.ERROR, DEFAULT)
    approvals: tuple[str, Origin] = (STANDINGS[0], DEFAULT)
    lang: tuple[str, Origin] = (ENGLISH, DEFAULT)
    severities: dict[str, tuple[Severity, Origin]] = field(default_factory=dict)
    options: dict[str, dict[str, tuple[Any, Origin]]] = field(default_factory=dict)
    ignored: list[Ignored] = field(default_factory=list)
    mandatory: dict[str, Mandatory] = field(default_factory=dict)
    overruled: dict[tuple[str, Origin], None] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    folder: str = "."
    """Where the topmost file stands: there, all of it could be said in one file."""

    @property
    def effect(self) -> tuple[object, ...]:
        """What decides about findings, without origins: settings with equal effects judge alike."""
        return (
            self.selected.keys(),
            self.fail_on[0],
            self.approvals[0],
            {code: severity for code, (severity, _) in self.severities.items()},
            {code: self.parameters(code) for code in self.options},
            {each[:3] for each in self.ignored},
            {code: each[1:] for code, each in self.mandatory.items()},
        )

    @property
    def ignored_by_pattern(self) -> Mapping[str, tuple[set[str], list[str]]]:
        """The ignored rules with origins, by patterns that start at the topmost settings."""
        by_pattern: dict[str, tuple[set[str], list[str]]] = {}
        for ignored in self.ignored:
            folder = relpath(ignored.folder, self.folder)
            pattern = ignored.pattern if folder == "." else join(escape(folder), ignored.pattern)
            codes, origins = by_pattern.setdefault(pattern, (set(), []))
            codes |= ignored.codes
            origins.append(ignored.origin)
        return by_pattern

    def severity(self, code: str, default: Severity) -> Severity:
        """Return a rule's severity, where ``default`` is its own."""
        return self.severities[code][0] if code in self.severities else default

    def parameters(self, code: str) -> Mapping[str, Any]:
        """Return the options that are set for a rule, by the name of its function's parameter."""
        options = self.options.get(code, {})
        return {name.replace("-", "_"): value for name, (value, _) in options.items()}

    def fails(self, code: str, severity: Severity) -> bool:
        """Return whether a finding fails the run."""
        least = self.fail_on[0]
        if code in self.mandatory:
            least = min(least, self.mandatory[code].fail_on)
        return severity >= least

    def ignores(self, code: str, path: str) -> bool:
        """Return whether a rule is ignored in a file."""
        return any(code in each.codes and each.covers(path) for each in self.ignored)
