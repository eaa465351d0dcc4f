"""CHG812: a separation of duties or a policy that is gone, or weaker than it was."""

from collections.abc import Iterable

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerPack, FormerPolicy, FormerSeparation, earlier, standing
from raci.matrix.strictness import (
    Weakness,
    is_covered,
    is_policy_covered,
    policy_weaknesses,
    weaknesses,
)
from raci.model.entities import Pack
from raci.model.versions import is_older
from raci.rules.rule import Hits, rule


@rule("CHG812", of=FormerSeparation | FormerPolicy | FormerPack, needs=("an earlier version",))
def separation_weakened(
    former: FormerSeparation | FormerPolicy | FormerPack, matrix: Matrix
) -> Hits:
    """A separation, a policy or a pack of them, that no other of today replaces."""
    then = earlier(matrix).matrix
    if isinstance(former, FormerPack):
        yield from _pack_weakened(former, then, matrix)
    elif isinstance(former, FormerPolicy):
        if not is_policy_covered(former.was, matrix, but=former.now):
            found = policy_weaknesses(former.was, former.now) if former.now else ()
            yield from _weakened(former, "policy", found, matrix)
    elif not is_covered(former.was, then, matrix, but=former.now):
        found = weaknesses(former.was, then, former.now, matrix) if former.now else ()
        yield from _weakened(former, "default", found, matrix)


def _weakened(
    former: FormerSeparation | FormerPolicy,
    gone: str,
    found: Iterable[Weakness],
    matrix: Matrix,
) -> Hits:
    at = standing(former.ref, matrix)
    for case, values, route in found:
        key = "/".join(route).replace(".", "/")
        yield Hit(at=Ref(f"{at}#{key}") if key else at, case=case, route=route, **values)
    if former.now is None and (former.was.pack is None or former.was.pack in matrix.org.packs):
        yield Hit(at=at, case=gone)


def _pack_weakened(pack: FormerPack, then: Matrix, matrix: Matrix) -> Hits:
    at = standing(pack.ref, matrix)
    if pack.now is None:
        if lost := _lost_with(pack.was, then, matrix):
            yield Hit(at=at, case="pack", involves=lost, lost=lost)
    elif is_older(pack.now.version, pack.was.version):
        yield Hit(at=at, case="pack-version", was=pack.was.version, now=pack.now.version or "0")


def _lost_with(pack: Pack, then: Matrix, matrix: Matrix) -> tuple[Ref, ...]:
    """Return what a pack had that nothing of today replaces."""
    separations = [each for each in then.org.separations.values() if each.pack == pack.id]
    policies = [each for each in then.org.policies.values() if each.pack == pack.id]
    return (
        *(each.ref for each in separations if not is_covered(each, then, matrix)),
        *(each.ref for each in policies if not is_policy_covered(each, matrix)),
    )
