"""Makes a rule and its page of a policy, or says what is wrong with its expressions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.matrix.matrix import Matrix
from raci.model.entities import Policy
from raci.policies.code import InvalidPolicyError, Mistake, Wrong, code_of
from raci.policies.expression import (
    Environment,
    EvaluationError,
    Expression,
    InvalidExpressionError,
)
from raci.policies.message import Hole, UnclosedHoleError, holes, template
from raci.policies.page import body
from raci.policies.sight import OF, ORGANISATION, Sight
from raci.policies.vocabulary import with_attributes
from raci.rules.page import Case, Page
from raci.rules.rule import Hits, NotJudgedError, Rule, RuleFailedError
from raci.schema.attributes import Declared


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


class Weighed(NamedTuple):
    """A part of an expression: the key of the policy where it stands, its text, and its value."""

    key: str
    text: str
    value: Any


class _Judge:
    """Judges the subjects of a policy; a run judges many of one matrix."""

    def __init__(self, compiled: CompiledPolicy) -> None:
        self.compiled = compiled
        self.sight: Sight | None = None

    def __call__(self, subject: Any, matrix: Matrix) -> Hits:
        compiled, policy = self.compiled, self.compiled.policy
        if self.sight is None or self.sight.matrix is not matrix:
            self.sight = _sight(matrix, compiled.expressions)
        scope = _Scope(compiled, subject, self.sight)
        try:
            if compiled.when and not scope.value(compiled.when):
                raise NotJudgedError
            if scope.value(compiled.condition) == policy.forbids:
                yield scope.hit(subject.ref)
        except EvaluationError as error:
            raise RuleFailedError("policy", error=str(error), expression=error.expression) from None


class _Scope:
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
            key: _shown(self.value(expression), expression.of)
            for key, expression in self.compiled.values.items()
        }
        at = self.compiled.policy.at
        return Hit(at=Ref(f"{subject}#{at}") if at else None, **values)


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
    scope = _Scope(rule, subject, _sight(matrix, [*rule.expressions, *(part for _, part in asked)]))
    return [Weighed(key, part.text, _tried(part, scope)) for key, part in asked]


def _tried(expression: Expression, scope: _Scope) -> Any:
    try:
        return _shown(scope.value(expression), expression.of)
    except EvaluationError as error:
        return f"({error})"


def _sight(matrix: Matrix, expressions: Iterable[Expression]) -> Sight:
    fields: dict[str, set[str]] = {}
    for expression in expressions:
        for subject, field in expression.fields:
            fields.setdefault(subject, set()).add(field)
    return Sight(matrix, {kind: sorted(each) for kind, each in fields.items()})


def _key(expression: str, number: int) -> str:
    """Return the key of a value: its expression, unless that would be read as something else."""
    text = expression.strip()
    return f"value {number}" if set(text) & set(":{}") or text.isidentifier() else text


def _shown(value: Any, of: str) -> Any:
    """Return a value as messages print it: ids as Refs of their kind, so that names are told."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return tuple(_shown(item, of) for item in value)
    return Ref(f"{of}:{value}") if of and value else value if isinstance(value, int) else str(value)


def compiled(policy: Policy, declared: Declared) -> CompiledPolicy:
    """Return a policy as a rule with its page; equal ones are compiled once.

    Args:
        policy: the policy.
        declared: the attributes that its organisation declares.

    Raises:
        InvalidPolicyError: some of its expressions are wrong.
    """
    return _compiled(_Key(policy, declared))


@lru_cache(maxsize=512)
def _compiled(key: "_Key") -> CompiledPolicy:
    return _Compiler(key.policy, key.declared).compiled()


class _Key:
    """A policy among declared attributes, equal to others with the same data."""

    def __init__(self, policy: Policy, declared: Declared) -> None:
        self.policy = policy
        self.declared = declared
        self._data = repr((policy, declared))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other._data == self._data

    def __hash__(self) -> int:
        return hash(self._data)


class _Compiler:
    def __init__(self, policy: Policy, declared: Declared) -> None:
        self.policy = policy
        self.wrongs: list[Wrong] = []
        types = {policy.subject: policy.subject, ORGANISATION: ORGANISATION, "as_of": "string"}
        self.known = frozenset(types)
        self.environment = Environment(with_attributes(declared), types)

    def compiled(self) -> CompiledPolicy:
        policy = self.policy
        lets: dict[str, Expression] = {}
        for name, text in policy.let.items():
            if name in self.known:
                self.wrongs.append(
                    Wrong(("let", name), Mistake(0, "expression-let", {"found": name}))
                )
                continue
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
        page = self._page(case)
        return CompiledPolicy(policy, when, lets, condition, values, page, self.environment)

    def _compile(
        self,
        route: tuple[str, ...],
        text: str,
        offset: int = 0,
        *,
        condition: bool = False,
        told: bool = False,
    ) -> Expression | None:
        try:
            return self.environment.compile(text, condition=condition, told=told)
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
                expression = self._compile(route, hole.text, hole.offset, told=True)
                keys[hole.text] = _key(hole.text, len(keys) + 1)
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
        cases = {"default": case}
        code = code_of(policy)
        return Page(code, code, policy.severity, False, title, cases, {}, body(policy))
