"""PPL602: platforms that nobody looks after when one person is away."""

from collections.abc import Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.continuity import has_deputy, is_of_one, may_stand_in
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.model.entities import Platform, Role
from raci.rules.rule import Hits, rule


@rule("PPL602", of=Role, needs=("platforms",))
def owner_without_deputy(role: Role, matrix: Matrix) -> Hits:
    """A role of one person alone owns platforms, and neither has a deputy."""
    owned = matrix.cached(_owned_alone).get(role.id, ())
    if owned and is_of_one(role.id, matrix) and not has_deputy(role.id, matrix):
        alone = [each for each in owned if not may_stand_in(each.deputies, role.id, matrix)]
        if alone:
            platforms = tuple(platform.ref for platform in alone)
            also = tuple((Ref(f"owner:{ref.id}/{role.id}"), ref) for ref in platforms)
            yield Hit(involves=platforms, also=also, platforms=platforms)


def _owned_alone(matrix: Matrix) -> Mapping[str, tuple[Platform, ...]]:
    platforms = (matrix.platforms[id_] for id_ in sorted(matrix.platforms))
    return grouped((each.owners[0], each) for each in platforms if len(each.owners) == 1)
