"""Packs of separations: those that raci ships, by name; what a pack's file says."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from raci.model.build import common, separation, text
from raci.model.entities import Pack, Separation
from raci.source.document import Document
from raci.source.yaml import read

FOLDER = Path(__file__).parent.parent / "packs"

SHIPPED = "raci:"
"""How ``extends`` names a pack that raci ships."""


@cache
def shipped() -> Mapping[str, Pack]:
    """Give the packs that raci ships, by id, sorted."""
    files = filter(None, map(shipped_file, shipped_names()))
    return {pack.id: pack for pack in (pack_of(document.data) for document in files)}


@cache
def shipped_names() -> tuple[str, ...]:
    """Give how ``extends`` names the packs that raci ships, sorted."""
    return tuple(sorted(f"{SHIPPED}{path.stem}" for path in FOLDER.glob("*.yaml")))


@cache
def shipped_file(item: str) -> Document | None:
    """Give the file of a pack as ``extends`` names it, None where raci ships none of that name."""
    if item not in shipped_names():
        return None
    path = FOLDER / f"{item.removeprefix(SHIPPED)}.yaml"
    return read(path.read_bytes(), path.name)


def pack_of(data: Mapping[str, Any]) -> Pack:
    """Build a pack of what the gate accepted."""
    id_ = data["id"]
    named = {name: _inherited(id_, name, entry) for name, entry in data["separations"].items()}
    return Pack(
        id=id_,
        **common(data),
        description=text(data["description"]) if "description" in data else {},
        tags={tag: text(words) for tag, words in data["tags"].items()},
        separations={each.id: each for each in named.values()},
    )


def _inherited(pack: str, name: str, data: Mapping[str, Any]) -> Separation:
    """Build a pack's separation under the id that it has in an organisation."""
    own = separation(f"{pack}.{name}", data)
    return replace(
        own,
        pack=pack,
        formerly=tuple(f"{pack}.{earlier}" for earlier in own.formerly),
        mitigation=text(data["mitigation"]) if "mitigation" in data else {},
    )
