"""OVL211: a platform has owners in departments that are apart."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Platform
from raci.rules.hits import hit_at
from raci.rules.rule import Hits, rule


@rule("OVL211", of=Platform, needs=("departments",))
def multiple_owners(platform: Platform, matrix: Matrix) -> Hits:
    """A platform is owned in two departments, neither above the other."""
    if len(platform.owners) < 2:
        return
    structure = matrix.structure
    homes = _homes(platform, matrix)
    apart = {
        role: home
        for role, home in homes.items()
        if any(not structure.in_branch(home, other) for other in set(homes.values()))
    }
    if apart:
        owners = {Ref(f"role:{role}"): Ref(f"owner:{platform.id}/{role}") for role in apart}
        departments = tuple(dict.fromkeys(Ref(f"department:{id_}") for id_ in apart.values()))
        yield hit_at(owners, roles=tuple(owners), departments=departments)


def _homes(platform: Platform, matrix: Matrix) -> dict[str, str]:
    """Return the owners' departments, without those on a cycle: which is above is unknown there."""
    structure = matrix.structure
    homes: dict[str, str] = {}
    for role in sorted(platform.owners):
        home = structure.department(role) if role in matrix.org.roles else None
        if home is not None and home not in structure.department_cycles:
            homes[role] = home
    return homes
