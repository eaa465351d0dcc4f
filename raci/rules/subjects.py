"""What rules judge: the classes of their subjects, and those of a matrix."""

from collections.abc import Callable, Iterable, Mapping
from types import UnionType
from typing import Any

from raci.matrix.appointments import Tenure
from raci.matrix.matrix import Matrix
from raci.matrix.previous import (
    FormerDepartment,
    FormerPack,
    FormerPlatform,
    FormerPolicy,
    FormerRole,
    FormerRow,
    FormerSeparation,
    former_departments,
    former_packs,
    former_platforms,
    former_policies,
    former_roles,
    former_rows,
    former_separations,
)
from raci.matrix.rows import Duty, Mandate, Row, Statement
from raci.matrix.translations import Texts, texts
from raci.model.entities import (
    Activity,
    Attributed,
    Department,
    Entity,
    Org,
    Person,
    Platform,
    Role,
    Separation,
    Waiver,
)

SUBJECTS: Mapping[type | UnionType, Callable[[Matrix], Iterable[Any]]] = {
    Row: lambda matrix: matrix.rows.values(),
    Mandate: lambda matrix: matrix.mandates,
    Department: lambda matrix: matrix.org.departments.values(),
    Department | Org: lambda matrix: (matrix.org, *matrix.org.departments.values()),
    Role: lambda matrix: matrix.org.roles.values(),
    Activity: lambda matrix: matrix.org.activities.values(),
    Platform: lambda matrix: matrix.platforms.values(),
    Duty: lambda matrix: matrix.duties,
    Duty | Row: lambda matrix: (*matrix.duties, *matrix.rows.values()),
    Statement: lambda matrix: matrix.statements,
    Person: lambda matrix: matrix.org.people.values(),
    Separation: lambda matrix: matrix.org.separations.values(),
    Separation | Org: lambda matrix: (*matrix.org.separations.values(), matrix.org),
    Tenure: lambda matrix: (
        tenure for tenures in matrix.holdings.by_person.values() for tenure in tenures
    ),
    Waiver: lambda matrix: matrix.org.waivers.values(),
    Org: lambda matrix: (matrix.org,),
    Texts: texts,
    Attributed: lambda matrix: (
        entity for entity in matrix.entities() if isinstance(entity, Attributed)
    ),
    Entity: lambda matrix: matrix.entities(),
    Entity | Statement: lambda matrix: (*matrix.entities(), *matrix.statements),
    FormerRow: former_rows,
    FormerRole: former_roles,
    FormerPlatform: former_platforms,
    FormerRow | FormerDepartment: lambda matrix: (
        *former_rows(matrix),
        *former_departments(matrix),
    ),
    FormerRow | FormerPlatform: lambda matrix: (*former_rows(matrix), *former_platforms(matrix)),
    FormerPlatform | FormerRole: lambda matrix: (*former_platforms(matrix), *former_roles(matrix)),
    FormerSeparation | FormerPolicy | FormerPack: lambda matrix: (
        *former_separations(matrix),
        *former_policies(matrix),
        *former_packs(matrix),
    ),
}
"""The subjects of rules, by the class that a rule is ``of``; each has a ``ref``."""
