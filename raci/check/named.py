"""What a finding names: the roles, rows, departments, platforms and separations it is about."""

from collections.abc import Iterable, Iterator, Mapping

from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix

Named = Mapping[str, tuple[str, ...]]
"""Ids by kind, ``row`` instead of ``activity``: what is named and is there, in order of ids."""


def named(finding: Finding, matrix: Matrix) -> Named:
    """Give what a finding names, and the home of its row where the home decides who answers."""
    org = matrix.org
    known: dict[str, Iterable[str]] = {
        "role": org.roles,
        "department": org.departments,
        "platform": org.platforms,
        "separation": org.separations,
    }
    found: dict[str, set[str]] = {kind: set() for kind in ("row", *known)}
    for ref in (each for mentioned in _mentioned(finding) for each in _entities(mentioned)):
        if ref.kind == "activity":
            found["row"] |= _meant(ref, matrix)
        elif ref.id in known.get(ref.kind, ()):
            found[ref.kind].add(ref.id)
    if org.accountable == "department-head":
        homes = (matrix.home(matrix.all_rows[id_]) for id_ in rows_of(finding.subject, matrix))
        found["department"] |= set(filter(None, homes))
    return {kind: tuple(sorted(ids)) for kind, ids in found.items()}


def _mentioned(finding: Finding) -> Iterator[Ref]:
    """Give the Refs that a finding is about: its subject, what it involves, values and places."""
    yield finding.subject
    yield from finding.involves
    for value in finding.values.values():
        items = value if isinstance(value, tuple) else (value,)
        yield from (item for item in items if isinstance(item, Ref))
    yield from (place.at for place in (finding.place, *finding.related))


def _entities(ref: Ref) -> tuple[Ref, ...]:
    """Give the entities that a Ref is made of."""
    if ref.kind == "mandate":  # of a generic duty it is the department's own row
        department, activity = ref.parts
        return Ref(f"department:{department}"), Ref(f"activity:{activity}@{department}")
    return ref.entities


def _meant(activity: Ref, matrix: Matrix) -> set[str]:
    """Give the rows of an activity: itself, a generic duty's copy, else all of its copies."""
    plain = activity.id.partition("@")[0]
    row = next((id_ for id_ in (activity.id, plain) if id_ in matrix.all_rows), None)
    return {row} if row else set(matrix.meant((f"activity:{plain}",)))


def rows_of(subject: Ref, matrix: Matrix) -> set[str]:
    """Give the rows that a subject is itself: of those, every cell matters."""
    if subject.kind not in ("activity", "mandate", "duty"):
        return set()
    return _meant(_entities(subject)[-1], matrix)
