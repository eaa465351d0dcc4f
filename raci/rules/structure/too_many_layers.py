"""ORG406: an organisation whose reporting line is too long."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Org
from raci.rules.rule import Count, Hits, rule


@rule("ORG406", of=Org, needs=("line",))
def too_many_layers(org: Org, matrix: Matrix, *, max: Count = 7) -> Hits:
    """Some chain of posts, both ends counted, has more than ``max`` of them."""
    posts = {id_ for id_, role in org.roles.items() if role.is_post}
    above = matrix.structure.line.count_above(posts)
    layers = {id_: 1 + above.get(id_, 0) for id_ in sorted(posts)}
    roles = tuple(Ref(f"role:{id_}") for id_, count in layers.items() if count > max)
    if roles:
        longest = sorted(layers.values())[-1]
        also = tuple((ref, ref) for ref in roles if layers[ref.id] == longest)
        yield Hit(involves=roles, at=org.ref, also=also, longest=longest, max=max, roles=roles)
