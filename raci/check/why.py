"""Collects the facts behind a finding, with the Refs and places that state them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, takewhile

from raci.check.evidence import (
    Asked,
    Asset,
    DepartmentFacts,
    Evidence,
    Post,
    SeparationSide,
    Unnamed,
)
from raci.check.why_policy import asked_of
from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Cell, Row

Named = Mapping[str, tuple[str, ...]]
"""Ids by kind, ``row`` instead of ``activity``: what is named and is there, in order of ids."""

WORK = (Function.RESPONSIBLE, Function.ACCOUNTABLE)


def evidence(finding: Finding, matrix: Matrix, place: Callable[[Ref], Place]) -> Evidence:
    """Collect the facts behind a finding, whatever its rule.

    Args:
        finding: the finding, about the organisation of the matrix.
        matrix: the organisation, compiled.
        place: gives the place of a Ref of that organisation.
    """
    about = named(finding, matrix)
    sides = tuple(_sides(about["separation"], matrix))
    cells = tuple(_cells(finding.subject, about, sides, matrix))
    posts = tuple(_post(role, matrix) for role in _standing(finding.subject, about, matrix))
    units = tuple(_unit(id_, matrix) for id_ in about["department"])
    assets = tuple(_asset(id_, matrix) for id_ in about["platform"])
    judged = [matrix.all_rows[id_] for id_ in sorted(rows_of(finding.subject, matrix))]
    vacant = tuple(row.ref for row in judged if not row.written)
    unnamed = None if about["role"] else _unnamed(judged, matrix)
    asked = tuple(asked_of(finding, matrix))
    facts: Iterable[Cell | Post | DepartmentFacts | Asset | SeparationSide | Unnamed | Asked]
    facts = (*cells, *posts, *units, *assets, *sides, *filter(None, [unnamed]), *asked)
    places = _places(finding, [ref for fact in facts for ref in fact.because], place)
    return Evidence(finding, cells, vacant, posts, units, assets, sides, unnamed, asked, places)


def _unnamed(judged: Iterable[Row], matrix: Matrix) -> Unnamed | None:
    if all(row.written.get(Function.ACCOUNTABLE) for row in judged):
        return None
    who = matrix.org.accountable
    return Unnamed(who, (Ref("org#accountable"),) if who else ())


def _places(
    finding: Finding, refs: Iterable[Ref], place: Callable[[Ref], Place]
) -> tuple[Place, ...]:
    own = (finding.place, *finding.related)
    stated = {each.at for each in own}
    further = (place(ref) for ref in dict.fromkeys(refs) if ref not in stated)
    once = {(each.at, each.path, each.span): each for each in (*own, *further)}
    return tuple(once.values())


def _cells(
    subject: Ref, about: Named, sides: Iterable[SeparationSide], matrix: Matrix
) -> Iterator[Cell]:
    """Yield all cells of a judged row; of other rows, those of the roles that are named."""
    roles, whole = about["role"], rows_of(subject, matrix)
    named = {*about["row"]}
    if roles:
        named |= {ref.id for side in sides for ref in side.activities}
    work = _work(subject, about, matrix)
    for id_ in sorted(named | {*work}):
        for cell in matrix.all_rows[id_].cells():
            asked = id_ in named or cell.function in work[id_]
            if id_ in whole or (asked and (cell.role in roles or not roles)):
                yield cell


def _work(subject: Ref, about: Named, matrix: Matrix) -> Mapping[str, tuple[Function, ...]]:
    """Return what a role that is judged by itself, or against other roles, is R or A for.

    Where it is neither for anything, its other functions are what there is.
    """
    roles = about["role"]
    judged = subject.id if subject.kind == "role" else ""
    if judged not in roles or (about["row"] and len(roles) == 1):
        return {}
    if work := matrix.rows_of(judged, *WORK):
        return dict.fromkeys(work, WORK)
    return dict.fromkeys(matrix.rows_of(judged, *FUNCTIONS), FUNCTIONS)


def _standing(subject: Ref, about: Named, matrix: Matrix) -> list[str]:
    """Return the roles whose place in the line matters, subordinates first.

    With a department, all that are named; else the links between those that are above one
    another; about the whole organisation, the links from each to the top.
    """
    line = matrix.structure.line
    roles = {*about["role"]}
    links: set[str] = set()
    found = {*roles} if about["department"] or subject.kind == "org" else set()
    for role in roles:
        if role not in links:
            links.update(line.cycles.get(role, ()))
        if subject.kind == "org":
            links.update(takewhile(lambda high: high not in links, line.above(role)))
        elif others := line.above_among(roles, role):
            between = line.depth(role) - line.depth(others[-1]) - 1
            found |= {role, *islice(line.above(role), between)}
    return sorted(found | links, key=lambda role: (-line.depth(role), role))


def _post(id_: str, matrix: Matrix) -> Post:
    structure = matrix.structure
    role, manager = matrix.org.roles[id_], structure.managers.get(id_)
    home = structure.department(id_)
    because = [manager.because] if manager else []
    because += [Ref(f"{role.ref}#department")] if home else []
    if home and manager and manager.derived:
        line = (home, *structure.tree.above(home))
        climbed = line[: line.index(manager.because.id)]
        because += [Ref(f"department:{below}#parent") for below in climbed]
    return Post(
        id_,
        home,
        manager.role if manager else None,
        bool(manager and manager.derived),
        tuple(because) or (role.ref,),
    )


def _unit(id_: str, matrix: Matrix) -> DepartmentFacts:
    department = matrix.org.departments[id_]
    written = {
        Ref(f"head:{id_}"): department.head,
        Ref(f"{department.ref}#parent"): department.parent,
        Ref(f"{department.ref}#duties"): department.duties,
    }
    because = tuple(ref for ref, value in written.items() if value)
    return DepartmentFacts(
        id_,
        department.head,
        department.parent,
        tuple(Ref(f"activity:{key}") for key in department.duties),
        because or (department.ref,),
    )


def _asset(id_: str, matrix: Matrix) -> Asset:
    platform = matrix.org.platforms[id_]
    rows = matrix.rows_by_platform.get(id_, ())
    because = [Ref(f"owner:{id_}/{role}") for role in platform.owners]
    because += [
        Ref(f"{row.activity.ref}#platforms/{row.activity.platforms.index(id_)}") for row in rows
    ]
    activities = tuple(row.ref for row in rows)
    return Asset(id_, platform.owners, activities, tuple(because) or (platform.ref,))


def _sides(ids: Iterable[str], matrix: Matrix) -> Iterator[SeparationSide]:
    for id_ in ids:
        separation = matrix.org.separations[id_]
        for form in ("between", "among"):
            for number, refs in enumerate(getattr(separation, form)):
                yield _side(id_, f"{form}/{number}", refs, matrix)
        for form in ("of", "only"):
            if refs := getattr(separation, form):
                yield _side(id_, form, refs, matrix)
        if separation.mitigated_by:
            key = Ref(f"{separation.ref}#mitigated_by")
            lists = (f"activity:{separation.mitigated_by}",)
            yield SeparationSide(id_, "mitigated_by", lists, _active(lists, matrix), (key,))


def _side(id_: str, key: str, refs: tuple[str, ...], matrix: Matrix) -> SeparationSide:
    activities = _active(refs, matrix)
    separation = matrix.org.separations[id_]
    because = [Ref(f"{separation.ref}#{key}/{number}") for number in range(len(refs))]
    if separation.pack:
        because = [separation.ref]
    for activity in (matrix.all_rows[ref.id].activity for ref in activities):
        tagged = (n for n, tag in enumerate(activity.tags) if f"tag:{tag}" in refs)
        because += [Ref(f"{activity.ref}#tags/{number}") for number in tagged]
    return SeparationSide(id_, key, refs, activities, tuple(because))


def _active(refs: Iterable[str], matrix: Matrix) -> tuple[Ref, ...]:
    listed = (ref for ref in refs if ref.startswith(("activity:", "tag:")))
    return tuple(matrix.all_rows[id_].ref for id_ in sorted(matrix.rows_matching(listed)))


def named(finding: Finding, matrix: Matrix) -> Named:
    """Return what a finding names, and its row's department where that decides accountability."""
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
    rows = [matrix.all_rows[id_] for id_ in rows_of(finding.subject, matrix)]
    if "department-head" in org.accountable:
        found["department"] |= set(filter(None, map(matrix.home, rows)))
    if "platform-owner" in org.accountable:
        touched = {
            id_
            for row in rows
            if len(row.activity.platforms) == 1
            for id_ in row.activity.platforms
        }
        found["platform"] |= touched & org.platforms.keys()
    return {kind: tuple(sorted(ids)) for kind, ids in found.items()}


def _mentioned(finding: Finding) -> Iterator[Ref]:
    yield finding.subject
    yield from finding.involves
    for value in finding.values.values():
        items = value if isinstance(value, tuple) else (value,)
        yield from (item for item in items if isinstance(item, Ref))
    yield from (place.at for place in (finding.place, *finding.related))


def _entities(ref: Ref) -> tuple[Ref, ...]:
    if ref.kind == "mandate":  # of a generic duty it is the department's own row
        department, activity = ref.parts
        return Ref(f"department:{department}"), Ref(f"activity:{activity}@{department}")
    return ref.entities


def _meant(activity: Ref, matrix: Matrix) -> set[str]:
    """Return the row of an activity, else the copies of a generic duty."""
    plain = activity.id.partition("@")[0]
    row = next((id_ for id_ in (activity.id, plain) if id_ in matrix.all_rows), None)
    return {row} if row else set(matrix.rows_matching((f"activity:{plain}",)))


def rows_of(subject: Ref, matrix: Matrix) -> set[str]:
    """Return the rows that a subject is; every cell of them matters."""
    if subject.kind not in ("activity", "mandate", "duty"):
        return set()
    return _meant(_entities(subject)[-1], matrix)
