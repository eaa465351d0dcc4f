"""Merges levels of settings, from the topmost file to the command line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from raci.check.compilation import Compiled
from raci.check.rulebook import Rulebook
from raci.check.settings import (
    DEFAULT,
    OFF,
    Ignored,
    Level,
    Mandatory,
    Origin,
    Selection,
    Settings,
    UnknownRuleError,
)
from raci.findings.codes import ALWAYS, SEPARATION, family
from raci.findings.finding import Severity
from raci.findings.ref import Ref
from raci.findings.spelling import Nearest
from raci.policies.code import FAMILY
from raci.rules import catalogue
from raci.rules.retired import retired, today

EVERYTHING = Selection()
NOTHING_REQUIRED: Mapping[str, Origin] = {}


def settle(
    levels: Sequence[Level],
    rulebook: Rulebook,
    names: Mapping[str, str] | None = None,
    required: Mapping[str, Origin] = NOTHING_REQUIRED,
) -> Settings:
    """Merge levels of settings; the last is the strongest.

    Args:
        levels: from the topmost file to the command line.
        rulebook: the rules of the organisation.
        names: code to name of the rules that count; all where absent.
        required: the rules that packs require, and where each is extended.

    Raises:
        UnknownRuleError: for what names nothing.
    """
    off = catalogue.off()
    names = rulebook.names() if names is None else names
    selected = {code: DEFAULT for code in names if code not in off}
    settings = Settings(names, selected, {code: OFF for code in names if code in off}, off=off)
    settings.folder = next((level.folder for level in levels if level.folder), ".")
    for code, origin in required.items():
        _mandate(settings, code, origin, rulebook.severity(code))
    for level in levels:
        _select(settings, level)
        _grade(settings, level)
        _set_options(settings, level)
        _ignore_paths(settings, level)
        _set_fail_on(settings, level)
        for code, origin in _chosen(level, "allow", settings):
            for each in _allowed(settings, [code], origin):
                settings.severities[each] = Severity.INFO, origin
        if "approvals" in level.data:
            settings.approvals = level.data["approvals"], level.origin(("approvals",))
        if "lang" in level.data:
            settings.lang = level.data["lang"], level.origin(("lang",))
        for code, origin in _chosen(level, "mandatory", settings):
            _mandate(settings, code, origin, settings.severity(code, rulebook.severity(code)))
    return settings


def _select(settings: Settings, level: Level) -> None:
    if "select" in level.data:
        chosen = dict(_chosen(level, "select", settings))
        origin = level.origin(("select",))
        rest = [code for code in settings.names if code not in chosen]
        _leave_out(settings, _allowed(settings, rest, origin), origin)
        _run(settings, chosen)
    _run(settings, dict(_chosen(level, "extend-select", settings)))
    for code, _, origin in _named(level, "ignore", settings.names):
        _leave_out(settings, _allowed(settings, [code], origin), origin)


def _run(settings: Settings, chosen: Mapping[str, Origin]) -> None:
    for code, origin in chosen.items():
        if code not in settings.mandatory:
            settings.selected[code] = origin
            settings.left_out.pop(code, None)


def _leave_out(settings: Settings, codes: Iterable[str], origin: Origin) -> None:
    for code in codes:
        settings.selected.pop(code, None)
        settings.left_out[code] = origin


def _grade(settings: Settings, level: Level) -> None:
    """Set severities, those of families first: a rule's own entry wins."""
    written: Mapping[str, str] = level.data.get("severity", {})
    for name in sorted(written, key=lambda name: _closeness(name, settings.names)):
        severity, origin = Severity[written[name].upper()], level.origin(("severity", name))
        for code in _expand([name], settings.names):
            mandate = settings.mandatory.get(code)
            lowered = mandate is not None and severity < mandate.severity
            if code in ALWAYS and severity < catalogue.page(code).severity:
                continue
            if not lowered or _allowed(settings, [code], origin):
                settings.severities[code] = severity, origin


def _closeness(name: str, names: Mapping[str, str]) -> int:
    """Return how closely a name means a rule: as its family, as a former name, as its own."""
    return 2 if name in names or name in names.values() else int(retired(name) is not None)


def _set_options(settings: Settings, level: Level) -> None:
    written: Mapping[str, Mapping[str, Any]] = level.data.get("options", {})
    for name in sorted(written, key=lambda name: _closeness(name, settings.names)):
        codes = _expand([name], settings.names)
        for code in _allowed(settings, codes, level.origin(("options", name))):
            kept = settings.options.setdefault(code, {})
            for option, value in written[name].items():
                kept[option] = value, level.origin(("options", name, option))


