"""Matches the entities of two versions: by id, earlier ids, then content."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from raci.findings.ref import SECTIONS, Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Entity

ALIKE = 0.5
"""Of all that two roles held, the part that both did: from here on one looks renamed."""


@dataclass(slots=True)
class Matching:
    """The matched ids of one kind: pairs, merges, splits, and likely renames."""

    pairs: dict[str, str] = field(default_factory=dict)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    merged: dict[str, list[str]] = field(default_factory=dict)
    split: dict[str, list[str]] = field(default_factory=dict)
    looks: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    came: list[str] = field(default_factory=list)


def match(kind: str, before: Matrix, after: Matrix) -> Matching:
    """Match the entities of a kind, symmetrically."""
    then, now = entities(kind, before), entities(kind, after)
    found = Matching({id_: id_ for id_ in then if id_ in now})
    gone, came = set(then) - set(now), set(now) - set(then)
    found.merged = _named(gone, now)
    found.split = _named(came, then)
    for new, olds in list(found.merged.items()):
        if len(olds) == 1 and new in came and new not in _heirs(found.split):
            found.renamed.append((olds[0], new))
            del found.merged[new]
    for old, news in list(found.split.items()):
        if len(news) == 1 and old in gone and old not in _heirs(found.merged):
            found.renamed.append((old, news[0]))
            del found.split[old]
    found.renamed = sorted(set(found.renamed))
    gone -= {old for old, _ in found.renamed} | _heirs(found.merged)
    came -= {new for _, new in found.renamed} | _heirs(found.split)
    same = _unique(gone, came, lambda id_, side: _content(kind, id_, side), (before, after))
    found.renamed += same
    gone -= {old for old, _ in same}
    came -= {new for _, new in same}
    found.pairs |= dict(found.renamed)
    found.looks = _looks(kind, gone, came, (before, after))
    found.gone, found.came = sorted(gone), sorted(came)
    return found


def entities(kind: str, matrix: Matrix) -> Mapping[str, Entity | None]:
    """Return the entities of a kind by id; rows that nobody declared are None."""
    if kind == "activity":
        return matrix.cached(_activities)
    declared: Mapping[str, Entity] = getattr(matrix.org, SECTIONS[kind])
    return declared


def _activities(matrix: Matrix) -> Mapping[str, Entity | None]:
    rows = {row.activity.id if row.declared else row.id: None for row in matrix.all_rows.values()}
    return {**rows, **matrix.org.activities}


def _heirs(lists: Mapping[str, list[str]]) -> set[str]:
    return {id_ for ids in lists.values() for id_ in ids}


def _named(missing: Iterable[str], others: Mapping[str, Entity | None]) -> dict[str, list[str]]:
    wanted = set(missing)
    named: dict[str, list[str]] = defaultdict(list)
    claimed: dict[str, int] = defaultdict(int)
    for id_, entity in others.items():
        for earlier in entity.formerly if entity else ():
            if earlier in wanted:
                named[id_].append(earlier)
                claimed[earlier] += 1
    clear = {id_: sorted(e for e in ids if claimed[e] == 1) for id_, ids in named.items()}
    return {id_: ids for id_, ids in clear.items() if ids}


def _unique(
    gone: Iterable[str],
    came: Iterable[str],
    content: Callable[[str, Matrix], Hashable],
    sides: tuple[Matrix, Matrix],
) -> list[tuple[str, str]]:
    by: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for number, ids in enumerate((gone, came)):
        for id_ in ids:
            if said := content(id_, sides[number]):
                by[said][number].append(id_)
    return sorted((a[0], b[0]) for a, b in by.values() if len(a) == len(b) == 1)


def _content(kind: str, id_: str, matrix: Matrix) -> Hashable:
    """Return an entity's content without its id; empty where that is too little to match by."""
    entity = entities(kind, matrix)[id_]
    said = repr(replace(entity, id="", formerly=())) if entity else ""
    held = held_by(kind, id_, matrix)
    has_name = bool(entity and entity.name)
    return (said, held) if held or has_name else ()


def held_by(kind: str, id_: str, matrix: Matrix) -> frozenset[str]:
    """Return what a role holds, or the holders of an activity or platform, as texts."""
    match kind:
        case "role":
            rows = matrix.held.get(id_, {})
            held = {f"{f.value} {row}" for f, ids in rows.items() for row in ids}
            owned = {f"owner {p.id}" for p in matrix.org.platforms.values() if id_ in p.owners}
            return frozenset(held | owned)
        case "activity" if id_ in matrix.all_rows:
            row = matrix.all_rows[id_]
            return frozenset(f"{f.value} {role}" for f, r in row.written.items() for role in r)
        case "platform":
            return frozenset(matrix.org.platforms[id_].owners)
    return frozenset()


def _looks(
    kind: str, gone: Iterable[str], came: Iterable[str], sides: tuple[Matrix, Matrix]
) -> list[tuple[str, str]]:
    near: list[tuple[str, str]] = []
    by_name = _unique(gone, came, lambda id_, side: _name(kind, id_, side), sides)
    paired = {id_ for pair in by_name for id_ in pair}
    holders = {(n, id_): held_by(kind, id_, side)
               for n, (ids, side) in enumerate(zip((gone, came), sides, strict=True))
               for id_ in ids if id_ not in paired}  # fmt: skip
    index: dict[str, list[str]] = defaultdict(list)
    for (number, id_), held in holders.items():
        for each in held if number else ():
            index[each].append(id_)
    if kind == "role":
        for (number, id_), held in sorted(holders.items()):
            others = {other for each in held if not number for other in index[each]}
            for other in sorted(others):
                shared = held & holders[1, other]
                if len(shared) > 1 and len(shared) >= ALIKE * len(held | holders[1, other]):
                    near.append((id_, other))
    olds, news = ([pair[side] for pair in near] for side in (0, 1))
    only = [pair for pair in near if olds.count(pair[0]) == news.count(pair[1]) == 1]
    return sorted(by_name + only)


def _name(kind: str, id_: str, matrix: Matrix) -> Hashable:
    entity = entities(kind, matrix)[id_]
    name = entity.name if entity else matrix.name(Ref(f"{kind}:{id_}"))
    return tuple(sorted(name.items()))
