"""Makes a rule and its page of a policy, or says what is wrong with its expressions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.matrix.matrix import Matrix
from raci.model.entities import Policy
from raci.policies.code import code_of
from raci.policies.expression import (
    Environment,
    EvaluationError,
    Expression,
    InvalidExpressionError,
    Mistake,
)
from raci.policies.message import Hole, UnclosedHoleError, holes, template
from raci.policies.sight import OF, Sight
from raci.policies.vocabulary import vocabulary
from raci.rules.page import Case, Page
from raci.rules.rule import Hits, NotJudgedError, Rule, RuleFailedError


class Wrong(NamedTuple):
    """What is wrong with a policy: the keys that lead to a text, and the mistake in it."""

    route: tuple[str, ...]
    mistake: Mistake


class InvalidPolicyError(Exception):
    """A policy whose expressions are wrong."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        super().__init__(wrongs)
        self.wrongs = wrongs


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy as a rule: ``lets`` in their order, and the values of its messages by their keys."""

    policy: Policy
    when: Expression | None
    lets: Mapping[str, Expression]
    condition: Expression
    values: Mapping[str, Expression]
    page: Page

    @property
    def rule(self) -> Rule:
        """The rule that the runner runs."""
        code = code_of(self.policy)
        return Rule(code, self.policy.id, OF[self.policy.subject], _Judge(self))

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """All its expressions."""
        when = (self.when,) if self.when else ()
        return (*when, *self.lets.values(), self.condition, *self.values.values())


class _Judge:
    def __init__(self, compiled: CompiledPolicy) -> None:
        self.compiled = compiled
        self.sight: Sight | None = None

    def __call__(self, subject: Any, matrix: Matrix) -> Hits:
        compiled = self.compiled
        policy = compiled.policy
        sight = self._sight(matrix)
        data = {policy.subject: sight.data(policy.subject, subject), "as_of": matrix.day}
        try:
            if compiled.when and not self._holds(compiled.when, data, sight):
                raise NotJudgedError
            if self._holds(compiled.condition, data, sight) == policy.forbids:
                yield self._hit(subject.ref, data, sight)
        except EvaluationError as error:
            raise RuleFailedError("policy", error=str(error), expression=error.expression) from None

    def _sight(self, matrix: Matrix) -> Sight:
        """Return the sight of a matrix; a run judges many subjects of one."""
        if self.sight is None or self.sight.matrix is not matrix:
            fields: dict[str, set[str]] = {}
            for expression in self.compiled.expressions:
                for subject, field in expression.fields:
                    fields.setdefault(subject, set()).add(field)
            self.sight = Sight(matrix, {kind: sorted(each) for kind, each in fields.items()})
        return self.sight

    def _holds(self, expression: Expression, data: dict[str, Any], sight: Sight) -> bool:
        return bool(self._value(expression, data, sight))

    def _value(self, expression: Expression, data: dict[str, Any], sight: Sight) -> Any:
        """Return the value of an expression; the names that it uses are given a value first."""
        for name in expression.names & self.compiled.lets.keys() - data.keys():
            data[name] = self._value(self.compiled.lets[name], data, sight)
        return expression.value(data, sight)

    def _hit(self, subject: Ref, data: dict[str, Any], sight: Sight) -> Hit:
        values = {
            key: _shown(self._value(expression, data, sight), expression.of)
            for key, expression in self.compiled.values.items()
        }
        at = self.compiled.policy.at
        return Hit(at=Ref(f"{subject}#{at}") if at else None, **values)


def _shown(value: Any, of: str) -> Any:
    """Return a value as messages print it: ids as Refs of their kind, so that names are told."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return tuple(_shown(item, of) for item in value)
    return Ref(f"{of}:{value}") if of and value else value if isinstance(value, int) else str(value)


def compiled(policy: Policy) -> CompiledPolicy:
    """Return a policy as a rule with its page; equal ones are compiled once.

    Raises:
        InvalidPolicyError: some of its expressions are wrong.
    """
    return _compiled(_Key(policy))


@lru_cache(maxsize=512)
def _compiled(key: "_Key") -> CompiledPolicy:
    return _Compiler(key.policy).compiled()


class _Key:
    """A policy that is equal to others with the same data."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._data = repr(policy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other._data == self._data

    def __hash__(self) -> int:
        return hash(self._data)


class _Compiler:
    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.wrongs: list[Wrong] = []
        types = {policy.subject: policy.subject, "as_of": "string"}
        self.environment = Environment(vocabulary(), types)

    def compiled(self) -> CompiledPolicy:
        policy = self.policy
        lets: dict[str, Expression] = {}
        for name, text in policy.let.items():
            expression = self._compile(("let", name), text)
            self.environment.define(name, expression)
            if expression:
                lets[name] = expression
        when = self._compile(("when",), policy.when, condition=True) if policy.when else None
        key = "forbid" if policy.forbids else "require"
        condition = self._compile((key,), policy.condition, condition=True)
        keys, values = self._holes()
        if self.wrongs or condition is None:
            raise InvalidPolicyError(self.wrongs)
        case = Case(template(policy.message, keys), template(policy.hint, keys), {})
        return CompiledPolicy(policy, when, lets, condition, values, self._page(case))

    def _compile(
        self, route: tuple[str, ...], text: str, offset: int = 0, *, condition: bool = False
    ) -> Expression | None:
        try:
            return self.environment.compile(text, condition=condition)
        except InvalidExpressionError as error:
            for each in error.mistakes:
                self.wrongs.append(Wrong(route, each._replace(offset=each.offset + offset)))
        return None

    def _holes(self) -> tuple[Mapping[str, str], Mapping[str, Expression]]:
        """Return the keys of the expressions in the messages, and the expressions by key."""
        keys: dict[str, str] = {}
        values: dict[str, Expression] = {}
        for route, hole in self._all_holes():
            if hole.text not in keys:
                expression = self._compile(route, hole.text, hole.offset)
                keys[hole.text] = f"value_{len(keys) + 1}"
                if expression:
                    values[keys[hole.text]] = expression
        return keys, values

    def _all_holes(self) -> Iterator[tuple[tuple[str, ...], Hole]]:
        texts: tuple[tuple[str, Text], ...] = (
            ("message", self.policy.message),
            ("hint", self.policy.hint),
        )
        for key, text in texts:
            for tag, words in text.items():
                route = (key, tag) if tag else (key,)
                try:
                    yield from [(route, hole) for hole in holes(words)]
                except UnclosedHoleError as error:
                    self.wrongs.append(Wrong(route, Mistake(error.offset, "message-brace", {})))

    def _page(self, case: Case) -> Page:
        policy = self.policy
        title = policy.name or {"": policy.id}
        body = policy.note or {"": ""}
        return Page(
            code_of(policy), policy.id, policy.severity, False, title, {"default": case}, {}, body
        )
