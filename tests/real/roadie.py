"""Roadie: a Backstage catalogue whose owners are defined elsewhere, and CODEOWNERS."""

import json
from collections.abc import Iterator
from pathlib import Path

from .imported import catalogue, owners
from .measure import Case, Known


def cases(folder: Path) -> Iterator[Case]:
    """Give the catalogue, then the CODEOWNERS file; of the entities only the count is known."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    count = known["entities with such an owner (count only)"]["count"]
    yield Case(catalogue("roadie", folder), (Known("DEF004", ("entity",) * count),))
    yield owners("roadie", folder, {"rules without owner": {"items": []}})
