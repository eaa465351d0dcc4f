"""DEF004: an entity that names something which does not exist."""

import re
from collections import Counter
from typing import Any

from raci.findings.finding import Edit, Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Activity, Entity, Org, Role
from raci.model.references import Reference, references
from raci.rules.rule import Hits, rule


@rule("DEF004", of=Entity)
def unknown_reference(entity: Entity, matrix: Matrix) -> Hits:
    """A reference names nothing, or a role without a department has a part in a generic duty."""
    unknown = [
        reference
        for reference in references(entity, matrix.org, matrix.renames)
        if reference.id not in matrix.known[reference.kind] and not matrix.knows(reference.to)
    ]
    slips = _slips(entity, unknown, matrix) if unknown else {}
    for number, reference in enumerate(unknown):
        to = reference.to
        case, values = _meant_by(reference, matrix)
        values |= {"key": reference.key, "unknown": to.id}
        fix = (Edit("replace", reference.at, slips[number]),) if number in slips else ()
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


def _meant_by(reference: Reference, matrix: Matrix) -> tuple[str, dict[str, Any]]:
    """Return the case of a message, and the values that say what is probably meant."""
    to = reference.to
    if id_ := matrix.names.named(to.kind, to.id):
        return "named", {"id": reference.naming(id_)}
    ids = [part.strip() for part in _COMMAS.split(to.id)]
    if len(ids) > 1 and all(id_ in matrix.known[to.kind] for id_ in ids):
        refs = tuple(Ref(f"{to.kind}:{id_}") for id_ in ids)
        return "several", {"ids": refs, "written": ", ".join(map(reference.naming, ids))}
    if near := matrix.nearest(to):
        return f"{to.kind}-near", {"near": near, "id": reference.naming(near.id)}
    return to.kind, {}


_COMMAS = re.compile("[，、；]")
"""Full-width commas, which are letters of an id."""


def _slips(entity: Entity, unknown: list[Reference], matrix: Matrix) -> dict[int, str]:
    """Return corrections by number; none that would write a name under a key twice."""
    meant = [_meant(reference, matrix) for reference in unknown]
    names = Counter((r.key, r.naming(r.id)) for r in references(entity, matrix.org, matrix.renames))
    names.update((r.key, name) for r, name in zip(unknown, meant, strict=True))
    return {n: name for n, name in enumerate(meant) if name and names[unknown[n].key, name] == 1}


def _meant(reference: Reference, matrix: Matrix) -> str:
    """Return the correction of an id that is surely a slip, else ``""``.

    It is a slip of one name, which the message names too, and is no key; the other parts of a Ref
    are known.
    """
    near = matrix.slips(reference.to)
    others = reference.within.entities if reference.within else ()
    if near != (matrix.nearest(reference.to),) or reference.is_key:
        return ""
    if near[0] == reference.entity.ref:
        return ""
    if not all(matrix.knows(other) for other in others if other != reference.to):
        return ""
    # an activity that stands once and is declared nowhere may itself be the slip
    once = near[0].kind == "activity" and near[0].id in matrix.undeclared_once
    return "" if once else reference.naming(near[0].id)


def _homeless(entity: Entity, org: Org) -> dict[tuple[str, str], str]:
    """Return the key of each generic duty that an entity assigns to a role without a department."""
    homeless: dict[tuple[str, str], str] = {}
    if isinstance(entity, Activity) and entity.each:
        for function, roles in entity.held_by.items():
            for id_ in roles:
                if id_ in org.roles and org.roles[id_].department is None:
                    homeless.setdefault((id_, entity.id), function.value)
    elif isinstance(entity, Role) and entity.department is None:
        claims = {"duties": entity.duties} | {f.value: ids for f, ids in entity.holds.items()}
        for key, ids in claims.items():
            for id_ in ids:
                activity = org.activities.get(id_)
                if not activity or not activity.each:
                    continue
                if not any(entity.id in roles for roles in activity.held_by.values()):
                    homeless.setdefault((entity.id, id_), key)
    return homeless
