"""Runs rules over an organisation: loops over subjects, drops what is told elsewhere, counts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any

from raci.check.timing import Timed, untimed
from raci.findings.codes import CRASHED
from raci.findings.finding import Hit, Verdict
from raci.findings.ref import FUNCTIONS, Ref
from raci.findings.report import Tally
from raci.matrix.approvals import is_checked
from raci.matrix.continuity import has_critical_rows
from raci.matrix.matrix import Matrix
from raci.matrix.previous import (
    FormerPlatform,
    FormerRole,
    FormerRow,
    former_platforms,
    former_roles,
    former_rows,
)
from raci.matrix.rows import Duty, Mandate, Row, Statement
from raci.matrix.translations import Texts, texts
from raci.model.entities import (
    Activity,
    Department,
    Entity,
    Org,
    Person,
    Platform,
    Role,
    Separation,
    Waiver,
)
from raci.rules.rule import Rule

SUBJECTS: Mapping[type | UnionType, Callable[[Matrix], Iterable[Any]]] = {
    Row: lambda matrix: matrix.rows.values(),
    Mandate: lambda matrix: matrix.mandates,
    Department: lambda matrix: matrix.org.departments.values(),
    Department | Org: lambda matrix: (matrix.org, *matrix.org.departments.values()),
    Role: lambda matrix: matrix.org.roles.values(),
    Activity: lambda matrix: matrix.org.activities.values(),
    Platform: lambda matrix: matrix.platforms.values(),
    Duty: lambda matrix: matrix.duties,
    Statement: lambda matrix: matrix.statements,
    Person: lambda matrix: matrix.org.people.values(),
    Separation: lambda matrix: matrix.org.separations.values(),
    Separation | Org: lambda matrix: (*matrix.org.separations.values(), matrix.org),
    Waiver: lambda matrix: matrix.org.waivers.values(),
    Org: lambda matrix: (matrix.org,),
    Texts: texts,
    Entity: lambda matrix: matrix.entities(),
    FormerRow: former_rows,
    FormerRole: former_roles,
    FormerPlatform: former_platforms,
    FormerRow | FormerPlatform: lambda matrix: (*former_rows(matrix), *former_platforms(matrix)),
}
"""What there is to judge, by the class that a rule is ``of``; each has a ``ref``."""

CHANGE = "an earlier version"
"""What rules of change need: without it they are no part of a run."""

NEEDS: Mapping[str, Callable[[Matrix], object]] = {
    "activities": lambda matrix: matrix.rows,
    CHANGE: lambda matrix: matrix.earlier and [*matrix.earlier.matrix.org.entities()],
    "checks": lambda matrix: any(map(is_checked, matrix.rows.values())),
    "critical activities": has_critical_rows,
    "departments": lambda matrix: matrix.org.departments,
    "languages": lambda matrix: matrix.org.languages,
    "line": lambda matrix: matrix.structure.managers,
    "mandates": lambda matrix: matrix.mandates,
    "people": lambda matrix: matrix.org.people,
    "people or all of them": lambda matrix: matrix.org.people or matrix.org.people_complete,
    "platforms": lambda matrix: matrix.platforms,
    "platforms of activities": lambda matrix: matrix.rows_by_platform,
    "separations": lambda matrix: matrix.org.separations,
    "waivers": lambda matrix: matrix.org.waivers,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of the rules over one organisation."""

    verdicts: tuple[Verdict, ...]
    tallies: tuple[Tally, ...]


def lint(
    matrix: Matrix,
    rules: Sequence[Rule],
    chosen: Collection[str],
    options: Callable[[str], Mapping[str, Any]] = lambda _: {},
    timed: Timed = untimed,
) -> Outcome:
    """Run the chosen rules, and those they yield to; give what they say, each defect once.

    ``options`` gives the arguments that are set for a rule, by its code; ``timed`` is told which
    rule runs.
    """
    if matrix.earlier is None:
        rules = [rule for rule in rules if CHANGE not in rule.needs]
    needed = {y.code for rule in rules if rule.code in chosen for y in rule.yields_to}
    needed |= {*chosen}
    verdicts: list[Verdict] = []
    tallies: list[Tally] = []
    for rule in rules:
        if rule.code in needed:
            with timed(rule.code):
                found, subjects = _run(rule, matrix, options(rule.code))
            verdicts += found
            if rule.code in chosen:
                tallies.append(Tally(rule.code, subjects))
    told = [v for v in _once(verdicts, rules, matrix) if v.code in chosen or v.code == CRASHED]
    return Outcome(tuple(told), tuple(tallies))


def _run(rule: Rule, matrix: Matrix, options: Mapping[str, Any]) -> tuple[list[Verdict], int]:
    """Run one rule over its subjects; a crash is a finding about the subject it met."""
    if not all(NEEDS[need](matrix) for need in rule.needs):
        return [], 0
    found: list[Verdict] = []
    subjects = 0
    judge = rule.judge
    candidates = SUBJECTS[rule.of](matrix)
    for subject in filter(rule.judges, candidates) if rule.judges else candidates:
        subjects += 1
        try:
            for hit in judge(subject, matrix, **options):
                found.append(Verdict(rule.code, subject.ref, hit))
        except Exception as error:
            hit = Hit(rule=rule.code, name=rule.name, error=f"{type(error).__name__}: {error}")
            found.append(Verdict(CRASHED, subject.ref, hit))
    return found, subjects


def _once(verdicts: list[Verdict], rules: Sequence[Rule], matrix: Matrix) -> Iterator[Verdict]:
    yields = {rule.code: rule.yields_to for rule in rules if rule.yields_to}
    stronger: dict[tuple[str, str], set[Ref]] = {}
    for code, by in {(y.code, y.by) for each in yields.values() for y in each}:
        told = (_told(by, verdict, matrix) for verdict in verdicts if verdict.code == code)
        stronger[code, by] = {ref for refs in told for ref in refs}
    for verdict in verdicts:
        for other in yields.get(verdict.code, ()):
            if _asked(other.by, verdict, matrix) in stronger[other.code, other.by]:
                break
        else:
            yield verdict


def _told(by: str, verdict: Verdict, matrix: Matrix) -> tuple[Ref, ...]:
    """Return what a verdict has told of, in a relation: the stronger side."""
    match by.partition(" "):
        case "key", _, key:
            return (verdict.subject,) if verdict.hit.values["key"] == key else ()
        case "involved", *_:
            return verdict.hit.involves
    if by == "activities":
        return tuple(_pair(verdict.subject.entities[-1], other) for other in verdict.hit.involves)
    if by == "unassigned list":
        return (verdict.subject,) if verdict.hit.values["key"] in FUNCTIONS else ()
    if by == "unassigned row":
        department, activity = verdict.subject.parts
        copy = f"{activity}@{department}"
        return (Ref(f"activity:{copy if copy in matrix.all_rows else activity}"),)
    return (verdict.subject,)


def _asked(by: str, verdict: Verdict, matrix: Matrix) -> Ref | None:
    """Return what must not have been told already for a verdict to stand: the weaker side."""
    subject = verdict.subject
    if by == "subject" and subject.kind == "mandate":
        return subject
    if by.startswith("unassigned") and matrix.all_rows[subject.id].written:
        return None
    if by == "unassigned row":
        return subject
    if by == "activities":
        activities = verdict.hit.values.get("activities", ())
        return _pair(*activities) if len(activities) == 2 else None
    if subject.kind == "mandate":
        return Ref(f"activity:{subject.parts[1]}")
    return Ref(subject.partition("@")[0])


def _pair(one: Ref, other: Ref) -> Ref:
    return Ref(" ".join(sorted((one, other))))
