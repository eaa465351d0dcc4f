"""Finds what the examples of a policy leave untried."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from raci.findings.place import Place
from raci.matrix.matrix import Matrix
from raci.model.entities import Policy
from raci.testing.example import Example, subjects_of
from raci.testing.result import Condition, Coverage

BOTH = ("true", "false")


def coverage(policy: Policy, place: Place, examples: Sequence[Example], day: str) -> Coverage:
    """Return what the examples of a policy leave untried.

    Args:
        policy: one that is right.
        place: where it stands.
        examples: all of its examples.
        day: the day as of which they are judged.
    """
    fails = any(example.kind == "fail" for example in examples)
    return Coverage(policy.id, place, not fails, tuple(_conditions(policy, examples, day)))


def _conditions(policy: Policy, examples: Sequence[Example], day: str) -> Iterator[Condition]:
    """Yield the conditions that are not tried both ways; nobody tries any without examples.

    Of a part it is not repeated what its whole condition never is: that stands before its parts.
    """
    wholes: dict[str, tuple[str, ...]] = {}
    for (key, text), values in _values(policy, examples, day).items():
        if not values & {*BOTH}:
            continue
        never = tuple(each for each in BOTH if each not in values)
        if key in wholes:
            never = tuple(each for each in never if each not in wholes[key])
        wholes.setdefault(key, never)
        if never:
            yield Condition(key, text, never)


def _values(
    policy: Policy, examples: Sequence[Example], day: str
) -> Mapping[tuple[str, str], set[str]]:
    seen: dict[tuple[str, str], set[str]] = {}
    for example in examples:
        matrix = example.organisation.matrix.on(day)
        for subject in subjects_of(example, day):
            for key, text, value in _weighed(policy, subject, matrix):
                seen.setdefault((key, text), set()).add(value)
    return seen


def _weighed(policy: Policy, subject: Any, matrix: Matrix) -> list[tuple[str, str, str]]:
    """Return the conditions with their values; behind a ``when`` that excludes it, no other."""
    from raci.policies.weigh import weigh  # late: it needs an extra

    parts = weigh(policy, subject, matrix)
    conditions = [part for part in parts if not part.key.startswith("let/")]
    when = [part for part in conditions if part.key == "when"]
    chosen = when if when and when[0].value == "false" else conditions
    return [(part.key, part.text, _plain(part.value)) for part in chosen]


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""
