"""DEF013: a person or a role with a placeholder for a name."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Entity, Person, Role
from raci.model.placeholders import is_placeholder
from raci.rules.rule import Hits, rule


@rule("DEF013", of=Entity, judges=lambda entity: isinstance(entity, Person | Role))
def placeholder_name(entity: Entity, matrix: Matrix) -> Hits:
    """The name, or the id where there is none, is a placeholder."""
    if not is_placeholder(entity):
        return
    at = Ref(f"{entity.ref}#name") if entity.name else entity.ref
    if isinstance(entity, Person):
        held = (id_ for id_ in sorted(entity.roles) if id_ in matrix.org.roles)
        roles = tuple(Ref(f"role:{id_}") for id_ in held)
        yield Hit(involves=roles, at=at, case="person" if roles else "idle", roles=roles)
    else:
        yield Hit(at=at, case="role")
