"""SOD301: one role meets two sides of a separation."""

from collections.abc import Iterator
from typing import Any

from raci.finding import Hit
from raci.matrix import Matrix
from raci.model import Separation
from raci.ref import Ref
from raci.rule import rule

Sides = tuple[int, ...]


@rule("SOD301", of=Separation, judges=lambda separation: separation.between)
def separation_violated_by_role(separation: Separation, matrix: Matrix) -> Iterator[Hit]:
    """A role has the separation's functions on two sides that may not meet."""
    mitigated = separation.mitigated_by and matrix.meant((f"activity:{separation.mitigated_by}",))
    told: dict[str, Any] = (
        {"mitigation": Ref(f"activity:{separation.mitigated_by}")} if mitigated else {}
    )
    for role, held in sorted(_held(separation, matrix).items()):
        meeting = [
            held[sides] for sides in sorted(held) if any(not {*sides} & {*other} for other in held)
        ]
        if meeting:
            ref = Ref(f"role:{role}")
            one, *others = meeting
            yield Hit(
                involves=(ref,),
                at=next(iter(one.values())),
                also=tuple((next(iter(rows.values())), next(iter(rows))) for rows in others),
                label=next(iter(one)),
                case="mitigated" if told else "default",
                severity=separation.severity,
                role=ref,
                one=tuple(one),
                other=tuple(row for rows in others for row in rows),
                **told,
            )


def _held(separation: Separation, matrix: Matrix) -> dict[str, dict[Sides, dict[Ref, Ref]]]:
    """Give each role's rows, with a reason, by the sides on which they stand.

    A row on several sides is SOD305; here it meets only sides on which it does not stand.
    """
    stands: dict[str, Sides] = {}
    for number, refs in enumerate(separation.between):
        for id_ in matrix.meant(refs):
            stands[id_] = (*stands.get(id_, ()), number)
    held: dict[str, dict[Sides, dict[Ref, Ref]]] = {}
    for id_ in sorted(stands):
        row = matrix.rows[id_]
        for function in separation.functions:
            for role in row.written.get(function, ()):
                rows = held.setdefault(role, {}).setdefault(stands[id_], {})
                rows.setdefault(row.ref, row.reason(function, role))
    return held
