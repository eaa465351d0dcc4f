"""DEF004: an entity that names something which is not there."""

from collections.abc import Iterator
from typing import Any

from raci.finding import Edit, Hit, Ref
from raci.matrix import Matrix
from raci.model import Activity, Entity, Org, Role
from raci.references import Reference, references
from raci.rule import rule


@rule("DEF004", of=Entity)
def unknown_reference(entity: Entity, matrix: Matrix) -> Iterator[Hit]:
    """A reference names nothing, or a role without a department has a part in a generic duty."""
    found = list(references(entity, matrix.org))
    written = {(reference.key, reference.naming(reference.id)) for reference in found}
    for reference in found:
        if reference.id not in matrix.known[reference.kind] and not matrix.knows(reference.to):
            to = reference.to
            near = matrix.nearest(to)
            case = f"{to.kind}-near" if near else to.kind
            values: dict[str, Any] = {"near": near} if near else {}
            values |= {"key": reference.key, "unknown": to.id}
            meant = _meant(reference, matrix)
            # a name that stands under the key already would stand there twice
            fits = meant and (reference.key, meant) not in written
            fix = (Edit("replace", reference.at, meant),) if fits else ()
            yield Hit(involves=(to,), at=reference.at, case=case, fix=fix, **values)
    for (role, activity), key in _homeless(entity, matrix.org).items():
        refs = {Ref(f"role:{role}"), Ref(f"activity:{activity}")}
        at = f"assignment:{activity}/{key}/{role}"
        yield Hit(
            involves=tuple(refs - {entity.ref}),
            at=Ref(f"duty:{role}/{activity}" if key == "duties" else at),
            case="no-department",
            role=Ref(f"role:{role}"),
            activity=Ref(f"activity:{activity}"),
            key=key,
        )


def _meant(reference: Reference, matrix: Matrix) -> str:
    """Give what to write instead where the id is surely a slip; ``""`` where it need not be.

    It is a slip of one name, and is no key; the other parts of a Ref are known.
    """
    near = matrix.slips(reference.to)
    others = reference.within.entities if reference.within else ()
    if len(near) != 1 or near[0] == reference.entity.ref or reference.is_key:
        return ""
    if not all(matrix.knows(other) for other in others if other != reference.to):
        return ""
    # an activity that stands once and is declared nowhere may itself be the slip
    once = near[0].kind == "activity" and near[0].id in matrix.undeclared_once
    return "" if once else reference.naming(near[0].id)


def _homeless(entity: Entity, org: Org) -> dict[tuple[str, str], str]:
    """Give the generic duties that an entity assigns to a role without a department, by key."""
    found: dict[tuple[str, str], str] = {}
    if isinstance(entity, Activity) and entity.each:
        for function, roles in entity.held_by.items():
            for id_ in roles:
                if id_ in org.roles and org.roles[id_].department is None:
                    found.setdefault((id_, entity.id), function.value)
    elif isinstance(entity, Role) and entity.department is None:
        claims = {"duties": entity.duties} | {f.value: ids for f, ids in entity.holds.items()}
        for key, ids in claims.items():
            for id_ in ids:
                activity = org.activities.get(id_)
                told = activity and any(entity.id in roles for roles in activity.held_by.values())
                if activity and activity.each and not told:
                    found.setdefault((entity.id, id_), key)
    return found
