"""Reports each defect once: a finding yields to another one that reports the same."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from raci.check.settings import Settings
from raci.findings.codes import SEPARATION, VIOLATED
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.rules.catalogue import rules
from raci.rules.rule import Rule, Yield


class YieldingFailedError(Exception):
    """A relation of a plugin's rule that does not fit the findings that it shall compare."""

    def __init__(self, rule: Rule, error: Exception) -> None:
        super().__init__(rule, error)
        self.rule, self.error = rule, error


def once(
    findings: Sequence[Finding],
    matrix: Matrix,
    settings: Settings,
    unyielding: Collection[Rule] = (),
) -> tuple[list[Finding], list[Finding]]:
    """Return the findings to report, and those that yield to one of them.

    A finding takes the highest severity of those that yield to it and are not waived. Whoever
    accepts it accepts them with it.

    Raises:
        YieldingFailedError: a plugin's rule cannot yield; ``unyielding`` are such rules.
    """
    heirs = dict(_heirs(findings, matrix, unyielding))
    severity = [finding.severity for finding in findings]
    for number in heirs:
        if findings[number].status == "new":
            last = _last(heirs, number)
            severity[last] = max(severity[last], findings[number].severity)
    dropped = {_violation(findings[number]) for number in heirs}
    kept: list[Finding] = []
    yielded: list[Finding] = []
    for number, finding in enumerate(findings):
        if number in heirs or (finding.code == VIOLATED and _violation(finding) in dropped):
            yielded.append(finding)
        elif severity[number] is not finding.severity:
            fails = settings.fails(finding.code, severity[number])
            kept.append(replace(finding, severity=severity[number], failing=fails))
        else:
            kept.append(finding)
    return kept, yielded


def related(codes: Collection[str]) -> frozenset[str]:
    """Return codes with all those on which it depends how their findings are reported."""
    found = frozenset(codes)
    known: frozenset[str] = frozenset()
    while found != known:
        known = found
        pairs = ({rule.code, other.code} for rule in rules() for other in rule.yields_to)
        found = found.union(*(pair for pair in pairs if pair & known))
    return found | SEPARATION if VIOLATED in found else found


def _heirs(
    findings: Sequence[Finding], matrix: Matrix, unyielding: Collection[Rule]
) -> Iterator[tuple[int, int]]:
    """Yield the numbers of a finding that yields and of the one to which it does."""
    by_code: defaultdict[str, list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        by_code[finding.code].append(number)
    for rule in rules():
        try:
            if rule not in unyielding:
                yield from _heirs_of(rule, findings, matrix, by_code)
        except Exception as error:
            raise YieldingFailedError(rule, error) if rule.plugin else error from error


def _heirs_of(
    rule: Rule,
    findings: Sequence[Finding],
    matrix: Matrix,
    by_code: Mapping[str, Sequence[int]],
) -> Iterator[tuple[int, int]]:
    others = [(other, _reports(other, by_code, findings, matrix)) for other in rule.yields_to]
    for number in by_code.get(rule.code, ()):
        about = ((reports, other.by.weaker(findings[number], matrix)) for other, reports in others)
        heir = next((reports[ref] for reports, ref in about if ref in reports), None)
        if heir is not None:
            yield number, heir


def _reports(
    other: Yield, by_code: Mapping[str, Sequence[int]], findings: Sequence[Finding], matrix: Matrix
) -> Mapping[Ref | None, int]:
    """Return the first finding of a rule that reports each Ref."""
    reports: dict[Ref | None, int] = {}
    for number in by_code.get(other.code, ()):
        for ref in other.by.stronger(findings[number], matrix):
            reports.setdefault(ref, number)
    return reports


def _last(heirs: Mapping[int, int], number: int) -> int:
    while number in heirs:
        number = heirs[number]
    return number


def _violation(finding: Finding) -> tuple[Any, ...]:
    """Return what a violation and the finding that a change brings it have in common."""
    name = finding.values["rule"] if finding.code == VIOLATED else finding.name
    return name, finding.subject, finding.involves
