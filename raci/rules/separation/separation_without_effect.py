"""SOD305: a separation that cannot work as it is written."""

from collections.abc import Mapping

from raci.findings.finding import Hit, Severity
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Activity, Org, Separation
from raci.rules.hits import hit_with_labels
from raci.rules.relations import under
from raci.rules.rule import Hits, Yield, rule


@rule(
    "SOD305",
    of=Separation | Org,
    needs=("separations",),
    judges=lambda subject: isinstance(subject, Separation) or subject.packs,
    yields_to=(Yield("DEF004", by=under("between", "among", "of")),),
)
def separation_without_effect(subject: Separation | Org, matrix: Matrix) -> Hits:
    """A side matches no active row, or an activity stands on two sides that may not meet.

    Packs' separations that match nothing are reported together, of the whole organisation.
    """
    if isinstance(subject, Org):
        yield from _unbound(subject, matrix)
        return
    if not subject.pack:
        yield from _empty(subject, matrix)
    shared = _shared(subject, matrix)
    if shared:
        at, *also = _places(subject, shared, matrix)
        yield Hit(
            involves=tuple(shared),
            at=at[0],
            also=tuple(also),
            case="shared",
            severity=subject.severity,
            activities=tuple(shared),
        )


def _empty(separation: Separation, matrix: Matrix) -> Hits:
    empty = _empty_sides(separation, matrix)
    if empty:
        first, *others = empty
        yield Hit(
            at=_place(separation, first),
            also=tuple((_place(separation, n), Ref(separation.sides[n][0])) for n in others),
            case="empty",
            severity=separation.severity,
            refs=tuple(dict.fromkeys(ref for n in empty for ref in separation.sides[n])),
        )


def _unbound(org: Org, matrix: Matrix) -> Hits:
    """Report the inherited separations with a side that matches nothing, in one finding."""
    inherited = [each for _, each in sorted(org.separations.items()) if each.pack]
    empty = {each.ref: sides for each in inherited if (sides := _empty_sides(each, matrix))}
    if empty:
        idle = [each for each in inherited if each.ref in empty]
        packs = [Ref(f"pack:{id_}") for id_ in sorted({each.pack for each in idle if each.pack})]
        yield hit_with_labels(
            zip(packs, packs, strict=True),
            involves=tuple(empty),
            case="unbound",
            severity=Severity.INFO,
            count=len(empty),
            all=len(inherited),
            packs=tuple(packs),
            tags=tuple(sorted({Ref(t).id for s in idle for n in empty[s.ref] for t in s.sides[n]})),
        )


def _empty_sides(separation: Separation, matrix: Matrix) -> list[int]:
    return [
        number for number, refs in enumerate(separation.sides) if not matrix.rows_matching(refs)
    ]


def _shared(separation: Separation, matrix: Matrix) -> Mapping[Ref, dict[int, int]]:
    """Return the activities on several sides of ``between``, with the item on each side."""
    stands: dict[Ref, dict[int, int]] = {}
    for side, refs in enumerate(separation.between):
        for item, ref in enumerate(refs):
            for id_ in matrix.rows_matching((ref,)):
                stands.setdefault(matrix.rows[id_].activity.ref, {}).setdefault(side, item)
    return {ref: sides for ref, sides in sorted(stands.items()) if len(sides) > 1}


def _places(
    separation: Separation, shared: Mapping[Ref, dict[int, int]], matrix: Matrix
) -> list[tuple[Ref, Ref]]:
    """Return where activities are put on each side, items or own tags, with the activity."""
    at = sorted((n, item, ref) for ref, sides in shared.items() for n, item in sides.items())
    if not separation.pack:
        return [(_place(separation, n, item), ref) for n, item, ref in at]
    tags = ((separation.between[n][item].partition(":")[2], ref) for n, item, ref in at)
    return [(_tagged(matrix.org.activities[ref.id], tag), ref) for tag, ref in tags]


def _tagged(activity: Activity, tag: str) -> Ref:
    return Ref(f"{activity.ref}#tags/{activity.tags.index(tag)}")


def _place(separation: Separation, side: int, item: int = 0) -> Ref:
    if separation.of:
        return Ref(f"{separation.ref}#of/{item}")
    form = "between" if separation.between else "among"
    return Ref(f"{separation.ref}#{form}/{side}/{item}")
