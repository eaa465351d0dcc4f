"""What a policy asks of one subject, part by part, with the value of each."""

from typing import Any, NamedTuple

from raci.matrix.matrix import Matrix
from raci.model.entities import Policy
from raci.policies.compiler import compiled
from raci.policies.expression import (
    EvaluationError,
    Expression,
)
from raci.policies.policy import Scope, shown, sight_of


class Weighed(NamedTuple):
    """A part of an expression: the key of the policy where it stands, its text, and its value."""

    key: str
    text: str
    value: Any


def weigh(policy: Policy, subject: Any, matrix: Matrix) -> list[Weighed]:
    """Return the parts of what a policy asks of a subject, each with its value.

    Args:
        policy: one that is right.
        subject: what it judges, as the runner has it.
        matrix: the organisation.
    """
    rule = compiled(policy, matrix.org.attributes)
    wholes = {"when": rule.when, **{f"let/{name}": each for name, each in rule.lets.items()}}
    wholes["forbid" if policy.forbids else "require"] = rule.condition
    asked = [
        (key, part)
        for key, whole in wholes.items()
        if whole is not None
        for part in rule.environment.parts(whole)
    ]
    scope = Scope(
        rule, subject, sight_of(matrix, [*rule.expressions, *(part for _, part in asked)])
    )
    return [Weighed(key, part.text, _tried(part, scope)) for key, part in asked]


def _tried(expression: Expression, scope: Scope) -> Any:
    try:
        return shown(scope.value(expression), expression.of)
    except EvaluationError as error:
        return f"({error})"
