"""LOD504: a role with far more rows per person than its department's other roles."""

from raci.findings.finding import Hit
from raci.findings.text import number
from raci.matrix.load import load, medians
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Factor, Hits, rule


@rule("LOD504", of=Role, needs=("departments",), judges=lambda role: role.is_post)
def uneven_load(role: Role, matrix: Matrix, *, factor: Factor = 3) -> Hits:
    """A role's rows per person are over ``factor`` times the median of its department's roles."""
    home = matrix.structure.department(role.id)
    usual = matrix.cached(medians).get(home or "")
    if usual and load(role, matrix) > factor * usual:
        yield Hit(
            measure=load(role, matrix) / usual,
            rows=matrix.workload(role.id),
            headcount=role.headcount,
            department=matrix.org.departments[home or ""].ref,
            usual=number(usual),
            factor=number(factor),
        )
