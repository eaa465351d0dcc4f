"""What a finding marks on the matrix, in the chart and in tables.

Its rows are those of the activities that it names, its columns those of the roles; its cells are
where these meet and the role has a part, which the page finds itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.render.facts.about import entities_of
from raci.render.page.index import Index


def marks(finding: Finding, index: Index) -> dict[str, list[Any]]:
    """Return the entities that a finding names: their numbers, of separations their ids."""
    named = entities_of(finding)
    rows = [row for ref in named if ref.kind == "activity" for row in _rows(ref.id, index)]
    found: dict[str, list[Any]] = {
        "activities": rows,
        "roles": _numbers("role", named, index.roles),
        "platforms": _numbers("platform", named, index.platforms),
        "departments": _numbers("department", named, index.departments),
        "separations": [ref.id for ref in named if ref.kind == "separation"],
    }
    return {section: marked for section, marked in found.items() if marked}


def _numbers(kind: str, named: Iterable[Ref], known: Mapping[str, int]) -> list[int]:
    return [known[ref.id] for ref in named if ref.kind == kind and ref.id in known]


def _rows(id_: str, index: Index) -> Iterator[int]:
    """Yield the number of an activity's row, or of its copies for departments."""
    if id_ in index.activities:
        yield index.activities[id_]
    else:
        yield from index.copies.get(id_, ())
