"""DEF010: a waiver whose approver is concerned by it."""

from collections.abc import Mapping, Sequence

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.appointments import days_of
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.model.entities import Appointment, Waiver
from raci.rules.rule import Hits, rule


@rule("DEF010", of=Waiver)
def waiver_self_approved(waiver: Waiver, matrix: Matrix) -> Hits:
    """An approving role is concerned itself, or through a person who held it on that day."""
    concerned = _concerned(waiver, matrix)
    for written, day in waiver.approved_by.items():
        role = matrix.renames.now(Ref(f"role:{written}"))
        at = Ref(f"{waiver.ref}#approved_by/{written}")
        if role in concerned:
            also = ((concerned[role], role),)
            yield Hit(involves=(role,), at=at, label=role, also=also, case="role", role=role)
            continue
        for person, held in matrix.cached(_holders).get(role, ()):
            met = [ref for ref in concerned if ref in (person, *_on(day, held))]
            if met and role in _on(day, held):
                yield Hit(
                    involves=(role, person),
                    at=at,
                    label=role,
                    also=tuple((concerned[ref], ref) for ref in met),
                    case="person",
                    role=role,
                    person=person,
                    day=day,
                    concerned=tuple(met),
                )


def _concerned(waiver: Waiver, matrix: Matrix) -> Mapping[Ref, Ref]:
    """Return the roles and persons that a waiver is about, each with the key that names it.

    Whoever heads a department or does an activity is not concerned by that alone: a finding
    involves every role without which it would not stand.
    """
    named = {Ref(f"{waiver.ref}#at"): waiver.at} | {
        Ref(f"{waiver.ref}#involves/{number}"): ref for number, ref in enumerate(waiver.involves)
    }
    concerned: dict[Ref, Ref] = {}
    for key, ref in named.items():
        for part in matrix.renames.now(ref).entities:
            if part.kind in ("role", "person"):
                concerned.setdefault(part, key)
    return concerned


def _holders(matrix: Matrix) -> Mapping[Ref, Sequence[tuple[Ref, Mapping[Ref, Appointment]]]]:
    """Return the people who hold each role on some day, each with all appointments."""
    people = [person for _, person in sorted(matrix.org.people.items())]
    held = {p.ref: {Ref(f"role:{role}"): term for role, term in p.roles.items()} for p in people}
    return grouped((role, (ref, roles)) for ref, roles in held.items() for role in roles)


def _on(day: str, held: Mapping[Ref, Appointment]) -> tuple[Ref, ...]:
    return tuple(role for role, appointment in held.items() if days_of(appointment).has(day))
