"""SOD301: one role meets two sides of a separation."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.separations import first, held, hit_values, meeting
from raci.model.entities import Separation
from raci.rules.hits import hit_with_labels
from raci.rules.rule import Hits, rule


@rule("SOD301", of=Separation, judges=lambda separation: separation.between)
def separation_violated_by_role(separation: Separation, matrix: Matrix) -> Hits:
    """A role has the separation's functions on two sides that may not meet."""
    for role, holding in held(separation, matrix).items():
        meet = [holding[sides] for sides in meeting(holding, holding)]
        if meet:
            ref = Ref(f"role:{role}")
            one, *others = meet
            yield hit_with_labels(
                map(first, meet),
                involves=(ref,),
                role=ref,
                one=tuple(one),
                other=tuple(row for rows in others for row in rows),
                **hit_values(separation, matrix),
            )
