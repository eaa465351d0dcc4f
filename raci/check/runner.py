"""Runs rules over an organisation: each over its subjects."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from raci.check.timing import Timed, untimed
from raci.findings.codes import CRASHED
from raci.findings.finding import Hit, Verdict
from raci.findings.ref import Ref
from raci.findings.report import Tally
from raci.matrix.matrix import Matrix
from raci.rules.rule import CHANGE, NEEDS, NotJudgedError, Rule, RuleFailedError
from raci.rules.subjects import SUBJECTS
from raci.source.watched import watched


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
    for rule in watched([rule for rule in rules if rule.code in chosen], "rules"):
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
    judge, judges = rule.judge, rule.judges
    for subject in SUBJECTS[rule.of](matrix):
        try:
            if judges is not None and not judges(subject):
                continue
            subjects += 1
            for hit in judge(subject, matrix, **options):
                verdicts.append(Verdict(rule.code, subject.ref, hit))
        except NotJudgedError:
            subjects -= 1
        except RuleFailedError as failed:
            values: dict[str, Any] = {**failed.values}
            hit = Hit(case=failed.case, route=(rule.code,), rule=rule.code, **values)
            verdicts.append(Verdict(CRASHED, subject.ref, hit))
        except Exception as error:
            verdicts.append(crashed(rule, subject.ref, error))
    return verdicts, subjects


def crashed(rule: Rule, subject: Ref, error: Exception) -> Verdict:
    """Return the defect that a rule did not judge a subject to its end."""
    case = "plugin-crash" if rule.plugin else "default"
    said = f"{type(error).__name__}: {error}"
    values: dict[str, Any] = {
        "rule": rule.code,
        "name": rule.name,
        "plugin": rule.plugin,
        "error": said,
    }
    hit = Hit(case=case, route=(rule.code,), **values)
    return Verdict(CRASHED, subject, hit)
