"""DEF013: a person, a role, an activity or a duty with a placeholder for a name or wording."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Statement
from raci.model.entities import Activity, Entity, Person, Role
from raci.model.placeholders import is_placeholder, is_undecided
from raci.rules.rule import Hits, rule


@rule(
    "DEF013",
    of=Entity | Statement,
    judges=lambda subject: isinstance(subject, Person | Role | Activity | Statement),
)
def placeholder_name(subject: Entity | Statement, matrix: Matrix) -> Hits:
    """The name or wording is a placeholder; of a person or role without a name, the id."""
    if isinstance(subject, Statement):
        if is_undecided(subject.text):
            yield Hit(case="duty", holder=subject.holder, activity=subject.activity)
        return
    at = Ref(f"{subject.ref}#name") if subject.name else subject.ref
    if isinstance(subject, Activity):
        if is_undecided(subject.name):
            yield Hit(at=at, case="activity")
    elif is_placeholder(subject):
        if isinstance(subject, Person):
            held = (id_ for id_ in sorted(subject.roles) if id_ in matrix.org.roles)
            roles = tuple(Ref(f"role:{id_}") for id_ in held)
            yield Hit(involves=roles, at=at, case="person" if roles else "idle", roles=roles)
        else:
            yield Hit(at=at, case="role")
