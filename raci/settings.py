"""What a run is told to do, level by level: files from the top down, the command line last."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from posixpath import relpath
from typing import Any, NamedTuple

from raci.finding import Severity
from raci.nearest import Nearest

DEFAULT = "default"
COMMAND_LINE = "command line"

Route = tuple[str | int, ...]


class UnknownRuleError(ValueError):
    """A name that is no code, name or family of a rule."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(
            f"no rule or family is called {name!r}" + (f"; did you mean {near}?" if near else "")
        )


class Level(NamedTuple):
    """One source of settings: its data as a settings file has it, and who wrote what.

    ``origin`` gives the place of a key or item to show; ``folder`` is where paths start, as shown.
    """

    data: Mapping[str, Any]
    origin: Callable[[Route], str]
    folder: str = "."


@dataclass(frozen=True, slots=True)
class Selection:
    """What the command line says: rules by code, name or family, and what fails the run.

    ``select`` (nothing: as the settings say) starts anew; ``ignore`` beats it.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fail_on: Severity | None = None

    def level(self) -> Level:
        """Give it as the last level of settings."""
        data: dict[str, Any] = {
            "select": self.select,
            "extend-select": self.extend_select,
            "ignore": self.ignore,
            "fail-on": self.fail_on.label if self.fail_on else "",
        }
        return Level({key: value for key, value in data.items() if value}, lambda _: COMMAND_LINE)


class Mandate(NamedTuple):
    """A rule that nothing below may switch off: who says so, and what failed the run there."""

    origin: str
    fail_on: Severity


class Ignored(NamedTuple):
    """Rules that are ignored in the files that a pattern matches; paths start at the folder."""

    folder: str
    pattern: str
    codes: frozenset[str]
    origin: str

    def covers(self, path: str) -> bool:
        """Tell whether a path, as shown, is of a file or folder that the pattern matches."""
        below = relpath(path, self.folder)
        return fnmatchcase(below, self.pattern) or fnmatchcase(
            below, f"{self.pattern.rstrip('/')}/*"
        )


@dataclass(slots=True)
class Settings:
    """The effective settings, each with its origin; ``selected`` maps codes to why they run."""

    names: Mapping[str, str]
    selected: dict[str, str]
    fail_on: tuple[Severity, str] = (Severity.ERROR, DEFAULT)
    severities: dict[str, tuple[Severity, str]] = field(default_factory=dict)
    options: dict[str, dict[str, tuple[Any, str]]] = field(default_factory=dict)
    ignored: list[Ignored] = field(default_factory=list)
    mandatory: dict[str, Mandate] = field(default_factory=dict)
    overruled: dict[str, str] = field(default_factory=dict)

    def severity(self, code: str, default: Severity) -> Severity:
        """Give a rule's severity, where ``default`` is its own."""
        return self.severities[code][0] if code in self.severities else default

    def parameters(self, code: str) -> Mapping[str, Any]:
        """Give the options that are set for a rule, by the name of its function's parameter."""
        options = self.options.get(code, {})
        return {name.replace("-", "_"): value for name, (value, _) in options.items()}

    def fails(self, code: str, severity: Severity) -> bool:
        """Tell whether a finding fails the run."""
        least = self.fail_on[0]
        return severity >= (min(least, self.mandatory[code].fail_on) if self._must(code) else least)

    def ignores(self, code: str, path: str) -> bool:
        """Tell whether a rule is ignored in a file."""
        return any(code in each.codes and each.covers(path) for each in self.ignored)

    def _must(self, code: str) -> bool:
        return code in self.mandatory


def settle(
    levels: Sequence[Level], names: Mapping[str, str], default: Callable[[str], Severity]
) -> Settings:
    """Give the effective settings of levels, the last the strongest.

    Args:
        levels: from the topmost file to the command line.
        names: the catalogue, code to name.
        default: a rule's own severity, by its code.

    Raises:
        UnknownRuleError: for what names nothing.
    """
    settings = Settings(names, dict.fromkeys(names, DEFAULT))
    for level in levels:
        _select(settings, level)
        _lower(settings, level, default)
        _set_options(settings, level)
        for pattern, codes in level.data.get("per-path-ignores", {}).items():
            origin = level.origin(("per-path-ignores", pattern))
            free = _allowed(settings, _expand(codes, names), origin)
            settings.ignored.append(Ignored(level.folder, pattern, frozenset(free), origin))
        if "fail-on" in level.data:
            fail_on = Severity[level.data["fail-on"].upper()]
            settings.fail_on = fail_on, level.origin(("fail-on",))
        for code, origin in _named(level, "mandatory", names):
            settings.selected[code] = origin
            settings.mandatory.setdefault(code, Mandate(origin, settings.fail_on[0]))
    return settings


def _select(settings: Settings, level: Level) -> None:
    names = settings.names
    if "select" in level.data:
        chosen = dict(_named(level, "select", names))
        kept = {code: m.origin for code, m in settings.mandatory.items()}
        settings.selected = {**chosen, **kept}
    settings.selected.update(_named(level, "extend-select", names))
    for code, origin in _named(level, "ignore", names):
        if _allowed(settings, [code], origin):
            settings.selected.pop(code, None)


def _lower(settings: Settings, level: Level, default: Callable[[str], Severity]) -> None:
    written: Mapping[str, str] = level.data.get("severity", {})
    for name in sorted(written, key=lambda name: name in settings.names.values()):
        severity, origin = Severity[written[name].upper()], level.origin(("severity", name))
        for code in _expand([name], settings.names):
            lower = severity < settings.severity(code, default(code))
            if not lower or _allowed(settings, [code], origin):
                settings.severities[code] = severity, origin


def _set_options(settings: Settings, level: Level) -> None:
    for name, options in level.data.get("options", {}).items():
        for code in _allowed(
            settings, _expand([name], settings.names), level.origin(("options", name))
        ):
            kept = settings.options.setdefault(code, {})
            for option, value in options.items():
                kept[option] = value, level.origin(("options", name, option))


def _allowed(settings: Settings, codes: Iterable[str], origin: str) -> list[str]:
    """Leave out what is mandatory above, and note who was overruled."""
    free = [code for code in codes if code not in settings.mandatory]
    for code in codes:
        if code in settings.mandatory:
            settings.overruled.setdefault(code, origin)
    return free


def _named(level: Level, key: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(level.data.get(key, ())):
        for code in _expand([name], names):
            yield code, level.origin((key, number))


def _expand(wanted: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Give the codes that codes, names and families mean."""
    found: dict[str, None] = {}
    for name in wanted:
        matching = [c for c in names if name in (c, names[c], family(c))]
        if not matching:
            families = {family(code) for code in names}
            raise UnknownRuleError(name, Nearest([*names, *names.values(), *families]).to(name))
        found |= dict.fromkeys(matching)
    return list(found)


def family(code: str) -> str:
    """Give the letters of a code: the family of its rule."""
    return code.rstrip("0123456789")
