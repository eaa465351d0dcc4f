"""What a large organisation has beside its rows, so that every rule has something to judge.

People, separations of all forms, checks and approvals, generic duties, systems, deputies, waivers:
one file more, made of what the organisation is made of.
"""

from collections.abc import Iterator
from random import Random

from organisation import Activity, Organisation, Role

DAY = "2026-11-23"


def everything_lines(organisation: Organisation, seed: int) -> Iterator[str]:
    """Write the file; the same organisation and seed give the same lines."""
    rng = Random(seed)
    declared = [activity for activity in organisation.activities if activity.declared]
    yield "raci: 1"
    yield "\npeople:"
    yield from _people(organisation.roles, rng)
    yield "\nroles:"
    yield from _roles(organisation)
    yield "\nactivities:"
    yield from _checks(declared, rng)
    yield from _generic(organisation, rng)
    yield "\nseparations:"
    yield from _separations(organisation)
    yield "\nwaivers:"
    yield from _waivers(declared)


def _people(roles: list[Role], rng: Random) -> Iterator[str]:
    """Staff the roles: one in thirty is vacant, one in ten people holds a second role."""
    number = 0
    for role in roles:
        for _ in range(0 if rng.random() < 0.03 else min(role.headcount, 3)):
            number += 1
            held = {role.id: "{}"}
            if rng.random() < 0.1:
                held.setdefault(rng.choice(roles).id, "{as: acting, from: 2026-01-01}")
            if rng.random() < 0.02:
                held[role.id] = "{until: 2026-06-30}"
            listed = ", ".join(f"{id_}: {manner}" for id_, manner in held.items())
            yield f"  p-{number:06}:"
            yield f"    name: {{zh: 员工{number}, en: Person {number}}}"
            yield f"    roles: {{{listed}}}"


def _roles(organisation: Organisation) -> Iterator[str]:
    """Write a system and a role with deputies in one department out of ten."""
    for number, department in enumerate(organisation.departments[::10]):
        some = [activity.id for activity in department.activities[:3]]
        yield f"  robot-{number:04}:"
        yield f"    {{kind: system, department: {department.id}, support: [{', '.join(some)}]}}"
        yield f"  desk-{number:04}:"
        yield f"    department: {department.id}"
        yield f"    deputies: [{department.head.id}]"
        yield f"    duties: {{desk-{number:04}-work: {{zh: 处理前台事务, en: Serve at the desk}}}}"


def _checks(declared: list[Activity], rng: Random) -> Iterator[str]:
    """Write an activity that approves others for one row out of twenty."""
    for number, activity in enumerate(declared[::20]):
        department = activity.department
        roles = department.roles
        yield f"  check-{number:05}:"
        yield f"    name: {{zh: 审批{activity.name.zh}, en: Check {activity.name.en}}}"
        yield f"    department: {department.id}"
        yield f"    responsible: [{rng.choice(roles).id}]"
        yield f"    verifier: [{rng.choice(roles).id}]"
        yield f"    signatory: [{department.head.id}]"
        yield f"    approves: [{activity.id}]"
        yield f"    tags: [{rng.choice(('plan', 'order', 'receive', 'book'))}]"
        yield f"    critical: {'true' if number % 3 == 0 else 'false'}"


def _generic(organisation: Organisation, rng: Random) -> Iterator[str]:
    """Write generic duties, each done by a role of every second department."""
    for number in range(5):
        doers = [rng.choice(unit.roles).id for unit in organisation.departments[::2]]
        yield f"  generic-{number}:"
        yield f"    name: {{zh: 通用职责{number}, en: Duty of all {number}}}"
        yield "    each: department"
        yield f"    responsible: [{', '.join(doers)}]"


def _separations(organisation: Organisation) -> Iterator[str]:
    """Write one separation of each form, and of each reach."""
    some = ", ".join(f'"department:{unit.id}"' for unit in organisation.departments[::2])
    yield "  order-and-receive:"
    yield '    {between: [["tag:order"], ["tag:receive"]], within: person, deputies: true}'
    yield "  plan-order-receive-book:"
    yield '    among: [["tag:plan"], ["tag:order"], ["tag:receive"], ["tag:book"]]'
    yield "    at_most: 2"
    yield "    functions: [responsible, verifier]"
    yield "  booking-is-reserved:"
    yield f'    {{of: ["tag:book"], only: [{some}]}}'


def _waivers(declared: list[Activity]) -> Iterator[str]:
    """Accept a few rows that nobody does, approved by their department's head."""
    for number, activity in enumerate(declared[49 : 50 * 40 : 50]):
        yield f"  accepted-{number:02}:"
        yield "    rule: activity-without-responsible"
        yield f"    at: activity:{activity.id}"
        yield "    reason: Not staffed before the new year."
        yield f"    approved_by: {{{activity.department.head.id}: {DAY}}}"
        yield "    until: 2027-03-31"