def _ignore_paths(settings: Settings, level: Level) -> None:
    for pattern, names in level.data.get("per-path-ignores", {}).items():
        origin = level.origin(("per-path-ignores", pattern))
        if free := _allowed(settings, _expand(names, settings.names), origin):
            settings.ignored.append(Ignored(level.folder or ".", pattern, frozenset(free), origin))


def _set_fail_on(settings: Settings, level: Level) -> None:
    if "fail-on" in level.data:
        least, origin = Severity[level.data["fail-on"].upper()], level.origin(("fail-on",))
        softened = [c for c, mandate in settings.mandatory.items() if mandate.fail_on < least]
        _allowed(settings, softened, origin)
        settings.fail_on = least, origin


def _mandate(settings: Settings, code: str, origin: Origin, severity: Severity) -> None:
    """Make a rule mandatory with its present severity, or the stricter one set above."""
    above = settings.mandatory.get(code, Mandatory(origin, severity, settings.fail_on[0]))
    settings.mandatory[code] = Mandatory(
        above.origin, max(above.severity, severity), min(above.fail_on, settings.fail_on[0])
    )
    settings.selected[code] = above.origin
    settings.left_out.pop(code, None)


def _allowed(settings: Settings, codes: Sequence[str], origin: Origin) -> list[str]:
    for code in codes:
        if code in settings.mandatory:
            settings.overruled.setdefault((code, origin))
    return [code for code in codes if code not in settings.mandatory]


def _chosen(level: Level, key: str, settings: Settings) -> Iterator[tuple[str, Origin]]:
    """Yield the rules that a list switches on; a family does not switch on those off by default."""
    for code, name, origin in _named(level, key, settings.names):
        if code not in settings.off or name.upper() != family(code):
            yield code, origin


def _named(level: Level, key: str, names: Mapping[str, str]) -> Iterator[tuple[str, str, Origin]]:
    for number, name in enumerate(level.data.get(key, ())):
        for code in _expand([name], names):
            yield code, name, level.origin((key, number))


def _expand(wanted: Iterable[str], names: Mapping[str, str]) -> list[str]:
    found: dict[str, None] = {}
    for name in wanted:
        known = today(name)
        matching = [
            code
            for code, own in names.items()
            if known.upper() in (code.upper(), family(code)) or known.lower() == own
        ]
        if not matching and family(known.upper()) != FAMILY:
            families = {family(code) for code in names}
            raise UnknownRuleError(name, Nearest([*names, *names.values(), *families]).to(name))
        found |= dict.fromkeys(matching)
    return list(found)


def settings_of(
    compiled: Compiled,
    selection: Selection = EVERYTHING,
    *,
    defaults: bool = False,
    changes: bool = False,
    levels: Sequence[Level] | None = None,
) -> Settings:
    """Return the effective settings of an organisation, each with its origin.

    Args:
        compiled: the organisation.
        selection: what the command line adds to the settings files.
        defaults: include every rule's own severity and options as well.
        changes: the organisation is compared with another version.
        levels: settings files in place of the organisation's own.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    files = compiled.levels if levels is None else levels
    levels = [level for level in (*files, selection.level()) if level.data]
    plain = not (levels or compiled.org.waivers or defaults or changes)
    names = compiled.rulebook.names(judging=plain)
    if defaults:
        levels.insert(0, Level(catalogue.defaults(), lambda _: DEFAULT))
    return settle(levels, compiled.rulebook, names, _required(compiled))


def _required(compiled: Compiled) -> Mapping[str, Origin]:
    """Return the codes of what packs require: their policies, and what judges separations."""
    org, origins = compiled.org, compiled.loaded.origins
    required: dict[str, Ref] = {}
    for separation in org.separations.values():
        if separation.required:
            required |= dict.fromkeys(sorted(SEPARATION), separation.ref)
    for code, policy in compiled.rulebook.policies.items():
        if policy.required:
            required[code] = policy.ref
    places = {code: origins.place(ref) for code, ref in required.items()}
    title = compiled.found.title
    return {
        code: Origin(str(replace(place, path=title(place.path))), place)
        for code, place in places.items()
    }


def settings_of_base(compiled: Compiled, selection: Selection, base: Compiled) -> Settings:
    """Return the settings of a base for an organisation; the defaults where they cannot be read.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    files = base.levels if base.settings_sound else []
    levels = [level.shown_by(compiled.found.title) for level in files]
    return settings_of(compiled, selection, changes=True, levels=levels)


def default_settings() -> Settings:
    """Return the settings of files that belong to no organisation."""
    return settle([], Rulebook())


def switched_off(settings: Settings) -> frozenset[str]:
    """Return the rules that do not run, so that nobody knows what they would find."""
    return frozenset(settings.names) - frozenset(settings.selected) - ALWAYS
