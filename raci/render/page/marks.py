"""What a finding marks on the matrix.

Its rows are those of the activities that it names, its columns those of the roles; its cells are
where these meet and the role has a part, which the page finds itself.
"""

from collections.abc import Iterator

from raci.findings.finding import Finding
from raci.render.page.index import Index


def marks(finding: Finding, index: Index) -> dict[str, list[int]]:
    """Return the numbers of the activities, roles and platforms that a finding names."""
    refs = (finding.subject, *finding.involves)
    named = dict.fromkeys(entity for ref in refs for entity in ref.entities)
    found: dict[str, list[int]] = {"activities": [], "roles": [], "platforms": []}
    for ref in named:
        if ref.kind == "activity":
            found["activities"] += _rows(ref.id, index)
        elif ref.kind == "role" and ref.id in index.roles:
            found["roles"].append(index.roles[ref.id])
        elif ref.kind == "platform" and ref.id in index.platforms:
            found["platforms"].append(index.platforms[ref.id])
    return {section: numbers for section, numbers in found.items() if numbers}


def _rows(id_: str, index: Index) -> Iterator[int]:
    """Yield the number of an activity's row, or of its copies for departments."""
    if id_ in index.activities:
        yield index.activities[id_]
    else:
        yield from index.copies.get(id_, ())
