"""PPL604: a person with too many working roles at once."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import WORK
from raci.model.entities import Person
from raci.rules.hits import hit_at
from raci.rules.rule import Count, Hits, rule


@rule("PPL604", of=Person)
def person_overcommitted(person: Person, matrix: Matrix, *, max: Count = 3) -> Hits:
    """A person does the work of more than ``max`` roles that are R or A for something."""
    held = matrix.holdings.held_on(matrix.day, person.id)
    posts = (each for each in held if each.in_post and matrix.org.roles[each.role].is_post)
    working = [each for each in posts if matrix.rows_of(each.role, *WORK)]
    if len(working) > max:
        places = {Ref(f"role:{each.role}"): each.because[0] for each in working}
        roles = tuple(places)
        yield hit_at(places, label=roles[0], roles=roles, count=len(roles), max=max)
