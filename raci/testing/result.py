"""What tests expect, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from raci.findings.codes import CRASHED
from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.ref import Ref


@dataclass(frozen=True, slots=True)
class Expectation:
    """A finding that is expected: its rule, its subject, its messages by language.

    ``at`` is None where any subject will do. ``number`` is its place in the case's list.
    """

    code: str
    at: Ref | None = None
    messages: Mapping[str, str] = field(default_factory=dict)
    number: int = 0

    def is_met_by(self, finding: Finding) -> bool:
        """Return whether a finding is the expected one."""
        return self.is_about(finding) and all(
            finding.say(lang) == words for lang, words in self.messages.items()
        )

    def is_about(self, finding: Finding) -> bool:
        """Return whether a finding has the rule and the subject, whatever it says."""
        return finding.code == self.code and self.at in (None, finding.subject)


Remark = Literal["", "no-subject", "when-excludes-all"]
"""Why an example shows nothing: there is no subject of the policy, or ``when`` excludes all."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one test: the findings that are missing, and those that nobody expected.

    ``subject`` is the kind of thing that an example's policy judges. ``lang`` is the language in
    which findings are compared.
    """

    kind: Literal["example", "case"]
    name: str
    place: Place
    day: str
    expected: int
    missing: tuple[Expectation, ...] = ()
    unexpected: tuple[Finding, ...] = ()
    remark: Remark = ""
    subject: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether all is found that is expected, and nothing else."""
        return not (self.missing or self.unexpected or self.remark)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition or a part of one, under its key in the policy, and what it never is."""

    key: str
    expression: str
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the examples of a policy, given by its id, leave untried."""

    policy: str
    place: Place
    lacks_failing_example: bool
    conditions: tuple[Condition, ...]

    @property
    def complete(self) -> bool:
        """Whether there is a failing example, and each condition is tried both ways."""
        return not (self.lacks_failing_example or self.conditions)


@dataclass(frozen=True, slots=True)
class TestReport:
    """The results of all tests, and the coverage of policies where it was asked for.

    ``inputs`` is the digest of all that was read.
    """

    day: str
    results: tuple[Result, ...]
    coverage: tuple[Coverage, ...] | None = None
    inputs: str = ""

    @property
    def failed(self) -> list[Result]:
        """The results that do not hold."""
        return [result for result in self.results if not result.holds]

    def exit_status(self) -> int:
        """Return 0 (all hold), 1 (some do not) or 3 (a rule failed where no test expects it)."""
        crashed = (each.code == CRASHED for result in self.results for each in result.unexpected)
        return 3 if any(crashed) else int(bool(self.failed))


def compare(
    expected: list[Expectation], found: list[Finding]
) -> tuple[tuple[Expectation, ...], tuple[Finding, ...]]:
    """Return the expectations that no finding meets, and the findings that none expects.

    Each finding meets one expectation; those that say a message choose first.
    """
    left = list(found)
    missing: list[Expectation] = []
    for each in sorted(expected, key=lambda each: not each.messages):
        met = next((finding for finding in left if each.is_met_by(finding)), None)
        if met is None:
            missing.append(each)
        else:
            left.remove(met)
    return tuple(sorted(missing, key=lambda each: each.number)), tuple(left)
