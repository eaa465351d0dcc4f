"""OVL211: a platform has owners in departments that are apart."""

from collections.abc import Iterator

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Platform
from raci.rules.rule import rule


@rule("OVL211", of=Platform, needs=("departments",))
def multiple_owners(platform: Platform, matrix: Matrix) -> Iterator[Hit]:
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
        roles = tuple(Ref(f"role:{role}") for role in apart)
        yield Hit(
            involves=roles,
            at=Ref(f"owner:{platform.id}/{roles[0].id}"),
            also=tuple((Ref(f"owner:{platform.id}/{role.id}"), role) for role in roles[1:]),
            roles=roles,
            departments=tuple(dict.fromkeys(Ref(f"department:{id_}") for id_ in apart.values())),
        )


def _homes(platform: Platform, matrix: Matrix) -> dict[str, str]:
    """Give the owners' departments; on a cycle, nobody can tell which is above which."""
    structure = matrix.structure
    found: dict[str, str] = {}
    for role in sorted(platform.owners):
        home = structure.department(role) if role in matrix.org.roles else None
        if home is not None and home not in structure.department_cycles:
            found[role] = home
    return found
