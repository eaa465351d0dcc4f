"""CHG812: a separation of duties that is gone, or narrower than it was."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerPack, FormerSeparation, earlier, standing
from raci.matrix.strictness import is_covered, weaknesses
from raci.rules.rule import Hits, rule


@rule("CHG812", of=FormerSeparation | FormerPack, needs=("an earlier version",))
def separation_weakened(former: FormerSeparation | FormerPack, matrix: Matrix) -> Hits:
    """A separation, or a pack of them, that no other separation of today replaces."""
    then = earlier(matrix).matrix
    if isinstance(former, FormerPack):
        yield from _pack_gone(former, then, matrix)
        return
    was, now = former.was, former.now
    if is_covered(was, then, matrix, but=now):
        return
    if now is not None:
        for case, values in weaknesses(was, then, now, matrix):
            yield Hit(at=standing(former.ref, matrix), case=case, **values)
    elif was.pack is None or was.pack in matrix.org.packs:
        yield Hit(at=standing(former.ref, matrix))


def _pack_gone(pack: FormerPack, then: Matrix, matrix: Matrix) -> Hits:
    if pack.now is None:
        theirs = [each for each in then.org.separations.values() if each.pack == pack.was.id]
        lost = tuple(each.ref for each in theirs if not is_covered(each, then, matrix))
        if lost:
            case = "pack"
            yield Hit(at=standing(pack.ref, matrix), case=case, involves=lost, separations=lost)
