"""Janus: a Backstage catalogue with groups, and CODEOWNERS."""

import json
from collections.abc import Iterator
from pathlib import Path

from .imported import catalogue, owners
from .measure import Case, Explained, Known

OWNING = "it owns a component, so there is such a team, though nobody lists its members"


def cases(folder: Path) -> Iterator[Case]:
    """Give the catalogue, then the CODEOWNERS file."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    idle = known["Groups that own nothing"]["items"]
    empty = known["Groups without members and without children"]["items"]
    unowned = tuple(known["Components/Systems/APIs without owner"]["items"])
    owning = frozenset(empty) - frozenset(idle)
    yield Case(
        catalogue("janus-idp", folder),
        (Known("GAP104", unowned), Known("GAP106", tuple(empty))),
        {"GAP106": (Explained(OWNING, not_found=owning),)},
    )
    yield owners("janus-idp", folder, known)
