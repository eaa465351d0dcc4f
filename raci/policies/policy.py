"""Makes a rule and its page of a policy, or says what is wrong with its expressions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Policy
from raci.policies.code import code_of
from raci.policies.expression import (
    Environment,
    EvaluationError,
    Expression,
)
from raci.policies.sight import OF, ORGANISATION, Sight
from raci.rules.page import Page
from raci.rules.rule import Hits, NotJudgedError, Rule, RuleFailedError


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy as a rule: ``lets`` in their order, and the values of its messages by their keys."""

    policy: Policy
    when: Expression | None
    lets: Mapping[str, Expression]
    condition: Expression
    values: Mapping[str, Expression]
    page: Page
    environment: Environment

    @property
    def rule(self) -> Rule:
        """The rule that the runner runs."""
        code = code_of(self.policy)
        return Rule(code, code, OF[self.policy.subject], _Judge(self))

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """All its expressions."""
        when = (self.when,) if self.when else ()
        return (*when, *self.lets.values(), self.condition, *self.values.values())


class _Judge:
    """Judges the subjects of a policy; a run judges many of one matrix."""

    def __init__(self, compiled: CompiledPolicy) -> None:
        self.compiled = compiled
        self.sight: Sight | None = None

    def __call__(self, subject: Any, matrix: Matrix) -> Hits:
        compiled, policy = self.compiled, self.compiled.policy
        if self.sight is None or self.sight.matrix is not matrix:
            self.sight = sight_of(matrix, compiled.expressions)
        scope = Scope(compiled, subject, self.sight)
        try:
            if compiled.when and not scope.value(compiled.when):
                raise NotJudgedError
            if scope.value(compiled.condition) == policy.forbids:
                yield scope.hit(subject.ref)
        except EvaluationError as error:
            raise RuleFailedError("policy", error=str(error), expression=error.expression) from None


class Scope:
    """What the expressions of a policy know about one subject."""

    def __init__(self, compiled: CompiledPolicy, subject: Any, sight: Sight) -> None:
        kind = compiled.policy.subject
        self.compiled = compiled
        self.sight = sight
        self.data = {kind: sight.data(kind, subject), "as_of": sight.matrix.day}

    def value(self, expression: Expression) -> Any:
        """Return the value of an expression; the names that it uses are given a value first."""
        if ORGANISATION in expression.names and ORGANISATION not in self.data:
            self.data[ORGANISATION] = self.sight.organisation
        for name, meant in self.compiled.lets.items():
            if name in expression.names and name not in self.data:
                self.data[name] = self.value(meant)
        return expression.value(self.data, self.sight)

    def hit(self, subject: Ref) -> Hit:
        """Return the violation of the policy by the subject."""
        values = {
            key: shown(self.value(expression), expression.of)
            for key, expression in self.compiled.values.items()
        }
        at = self.compiled.policy.at
        return Hit(at=Ref(f"{subject}#{at}") if at else None, **values)


def sight_of(matrix: Matrix, expressions: Iterable[Expression]) -> Sight:
    """Return what expressions see of an organisation, with the fields that they name."""
    fields: dict[str, set[str]] = {}
    for expression in expressions:
        for subject, field in expression.fields:
            fields.setdefault(subject, set()).add(field)
    return Sight(matrix, {kind: sorted(each) for kind, each in fields.items()})


def shown(value: Any, of: str) -> Any:
    """Return a value as messages print it: ids as Refs of their kind, so that names are told."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return tuple(shown(item, of) for item in value)
    return Ref(f"{of}:{value}") if of and value else value if isinstance(value, int) else str(value)
