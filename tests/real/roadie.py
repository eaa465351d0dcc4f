"""Roadie: a Backstage catalogue whose owners are defined elsewhere, and CODEOWNERS."""

import json
from collections.abc import Iterator
from pathlib import Path

from . import codeowners
from .backstage import entities, organisation
from .measure import Case, Known


def cases(folder: Path) -> Iterator[Case]:
    """Give the catalogue, then the CODEOWNERS file; of the entities only the count is known."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    count = known["entities with such an owner (count only)"]["count"]
    yield Case(organisation("roadie", entities(folder)), (Known("DEF004", ("entity",) * count),))
    yield codeowners.case("roadie", folder / "CODEOWNERS", {"rules without owner": {"items": []}})
