"""Finds the references to an entity in plain data."""

from collections.abc import Iterator, Mapping

from raci.change.proposal.state import Route, State, items
from raci.findings.ref import SECTIONS
from raci.model.references import REFERS_TO

FIELDS: Mapping[str, Mapping[str, str]] = {
    SECTIONS[kind]: keys for kind, keys in REFERS_TO.items() if kind != "waiver"
}
"""What a field names, by section and key; ``ref`` where by Refs. Waivers keep what they accept."""


def mentions(state: State, kind: str, id_: str) -> Iterator[Route]:
    """Yield the routes of all references to an entity, the last of a list first."""
    for section, fields in FIELDS.items():
        wanted = [(key, what) for key, what in fields.items() if what in (kind, "ref")]
        for owner, entry in state.data[section].items() if wanted else ():
            for key, what in wanted:
                if (value := entry.get(key)) is None:
                    continue
                name = f"{kind}:{id_}" if what == "ref" else id_
                for route, text in reversed([*items(value)]):
                    if text == name:
                        yield (section, owner, key, *route)
