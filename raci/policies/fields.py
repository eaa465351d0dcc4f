"""How to get each field of a subject from the compiled organisation."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from statistics import median_high
from typing import Any

from raci.findings.days import FIRST, LAST
from raci.findings.ref import FUNCTIONS, Function
from raci.findings.text import Text, in_language
from raci.matrix.approvals import approving
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.model.entities import (
    Attributed,
    Department,
    Entity,
    Org,
    Role,
    Separation,
)
from raci.policies.vocabulary import ATTRIBUTES

Data = dict[str, Any]
Getter = Callable[[Any, Matrix], Any]

LONGEST = 2000
"""So many characters of a name, wording or source are seen: all of them may stand in a list."""


def _name(entity: Entity, matrix: Matrix) -> str:
    return _said(entity.name, matrix) or entity.id


def _attributes(entity: Attributed, _matrix: Matrix) -> Mapping[str, Any]:
    return entity.attributes


def _said(text: Text, matrix: Matrix) -> str:
    return in_language(text, next(iter(matrix.org.languages), "en"))[:LONGEST]


def _home_and_above(home: str | None, matrix: Matrix) -> list[str]:
    return [] if home is None else [home, *matrix.structure.tree.above(home)]


def _below_role(role: Role, matrix: Matrix) -> list[str]:
    return [*_all_below(role.id, matrix.structure.reports)]


def _all_below(id_: str, children: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield all that is below something, level by level; what is on a cycle comes once."""
    level, seen = [*children.get(id_, ())], {id_}
    while level:
        fresh = [each for each in dict.fromkeys(level) if each not in seen]
        yield from fresh
        seen.update(fresh)
        level = [*chain.from_iterable(children.get(each, ()) for each in fresh)]


def _owned(matrix: Matrix) -> Mapping[str, tuple[str, ...]]:
    return grouped((role, each.id) for each in matrix.platforms.values() for role in each.owners)


def _children(matrix: Matrix) -> Mapping[str, tuple[str, ...]]:
    departments = matrix.org.departments.values()
    return grouped((each.parent, each.id) for each in departments if each.parent)


def _staff(department: Department, matrix: Matrix) -> list[str]:
    homes = (department.id, *_all_below(department.id, matrix.cached(_children)))
    return [role for home in homes for role in matrix.structure.members.get(home, ())]


def _heads_of(department: Department, matrix: Matrix) -> int:
    roles = matrix.structure.members.get(department.id, ())
    return sum(matrix.org.roles[role].headcount for role in roles)


def _known(ids: Iterable[str], known: Collection[str]) -> list[str]:
    return [id_ for id_ in ids if id_ in known]


def _bound(separation: Separation, matrix: Matrix) -> list[str]:
    return sorted(matrix.rows_matching(ref for side in separation.sides for ref in side))


def _form(separation: Separation, _matrix: Matrix) -> str:
    return "between" if separation.between else "among" if separation.among else "of"


def _assignments(_org: Org, matrix: Matrix) -> Mapping[str, int]:
    cells = (cell.function for row in matrix.rows.values() for cell in row.cells())
    return _by_function(Counter(cells))


def _medians(_org: Org, matrix: Matrix) -> Mapping[str, int]:
    counts: dict[Function, list[int]] = {}
    for role, held in matrix.held.items():
        if matrix.org.roles[role].is_post:
            for function, rows in held.items():
                counts.setdefault(function, []).append(len(rows))
    return _by_function({function: median_high(each) for function, each in counts.items()})


def _by_function(counts: Mapping[Function, int]) -> Mapping[str, int]:
    return {function.value: counts.get(function, 0) for function in FUNCTIONS}


def _roles_with(function: Function) -> Getter:
    return lambda row, _: [*row.roles(function)]


def _rows_with(function: Function) -> Getter:
    return lambda role, matrix: [*matrix.rows_of(role.id, function)]


def _day(day: str, boundless: str) -> str:
    return "" if day == boundless else day


