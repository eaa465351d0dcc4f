"""Runs rules over an organisation: each over its subjects."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any

from raci.check.timing import Timed, untimed
from raci.findings.codes import CRASHED
from raci.findings.finding import Hit, Verdict
from raci.findings.report import Tally
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
from raci.rules.rule import CHANGE, NEEDS, NotJudgedError, Rule, RuleFailedError

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdicts of the rules about one organisation, and how much each rule judged."""

    verdicts: tuple[Verdict, ...]
    tallies: tuple[Tally, ...]


def lint(
    matrix: Matrix,
    rules: Sequence[Rule],
    chosen: Collection[str],
    options: Callable[[str], Mapping[str, Any]] = lambda _: {},
    timed: Timed = untimed,
) -> Outcome:
    """Run the chosen rules.

    Args:
        matrix: the organisation; without an earlier version rules of change are no part of a run.
        rules: all rules, in the order of their codes.
        chosen: the codes of the rules that run.
        options: returns the arguments that are set for a rule, by its code.
        timed: measures the time of each rule, by its code.
    """
    if matrix.earlier is None:
        rules = [rule for rule in rules if CHANGE not in rule.needs]
    verdicts: list[Verdict] = []
    tallies: list[Tally] = []
    for rule in rules:
        if rule.code in chosen:
            with timed(rule.code):
                reported, subjects = _run(rule, matrix, options(rule.code))
            verdicts += reported
            tallies.append(Tally(rule.code, subjects))
    return Outcome(tuple(verdicts), tuple(tallies))


def _run(rule: Rule, matrix: Matrix, options: Mapping[str, Any]) -> tuple[list[Verdict], int]:
    if not all(NEEDS[need](matrix) for need in rule.needs):
        return [], 0
    verdicts: list[Verdict] = []
    subjects = 0
    judge = rule.judge
    candidates = SUBJECTS[rule.of](matrix)
    for subject in filter(rule.judges, candidates) if rule.judges else candidates:
        subjects += 1
        try:
            for hit in judge(subject, matrix, **options):
                verdicts.append(Verdict(rule.code, subject.ref, hit))
        except NotJudgedError:
            subjects -= 1
        except RuleFailedError as failed:
            values: dict[str, Any] = {**failed.values}
            hit = Hit(case=failed.case, rule=rule.code, **values)
            verdicts.append(Verdict(CRASHED, subject.ref, hit))
        except Exception as error:
            hit = Hit(rule=rule.code, name=rule.name, error=f"{type(error).__name__}: {error}")
            verdicts.append(Verdict(CRASHED, subject.ref, hit))
    return verdicts, subjects
