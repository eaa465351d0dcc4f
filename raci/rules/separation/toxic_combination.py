"""SOD306: one role is on more sides of a separation than may meet."""

from collections.abc import Iterator

from raci.finding import Hit
from raci.matrix import Matrix
from raci.model import Separation
from raci.ref import Ref
from raci.rule import rule
from raci.sides import first, held, told


@rule("SOD306", of=Separation, judges=lambda separation: separation.among)
def toxic_combination(separation: Separation, matrix: Matrix) -> Iterator[Hit]:
    """A role has the separation's functions on more than ``at_most`` sides of ``among``."""
    most = separation.at_most or 1  # the schema asks for it beside `among`
    for role, holding in held(separation, matrix).items():
        met = {number for sides in holding for number in sides}
        if len(met) > most:
            ref = Ref(f"role:{role}")
            (at, label), *also = (first(holding[sides]) for sides in sorted(holding))
            yield Hit(
                involves=(ref,),
                at=at,
                label=label,
                also=tuple(also),
                role=ref,
                activities=tuple(sorted(row for rows in holding.values() for row in rows)),
                count=len(met),
                most=most,
                **told(separation, matrix),
            )
