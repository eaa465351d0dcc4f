"""Validates the data of files against the published JSON Schemas."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from raci.findings.finding import Hit, Verdict
from raci.findings.names import Names, names_in
from raci.findings.place import Place, Span
from raci.findings.ref import PERSONAL, SECTIONS, Ref
from raci.schema import attributes, schema_path
from raci.schema.attributes import Declared
from raci.schema.corrections import written
from raci.schema.error_path import Json, Route, spelled
from raci.schema.explain import explain
from raci.schema.problem import Context, Problem, show
from raci.schema.subschema import resolved
from raci.schema.verb_keys import OF_PERSONS
from raci.source.document import UNSAID, Document

OF_THE_USER = ("named", "ref-for-id", "not-an-id", "not-a-ref-near")
"""Cases whose value ``near`` is written in the files, and no word of raci."""

VERSION = {
    "org": "raci",
    "pack": "raci-pack",
    "proposal": "raci-proposal",
    "test": "raci-test",
}
"""The key with the version of a file's language, by the name of its schema."""

_ORGANISATION = {"examples": 5, "organisation": 3}
"""Where an organisation begins in a route, by the third step: of a policy's example, of a case."""


Extend = Callable[[dict[str, Any]], dict[str, Any]]
"""Returns a schema with more than is published."""


@cache
def _validator(name: str, extend: Extend | None = None) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(_schema(name, extend), validate_formats=True)


@cache
def _schema(name: str, extend: Extend | None = None) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(schema_path(name).read_text(encoding="utf-8"))
    return extend(schema) if extend else schema


def accepts(data: Json, name: str = "org") -> bool:
    """Return whether data matches a schema, by default that of a definition."""
    return bool(_validator(name).is_valid(data))


def keys_in(section: str) -> Collection[str]:
    """Return the keys that ``org``, or an entry of another section of a definition, may have."""
    schema = _schema("org")
    node = resolved(schema["properties"][section], schema)
    entry = node if section == "org" else resolved(node["additionalProperties"], schema)
    keys: Collection[str] = entry["properties"]
    return keys


def misshapen(document: Document, name: str, extend: Extend | None = None) -> list[Verdict]:
    """Return the problems of a file as verdicts of DEF002; ``name`` is the schema's."""
    ref = Ref(f"file:{document.path}")
    found = problems(document, name, extend=extend)
    return [Verdict("DEF002", ref, hit) for _, hit in found]


def problems(
    document: Document,
    name: str = "org",
    names: Callable[[], Names] | None = None,
    extend: Extend | None = None,
) -> Iterator[tuple[Route, Hit]]:
    """Yield the routes at which a file does not match a schema, each with a hit for DEF002.

    If the version of the file is newer than this raci, only that is reported.

    Args:
        document: the file.
        name: the schema's.
        names: returns the names in the organisation's files; by default those in this file.
        extend: returns the schema with what is not published with it.
    """
    if _validator(name, extend).is_valid(document.data):
        return
    key = VERSION.get(name)
    data = document.data if isinstance(document.data, dict) else {}
    if key and _is_newer(version := data.get(key)):
        place = document.place(Ref(f"file:{document.path}"), [key])
        yield [key], Hit(at=place, case="too-new", route=[key], where=key, found=show(version))
        return
    known = names() if names else names_in((document.data,), SECTIONS)
    context = Context(document.data, _schema(name, extend), known)
    yield from _hits(document, _explained(_validator(name, extend), context))


def problems_of_declarations(
    document: Document, declared: Declared, route: Route
) -> Iterator[tuple[Route, Hit]]:
    """Yield what is wrong with declared attributes that have the published shape, as ``problems``.

    ``route`` leads to them in the document.
    """
    wrong = list(attributes.unsound(declared, route))
    if not wrong:
        schema = attributes.schema_of_options(declared, route)
        wrong += _misfits(document, schema, attributes.validator(schema))
    yield from _hits(document, wrong)


def problems_of_values(
    documents: Iterable[Document], declared: Declared
) -> Iterator[tuple[Document, Route, Hit]]:
    """Yield the values of attributes that are not as declared, each with its file."""
    schema = attributes.schema_of_values(declared)
    validator = attributes.validator(schema)
    for document in documents:
        for route, hit in _hits(document, _misfits(document, schema, validator)):
            yield document, route, hit


def _misfits(document: Document, schema: Mapping[str, Any], validator: Any) -> Iterator[Problem]:
    yield from _explained(validator, Context(document.data, schema, names_in((), SECTIONS)))


def _explained(validator: Any, context: Context) -> Iterator[Problem]:
    for error in validator.iter_errors(context.data):
        yield from explain(error, context)


def _hits(document: Document, found: Iterable[Problem]) -> Iterator[tuple[Route, Hit]]:
    """Yield a hit for each problem, the first of each route."""
    reported: set[tuple[str | int, ...]] = set()
    for case, route, values in found:
        if tuple(route) not in reported:
            reported.add(tuple(route))
            yield route, _hit(document, case, route, values)


def _hit(document: Document, case: str, route: Route, values: dict[str, Any]) -> Hit:
    place = document.place(Ref(f"file:{document.path}"), route)
    where = spelled(route) or PurePosixPath(document.path).name
    if case == "wide-mark":
        place = _at_mark(document, place, route, values["found"])
    if "instead" in values:
        values["instead"] = written(document.path, *values["instead"])
    if _may_name_somebody(route, values):
        place = place.without_line()
        where = _without_names(route, values)
        values |= {key: UNSAID for key in ("found", "key", "id") if key in values}
        values |= {"near": UNSAID} if case in OF_THE_USER else {}
        values |= {"instead": ()} if "instead" in values else {}
    return Hit(at=place, case=case, route=route, where=where, **values)


def _at_mark(document: Document, place: Place, route: Route, mark: str) -> Place:
    """Return the place of a full-width character in a key or in its value."""
    value = document.span(route, value=True)
    for line, column in ((place.span.line, place.span.column), (value.line, value.column)):
        text = document.lines.line(line)
        if (index := text.find(mark, column - 1)) >= 0:
            span = Span(line, index + 1, line, index + 2)
            return replace(place, span=span, source=place.source and text)
    return place


def _may_name_somebody(route: Route, values: Mapping[str, Any]) -> bool:
    if route[:1] == ["steps"] and route[4:5] and route[4] in OF_PERSONS:
        return True
    written = {key: value for key, value in values.items() if key != "forms"}  # those are ours
    return _is_about_people(route) or any(kind in str(written) for kind in PERSONAL)


def _is_about_people(route: Route) -> bool:
    """Return whether a route leads into people: of a definition, an example or a test's case."""
    at = _ORGANISATION.get(str(route[2]), 0) if len(route) > 2 else 0
    return "people" in (*route[:1], *route[at : at + 1])


def _without_names(route: Route, values: Mapping[str, Any]) -> str:
    """Return a route as text, with only those steps that are well-formed keys or ids."""
    steps = [str(step) if re.fullmatch(r"[\w.+-]+", str(step)) else UNSAID for step in route]
    return spelled([*steps[:-1], UNSAID] if "key" in values else steps)


def _is_newer(version: Json) -> bool:
    return isinstance(version, int | float) and not isinstance(version, bool) and version > 1
