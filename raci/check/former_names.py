"""Finds names of retired rules in settings, in waivers and in the baseline."""

from collections.abc import Iterator, Mapping

from raci.check.compilation import Compiled
from raci.check.settings import Level, Selection
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.report import FormerName
from raci.rules.catalogue import page
from raci.rules.retired import FORMER, retired

LISTS = ("select", "extend-select", "ignore", "mandatory")
MAPS = ("severity", "options")


def former_names(compiled: Compiled, selection: Selection) -> Mapping[FormerName, tuple[str, ...]]:
    """Return the former names of rules that are still in use, each with where it stands."""
    places: dict[FormerName, dict[str, None]] = {}
    for name, where in _names(compiled, selection):
        if rule := retired(name):
            known = FormerName(name, rule.by, page(rule.by).name)
            places.setdefault(known, {})[where] = None
    return {name: tuple(places[name]) for name in sorted(places)}


def _names(compiled: Compiled, selection: Selection) -> Iterator[tuple[str, str]]:
    for level in (*compiled.levels, selection.level()):
        yield from _names_in(level)
    for waiver in compiled.org.waivers.values():
        if waiver.rule in FORMER:
            place = compiled.loaded.origins.place(Ref(f"{waiver.ref}#rule"))
            yield waiver.rule, str(Place(place.at, compiled.found.title(place.path), place.span))
    for name in compiled.baseline.former_names if compiled.baseline else ():
        yield name, compiled.found.title(compiled.found.baseline)


def _names_in(level: Level) -> Iterator[tuple[str, str]]:
    for key in LISTS:
        for number, name in enumerate(level.data.get(key, ())):
            yield name, level.origin((key, number))
    for key in MAPS:
        for name in level.data.get(key, ()):
            yield name, level.origin((key, name))
    for pattern, names in level.data.get("per-path-ignores", {}).items():
        for number, name in enumerate(names):
            yield name, level.origin(("per-path-ignores", pattern, number))
