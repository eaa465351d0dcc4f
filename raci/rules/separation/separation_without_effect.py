"""SOD305: a separation that cannot work as it is written."""

from collections.abc import Iterator

from raci.finding import Hit
from raci.matrix import Matrix
from raci.model import Separation
from raci.ref import Ref
from raci.rule import Yield, rule


@rule(
    "SOD305",
    of=Separation,
    needs=("separations",),
    yields_to=tuple(Yield("DEF004", by=f"key {form}") for form in ("between", "among", "of")),
)
def separation_without_effect(separation: Separation, matrix: Matrix) -> Iterator[Hit]:
    """A side matches no active row, or an activity stands on two sides that may not meet."""
    empty = [number for number, refs in enumerate(separation.sides) if not matrix.meant(refs)]
    if empty:
        first, *others = empty
        yield Hit(
            at=_place(separation, first),
            also=tuple((_place(separation, n), Ref(separation.sides[n][0])) for n in others),
            case="empty",
            severity=separation.severity,
            refs=tuple(dict.fromkeys(ref for n in empty for ref in separation.sides[n])),
        )
    shared = _shared(separation, matrix)
    if shared:
        at, *also = sorted((n, item, ref) for ref, places in shared.items() for n, item in places)
        yield Hit(
            involves=tuple(shared),
            at=_place(separation, *at[:2]),
            also=tuple((_place(separation, n, item), ref) for n, item, ref in also),
            case="shared",
            severity=separation.severity,
            activities=tuple(shared),
        )


def _shared(separation: Separation, matrix: Matrix) -> dict[Ref, list[tuple[int, int]]]:
    """Give the activities that stand on several sides of ``between``: each side, and its item."""
    stands: dict[Ref, dict[int, int]] = {}
    for side, refs in enumerate(separation.between):
        for item, ref in enumerate(refs):
            for id_ in matrix.meant((ref,)):
                stands.setdefault(matrix.rows[id_].activity.ref, {}).setdefault(side, item)
    return {ref: list(sides.items()) for ref, sides in sorted(stands.items()) if len(sides) > 1}


def _place(separation: Separation, side: int, item: int = 0) -> Ref:
    """Give the place of an item of a side, in whichever form the separation has."""
    if separation.of:
        return Ref(f"{separation.ref}#of/{item}")
    form = "between" if separation.between else "among"
    return Ref(f"{separation.ref}#{form}/{side}/{item}")
