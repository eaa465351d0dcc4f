"""Finds the references to an entity in plain data."""

from collections.abc import Iterator, Mapping

from raci.change.proposal.state import Route, State, items
from raci.findings.ref import FUNCTIONS

_BY_FUNCTION = tuple(function.value for function in FUNCTIONS)

FIELDS: Mapping[str, Mapping[str, str]] = {
    "departments": {"head": "role", "parent": "department", "duties": "activity"},
    "roles": {
        "department": "department",
        "reports_to": "role",
        "also_reports_to": "role",
        "deputies": "role",
        "duties": "activity",
        **dict.fromkeys(_BY_FUNCTION, "activity"),
    },
    "activities": {
        "department": "department",
        **dict.fromkeys(_BY_FUNCTION, "role"),
        "platforms": "platform",
        "approves": "activity",
    },
    "platforms": {"owners": "role", "deputies": "role"},
    "people": {"roles": "role"},
    "separations": {
        **dict.fromkeys(("between", "among", "of", "only"), "ref"),
        "mitigated_by": "activity",
    },
}
"""The kind of thing that a field names, by section and key; ``ref`` where it names by Refs."""


def mentions(state: State, kind: str, id_: str) -> Iterator[Route]:
    """Yield the routes of all references to an entity, the last of a list first."""
    for section, fields in FIELDS.items():
        wanted = [(key, what) for key, what in fields.items() if what in (kind, "ref")]
        for owner, entry in state.data[section].items() if wanted else ():
            for key, what in wanted:
                if (value := entry.get(key)) is None:
                    continue
                name = f"{kind}:{id_}" if what == "ref" else id_
                found = [route for route, text in items(value) if text == name]
                for route in reversed(found):
                    yield (section, owner, key, *route)
