"""Makes ids of names in Latin letters, for those who do not type Chinese."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from raci.convert.imported import Imported, Remark, Route
from raci.findings.ref import SECTIONS
from raci.model.references import REFERS_TO
from raci.source.extras import command_for
from raci.source.tables.names import slug

Slug = Callable[[str], str]


class NoPinyinError(Exception):
    """The library is not installed; ``command`` installs it."""

    command = command_for("pinyin")


class Pinyin:
    """Makes ids of names with Chinese in pinyin; different names have different ids.

    ``resolved`` has, by their ids, the names whose pinyin another name had before.
    """

    def __init__(self) -> None:
        try:
            from pypinyin import lazy_pinyin
        except ImportError as error:
            raise NoPinyinError from error
        self._pinyin = lazy_pinyin
        self._ids: dict[str, str] = {}
        self._taken: set[str] = set()
        self.resolved: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """Return the id of a name: always the same one."""
        plain = slug(name)
        if plain in self._ids:
            return self._ids[plain]
        id_ = base = slug(re.sub("-+", "-", "-".join(self._pinyin(plain))))
        number = 1
        while id_ in self._taken:
            number += 1
            id_ = slug(f"{base}-{number}")
        if number > 1:
            self.resolved[id_] = name
        self._taken.add(id_)
        self._ids[plain] = id_
        return id_


def resolved(ids: Mapping[str, str], whole: Imported) -> Iterator[Remark]:
    """Yield a doubt for each entity whose id has a number, since another name has its pinyin."""
    for (section, id_), origin in whole.origins.items():
        if id_ in ids:
            values, route = {"name": ids[id_], "id": id_}, (section, id_)
            at = (origin.path, origin.span, origin.cell)
            yield Remark("doubt", "pinyin", *at, values, route)


def renamed(imported: Imported, make: Slug) -> Imported:
    """Return what was imported with other ids, in references, origins and remarks as well."""

    def route_of(route: Route) -> Route:
        return (route[0], *map(make, route[1:2]), *route[2:]) if route else ()

    kinds = {section: kind for kind, section in SECTIONS.items()}
    data = {
        section: {
            make(id_): _referring(each, kinds[section], make) for id_, each in entries.items()
        }
        if section in kinds
        else entries
        for section, entries in imported.data.items()
    }
    remarks = [replace(remark, route=route_of(remark.route)) for remark in imported.remarks]
    origins = {route_of(route): origin for route, origin in imported.origins.items()}
    return Imported(data, remarks, origins)


def _referring(entry: Mapping[str, Any], kind: str, make: Slug) -> dict[str, Any]:
    refers = {key for key, to in REFERS_TO.get(kind, {}).items() if to != "ref"}
    return {key: _made(value, make) if key in refers else value for key, value in entry.items()}


def _made(value: Any, make: Slug) -> Any:
    if isinstance(value, dict):
        return {make(id_): item for id_, item in value.items()}
    return [make(id_) for id_ in value] if isinstance(value, list) else make(value)
