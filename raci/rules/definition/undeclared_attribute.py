"""DEF019: an attribute that nothing declares."""

from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.findings.spelling import Nearest
from raci.matrix.matrix import Matrix
from raci.model.entities import Attributed
from raci.rules.rule import Hits, rule


@rule("DEF019", of=Attributed, needs=("attributes",))
def undeclared_attribute(entity: Attributed, matrix: Matrix) -> Hits:
    """An entity has an attribute that its organisation declares for no entity of its kind."""
    declared = matrix.org.attributes.get(entity.kind, {})
    for name in entity.attributes:
        if name not in declared:
            values: dict[str, Any] = {"attribute": name, "kind": entity.kind}
            if near := Nearest(declared).to(name):
                values["near"] = near
            at = Ref(f"{entity.ref}#attributes/{name}")
            case = "near" if near else "default"
            yield Hit(at=at, case=case, route=("attributes", name), **values)
