"""Makes one organisation of what several files say."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from raci.convert.imported import Imported, Origin, Remark, Route
from raci.findings.place import TOP
from raci.source.document import UNSAID

SECTIONS = ("org", "departments", "roles", "activities", "platforms", "people", "separations")
"""The sections of a definition, in the order in which they are written."""


def merge(parts: Sequence[tuple[str, Imported]], id_: str) -> Imported:
    """Return one organisation of what importers read of files, by their paths, in this order.

    An entry that several files have is joined: what one of them lacks is taken from the others.
    Lists that differ are joined, of other values the first stays; each is a doubt that names
    both places.
    """
    whole = Imported()
    for path, part in parts:
        for section, entries in part.data.items():
            for key, entry in entries.items() if section != "org" else ():
                route = (section, key)
                origin = part.origins.get(route, Origin(path, TOP))
                whole.remarks += _add(whole, route, entry, origin)
                whole.origins.setdefault(route, origin)
    told = [remark for _, part in parts for remark in part.remarks]
    alike = dict(_alike(parts, whole))
    unlisted = _unlisted(parts, whole, alike)
    whole.remarks = [*_unsettled(told, whole.data), *whole.remarks, *alike.values(), *unlisted]
    org = {"id": id_, **_agreed([part.data.get("org", {}) for _, part in parts])}
    data = {**whole.data, "org": org}
    whole.data = {section: data[section] for section in SECTIONS if data.get(section)}
    return whole


def _unsettled(told: Iterable[Remark], data: dict[str, Any]) -> Iterator[Remark]:
    """Yield the remarks that still hold; write the links to what another file has."""
    for remark in told:
        section, *ids = remark.wants or ("",)
        if not ids or ids[0] not in data.get(section, {}):
            yield remark
        elif remark.link:
            (*route, last), value = remark.link
            entry = data
            for step in route:
                entry = entry.setdefault(step, {})
            entry.setdefault(last, value)


def _alike(parts: Sequence[tuple[str, Imported]], whole: Imported) -> Iterator[tuple[str, Remark]]:
    """Yield the people, by id, who have the e-mail address of another one of another file."""
    known: dict[str, str] = {}
    for _, part in parts:
        for id_, address in part.addresses.items():
            other = known.get(address, id_)
            if other != id_:
                yield id_, _of_person("same-address", whole, id_, other=other)
        known = {address: id_ for id_, address in part.addresses.items()} | known


def _unlisted(
    parts: Sequence[tuple[str, Imported]], whole: Imported, known: Iterable[str]
) -> Iterator[Remark]:
    """Yield the people whom no list of people has, where there is one."""
    lists = [part.data.get("people", {}) for _, part in parts if part.is_staff]
    listed = {*known}.union(*lists)
    for id_ in whole.data.get("people", {}) if lists else ():
        if id_ not in listed:
            yield _of_person("person-unlisted", whole, id_)


def _of_person(key: str, whole: Imported, id_: str, **values: str) -> Remark:
    route = ("people", id_)
    at = whole.origins[route]
    return Remark("doubt", key, at.path, at.span, at.cell, {"person": id_, **values}, route)


def _agreed(orgs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what the organisation's heads say and do not contradict, without the id."""
    keys = dict.fromkeys(key for org in orgs for key in org if key != "id")
    said = {key: [org[key] for org in orgs if key in org] for key in keys}
    return {key: values[0] for key, values in said.items() if all(v == values[0] for v in values)}


def _add(whole: Imported, route: Route, entry: dict[str, Any], origin: Origin) -> Iterator[Remark]:
    section, key = route
    entries = whole.data.setdefault(section, {})
    if key not in entries:
        entries[key] = _copy(entry)
        return
    for where, case, kept, found in _join(entries[key], entry, ()):
        private = section == "people" and where[0] != "roles"
        values = {
            "entry": key,
            "where": ".".join(where),
            "kept": UNSAID if private else _shown(kept),
            "found": UNSAID if private else _shown(found),
            "first": str(whole.origins[route]),
        }
        yield Remark("doubt", case, origin.path, origin.span, origin.cell, values, route)


def _join(
    into: dict[str, Any], entry: dict[str, Any], where: Route
) -> Iterator[tuple[Route, str, Any, Any]]:
    """Add an entry to one of the same id; yield where they differ, how, and both values."""
    for key, value in entry.items():
        there = into.setdefault(key, _copy(value))
        if isinstance(there, dict) and isinstance(value, dict):
            yield from _join(there, value, (*where, key))
        elif there == value:
            continue
        elif isinstance(there, list) and isinstance(value, list):
            if further := [item for item in value if item not in there]:
                yield (*where, key), "joined", list(there), value
                there += further
        else:
            yield (*where, key), "contradiction", there, value


def _copy(value: Any) -> Any:
    """Return maps and lists of their own, so that joining changes no importer's data."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
