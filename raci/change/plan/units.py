"""Counts entities and headcount before and after, in total and by department."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from raci.change.plan.effect import EntityChanges, RoleHeads, UnitEffect
from raci.change.plan.steps import CompiledState, Course
from raci.change.proposal.field_references import FIELDS
from raci.check.compilation import Compiled
from raci.findings.ref import SECTIONS, Ref
from raci.model.renames import Renames

_Lists = dict[str, list[Any]]


def units(course: Course) -> tuple[UnitEffect, tuple[UnitEffect, ...]]:
    """Return the total, and the units of departments in the order of their ids."""
    whole: _Lists = defaultdict(list)
    by_unit: dict[Ref | None, _Lists] = defaultdict(lambda: defaultdict(list))
    for fate, ref, what in _fates(course):
        whole[fate].append(what)
        by_unit[_unit(ref, course)][fate].append(what)
    now = course.renames.now
    then: Counter[Ref | None] = Counter()
    for unit, n in _heads(course.base.compiled).items():
        then[unit and now(unit)] += n  # departments that merge have one id now
    heads = _heads(course.head.compiled)
    told = sorted({*by_unit, *then, *heads}, key=lambda unit: (unit is None, unit or ""))
    return (
        UnitEffect(None, _as_fates(whole), (sum(then.values()), sum(heads.values()))),
        tuple(
            UnitEffect(unit, _as_fates(by_unit[unit]), (then.get(unit, 0), heads.get(unit, 0)))
            for unit in told
        ),
    )


def role_heads(course: Course) -> Iterator[RoleHeads]:
    """Yield the roles of persons that merge or whose headcount changes, by today's id."""
    before: dict[Ref, list[tuple[Ref, int]]] = defaultdict(list)
    for ref, n in _role_heads(course.base.compiled).items():
        before[course.renames.now(ref)].append((ref, n))
    after = _role_heads(course.head.compiled)
    for role in sorted({*before, *after}):
        told = RoleHeads(role, tuple(before.get(role, ())), after.get(role, 0))
        if len(told.before) > 1 or told.heads[0] != told.heads[1]:
            yield told


def made_of(course: Course) -> Mapping[Ref, tuple[Ref, ...]]:
    """Return the roles and departments of the base that are one in the end, by today's Ref."""
    parts: dict[Ref, list[Ref]] = defaultdict(list)
    then, now = (version.compiled.org for version in (course.base, course.head))
    there = {entity.ref for of in (now.roles, now.departments) for entity in of.values()}
    for of in (then.roles, then.departments):
        for entity in of.values():
            parts[course.renames.now(entity.ref)].append(entity.ref)
    return {
        ref: tuple(olds) for ref, olds in sorted(parts.items()) if len(olds) > 1 and ref in there
    }


def _fates(course: Course) -> list[tuple[str, Ref, Any]]:
    then, now = (_said(each, course.renames) for each in (course.base, course.head))
    renamed: dict[Ref, Ref] = {}
    for ref in then:
        today = course.renames.now(ref)
        if ref not in now and today in now and today not in then:
            renamed.setdefault(today, ref)
    former = {ref: today for today, ref in renamed.items()}
    told: list[tuple[str, Ref, Any]] = []
    for ref in sorted({*then, *now}):
        if ref in former:
            told.append(("renamed", ref, (ref, former[ref])))
        elif ref not in now:
            told.append(("retired", ref, ref))
        elif ref not in then and ref not in renamed:
            told.append(("added", ref, ref))
        elif ref in then and then[ref] != now[ref]:
            told.append(("changed", ref, ref))
    return told


def _said(version: CompiledState, renames: Renames) -> Mapping[Ref, Any]:
    """Return each entity's content under the ids of the head; for rows also the holders."""
    found: dict[Ref, Any] = {}
    for kind, section in SECTIONS.items():
        for id_, entry in version.state.data[section].items():
            fields = FIELDS.get(section, {})
            found[Ref(f"{kind}:{id_}")] = {
                key: _today(value, fields[key], renames) if key in fields else value
                for key, value in entry.items()
                if key != "formerly"
            }
    for row in version.compiled.matrix.rows.values():
        written = {
            function: {renames.now(Ref(f"role:{role}")) for role in roles}
            for function, roles in row.written.items()
            if roles
        }
        found[row.ref] = (found.get(row.ref), written)
    return found


def _today(value: Any, kind: str, renames: Renames) -> Any:
    if isinstance(value, list):
        return [_today(item, kind, renames) for item in value]
    if isinstance(value, dict):
        return {_today(key, kind, renames): inner for key, inner in value.items()}
    return renames.now(Ref(value if kind == "ref" else f"{kind}:{value}"))


def _unit(ref: Ref, course: Course) -> Ref | None:
    for version in (course.head, course.base):
        if (found := _home(ref, version.compiled)) is not None:
            return course.renames.now(Ref(f"department:{found}")) if found else None
    return None


def _home(ref: Ref, compiled: Compiled) -> str | None:
    """Return the id of an entity's department, ``""`` for none; None where it is not there."""
    org, matrix = compiled.org, compiled.matrix
    match ref.kind:
        case "department" if ref.id in org.departments:
            return ref.id
        case "role" if ref.id in org.roles:
            return org.roles[ref.id].department or ""
        case "activity" if ref.id in matrix.rows:
            return matrix.home(matrix.rows[ref.id]) or ""
        case "platform" if ref.id in org.platforms:
            owners = (org.roles.get(owner) for owner in org.platforms[ref.id].owners)
            return next((o.department for o in owners if o and o.department), "")
    return None


def _heads(compiled: Compiled) -> Mapping[Ref | None, int]:
    heads: dict[Ref | None, int] = defaultdict(int)
    for ref, n in _role_heads(compiled).items():
        home = compiled.org.roles[ref.id].department
        heads[Ref(f"department:{home}") if home else None] += n
    return heads


def _role_heads(compiled: Compiled) -> Mapping[Ref, int]:
    roles = compiled.org.roles.values()
    return {role.ref: role.headcount for role in roles if role.nature == "person"}


def _as_fates(lists: _Lists) -> EntityChanges:
    return EntityChanges(**{fate: tuple(what) for fate, what in lists.items()})