GETTERS: Mapping[str, Mapping[str, Getter]] = {
    "activity": {
        ATTRIBUTES: lambda row, _: row.activity.attributes,
        "id": lambda row, _: row.id,
        "name": lambda row, matrix: _said(matrix.name(row.ref), matrix) or row.id,
        "department": lambda row, matrix: matrix.home(row) or "",
        "department_path": lambda row, matrix: _home_and_above(matrix.home(row), matrix),
        "mandates": lambda row, _: [*row.mandates],
        "declared": lambda row, _: row.declared,
        "critical": lambda row, _: row.activity.critical,
        "shared": lambda row, _: row.activity.shared,
        "platforms": lambda row, matrix: _known(row.activity.platforms, matrix.org.platforms),
        "tags": lambda row, _: [*row.activity.tags],
        "approves": lambda row, _: [*row.activity.approves],
        "approved_by": approving,
        "source": lambda row, _: row.activity.source[:LONGEST],
        "derived": lambda row, _: [*row.derived],
        **{function.value: _roles_with(function) for function in FUNCTIONS},
    },
    "role": {
        ATTRIBUTES: _attributes,
        "id": lambda role, _: role.id,
        "name": _name,
        "kind": lambda role, _: role.nature,
        "department": lambda role, matrix: matrix.structure.department(role.id) or "",
        "department_path": lambda role, matrix: _home_and_above(
            matrix.structure.department(role.id), matrix
        ),
        "manager": lambda role, matrix: (
            manager.role if (manager := matrix.structure.managers.get(role.id)) else ""
        ),
        "also_reports_to": lambda role, matrix: _known(role.also_reports_to, matrix.org.roles),
        "above": lambda role, matrix: [*matrix.structure.line.above(role.id)],
        "reports": lambda role, matrix: [*matrix.structure.reports.get(role.id, ())],
        "below": _below_role,
        "heads": lambda role, matrix: [*matrix.structure.headed.get(role.id, ())],
        "headcount": lambda role, _: role.headcount,
        "is_post": lambda role, _: role.is_post,
        "holders": lambda role, matrix: [each.person for each in matrix.in_post(role.id)],
        "vacant": lambda role, matrix: matrix.is_vacant(role.id),
        "deputies": lambda role, matrix: _known(role.deputies, matrix.org.roles),
        "platforms": lambda role, matrix: [*matrix.cached(_owned).get(role.id, ())],
        "source": lambda role, _: role.source[:LONGEST],
        **{function.value: _rows_with(function) for function in FUNCTIONS},
    },
    "department": {
        ATTRIBUTES: _attributes,
        "id": lambda department, _: department.id,
        "name": _name,
        "head": lambda department, matrix: matrix.structure.head(department.id) or "",
        "parent": lambda department, matrix: next(
            iter(_known([department.parent or ""], matrix.org.departments)), ""
        ),
        "above": lambda department, matrix: [*matrix.structure.tree.above(department.id)],
        "children": lambda department, matrix: [*matrix.cached(_children).get(department.id, ())],
        "below": lambda department, matrix: [*_all_below(department.id, matrix.cached(_children))],
        "roles": lambda department, matrix: [*matrix.structure.members.get(department.id, ())],
        "staff": _staff,
        "mandate": lambda department, _: [*department.duties],
        "headcount": _heads_of,
        "reviewed": lambda department, _: department.reviewed or "",
        "source": lambda department, _: department.source[:LONGEST],
    },
    "mandate": {
        "department": lambda mandate, _: mandate.department,
        "activity": lambda mandate, _: mandate.row.id,
        "text": lambda mandate, matrix: _said(mandate.wording.text, matrix),
        "source": lambda mandate, _: mandate.wording.source[:LONGEST],
    },
    "platform": {
        ATTRIBUTES: _attributes,
        "id": lambda platform, _: platform.id,
        "name": _name,
        "kind": lambda platform, _: platform.sort,
        "owners": lambda platform, matrix: _known(platform.owners, matrix.org.roles),
        "deputies": lambda platform, matrix: _known(platform.deputies, matrix.org.roles),
        "critical": lambda platform, _: platform.critical,
        "activities": lambda platform, matrix: [
            row.id for row in matrix.rows_by_platform.get(platform.id, ())
        ],
        "source": lambda platform, _: platform.source[:LONGEST],
    },
    "person": {
        ATTRIBUTES: _attributes,
        "id": lambda person, _: person.id,
        "roles": lambda person, matrix: [
            each.role for each in matrix.holdings.held_on(matrix.day, person.id) if each.in_post
        ],
    },
    "appointment": {
        "person": lambda tenure, _: tenure.person,
        "role": lambda tenure, _: tenure.role,
        "manner": lambda tenure, _: tenure.manner,
        "start": lambda tenure, _: _day(tenure.days.start, FIRST),
        "until": lambda tenure, _: _day(tenure.days.until, LAST),
    },
    "separation": {
        ATTRIBUTES: _attributes,
        "id": lambda separation, _: separation.id,
        "name": _name,
        "form": _form,
        "sides": lambda separation, _: len(separation.sides),
        "functions": lambda separation, _: [each.value for each in separation.functions],
        "within": lambda separation, _: separation.within,
        "activities": _bound,
        "pack": lambda separation, _: separation.pack or "",
        "mitigated_by": lambda separation, _: separation.mitigated_by or "",
        "source": lambda separation, _: separation.source[:LONGEST],
    },
    "org": {
        "id": lambda org, _: org.id,
        "departments": lambda org, _: [*org.departments],
        "platforms": lambda _, matrix: [*matrix.platforms],
        "separations": lambda org, _: [*org.separations],
        "roles": lambda org, _: len(org.roles),
        "activities": lambda _, matrix: len(matrix.rows),
        "people": lambda org, _: len(org.people),
        "headcount": lambda org, _: sum(role.headcount for role in org.roles.values()),
        "assignments": _assignments,
        "medians": _medians,
        "reviewed": lambda org, _: org.reviewed or "",
    },
}
"""How to get each field of a subject, by subject, then by field."""
