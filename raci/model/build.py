"""Builds the entities of the model from validated data."""

from collections.abc import Callable, Mapping
from typing import Any

from raci.findings.finding import Severity
from raci.findings.notation import NOTATIONS, Notation, functions_of
from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.findings.text import Text
from raci.model.entities import (
    Activity,
    Appointment,
    Assigned,
    Department,
    Entity,
    Org,
    Person,
    Platform,
    Policy,
    Role,
    Separation,
    Waiver,
    Wording,
)

Data = Mapping[str, Any]


def organisation(header: Data, parts: Mapping[str, Any]) -> Org:
    """Build an organisation from its ``org:`` and its entities by section and id."""
    return Org(
        id=header.get("id", ""),
        **common(header),
        **_given(header, "languages", "line", "tags", "extends", "reviewed"),
        attributes=declarations(header),
        accountable=_answering(header.get("accountable", "nobody")),
        declared_only=header.get("activities") == "declared",
        people_complete=header.get("people") == "complete",
        notation=_notation(header.get("notation", {})),
        **parts,
    )


def declarations(header: Data) -> Mapping[str, Mapping[str, Data]]:
    """Return the attributes that an organisation declares, by kind of entity and name."""
    declared: Mapping[str, Mapping[str, Data]] = header.get("attributes", {})
    return declared


def _answering(written: str | list[str]) -> tuple[str, ...]:
    listed = [written] if isinstance(written, str) else written
    return tuple(each for each in listed if each != "nobody")


def _notation(written: str | Data) -> Notation:
    if isinstance(written, str):
        return NOTATIONS[written]
    return {letter: functions_of(functions) for letter, functions in written.items()}


def text(value: str | Data) -> Text:
    """Return a text as a map by language; a plain string is under ``""``."""
    if isinstance(value, str):
        return {"": value}
    if "source" not in value and "note" not in value:
        return value
    return {tag: words for tag, words in value.items() if tag not in ("source", "note")}


def common(data: Data) -> dict[str, Any]:
    """Return the fields that every entity may have."""
    texts = {key: text(data[key]) for key in ("name", "note") if key in data}
    return texts | _given(data, "source", "formerly")


def _given(data: Data, *keys: str) -> dict[str, Any]:
    """Return the fields that are written under their own names, lists as tuples."""
    written = {key: data[key] for key in keys if key in data}
    return {key: tuple(v) if isinstance(v, list) else v for key, v in written.items()}


def _attributes(data: Data) -> dict[str, Any]:
    return {name: whole(value) for name, value in data.get("attributes", {}).items()}


def whole(value: Any) -> Any:
    """Return a value with whole numbers as integers, as JSON Schema has it, and lists as tuples."""
    if isinstance(value, list):
        return tuple(map(whole, value))
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _wordings(data: Data) -> dict[str, Wording]:
    return {key: _wording(value) for key, value in data.get("duties", {}).items()}


def _wording(value: str | Data) -> Wording:
    if isinstance(value, str):
        return Wording({"": value})
    note = text(value["note"]) if "note" in value else {}
    return Wording(text(value), value.get("source", ""), note)


def _assigned(data: Data) -> Assigned:
    return {function: tuple(data[function]) for function in FUNCTIONS if data.get(function)}


def _department(id_: str, data: Data) -> Department:
    return Department(
        id=id_,
        **common(data),
        **_given(data, "head", "parent", "reviewed"),
        duties=_wordings(data),
        attributes=_attributes(data),
    )


def _role(id_: str, data: Data) -> Role:
    return Role(
        id=id_,
        **common(data),
        **_given(data, "department", "reports_to", "also_reports_to", "deputies"),
        written_headcount=int(data["headcount"]) if "headcount" in data else None,
        nature=data.get("kind", "person"),
        duties=_wordings(data),
        holds=_assigned(data),
        attributes=_attributes(data),
    )


def _activity(id_: str, data: Data) -> Activity:
    return Activity(
        id=id_,
        **common(data),
        **_given(data, "department", "platforms", "tags", "critical", "shared", "status"),
        **_given(data, "each", "approves"),
        held_by=_assigned(data),
        attributes=_attributes(data),
    )


def _platform(id_: str, data: Data) -> Platform:
    return Platform(
        id=id_,
        **common(data),
        **_given(data, "owners", "deputies", "critical", "status"),
        sort=data.get("kind", ""),
        attributes=_attributes(data),
    )


def _person(id_: str, data: Data) -> Person:
    roles = {
        role: Appointment(entry.get("as", "holder"), entry.get("from"), entry.get("until"))
        for role, entry in data.get("roles", {}).items()
    }
    git = data.get("git", ())
    addresses = (git,) if isinstance(git, str) else tuple(git)
    return Person(id=id_, **common(data), git=addresses, roles=roles, attributes=_attributes(data))


def separation(id_: str, data: Data) -> Separation:
    """Build a separation, an organisation's own or a pack's."""
    severity = data.get("severity")
    at_most = data.get("at_most")
    return Separation(
        id=id_,
        **common(data),
        **_given(data, "of", "only", "within", "deputies", "mitigated_by"),
        between=tuple(tuple(side) for side in data.get("between", ())),
        among=tuple(tuple(side) for side in data.get("among", ())),
        at_most=None if at_most is None else int(at_most),
        functions=tuple(map(Function, data.get("functions", ("responsible",)))),
        severity=None if severity is None else Severity[severity.upper()],
        attributes=_attributes(data),
    )


def policy(id_: str, data: Data) -> Policy:
    """Build a policy, an organisation's own or a pack's."""
    return Policy(
        id=id_,
        **common(data),
        **_given(data, "when", "let", "at", "link", "tags"),
        subject=data["for"],
        condition=data["require"] if "require" in data else data["forbid"],
        forbids="forbid" in data,
        message=text(data["message"]),
        hint=text(data["hint"]) if "hint" in data else {},
        severity=Severity[data.get("severity", "error").upper()],
    )


def _waiver(id_: str, data: Data) -> Waiver:
    return Waiver(
        id=id_,
        **common(data),
        **_given(data, "rule", "approved_by", "until"),
        at=Ref(data["at"]),
        involves=tuple(map(Ref, data.get("involves", ()))),
        reason=text(data["reason"]),
    )


BUILDERS: Mapping[str, Callable[[str, Data], Entity]] = {
    "departments": _department,
    "roles": _role,
    "activities": _activity,
    "platforms": _platform,
    "people": _person,
    "separations": separation,
    "policies": policy,
    "waivers": _waiver,
}
"""What builds an entity of an id and its entry, by section of a definition."""
