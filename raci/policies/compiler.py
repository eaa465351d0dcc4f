"""Compiles the expressions and messages of a policy, or says what is wrong with them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from raci.findings.ref import SECTIONS
from raci.findings.spelling import Nearest
from raci.findings.text import Text
from raci.model.entities import Policy
from raci.policies.code import InvalidPolicyError, Mistake, Wrong, code_of
from raci.policies.expression import (
    Environment,
    Expression,
    InvalidExpressionError,
)
from raci.policies.message import Hole, UnclosedHoleError, holes, template
from raci.policies.page import body
from raci.policies.policy import CompiledPolicy
from raci.policies.sight import ORGANISATION
from raci.policies.vocabulary import with_attributes
from raci.rules.page import Case, Page
from raci.schema.attributes import Declared
from raci.schema.validate import keys_in


def _key(expression: str, number: int) -> str:
    """Return the key of a value: its expression, unless that would be read as something else."""
    text = expression.strip()
    return f"value {number}" if set(text) & set(":{}") or text.isidentifier() else text


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
        self._check_place()
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

    def _check_place(self) -> None:
        """See whether the subject may have the key at which findings stand."""
        subject, key = self.policy.subject, self.policy.at.partition("/")[0]
        section = SECTIONS.get(subject, subject)
        if not key or subject in ("mandate", "appointment") or key in keys_in(section):
            return
        near = Nearest(keys_in(section)).to(key)
        values = {"subject": subject, "found": key, "near": near, "example": min(keys_in(section))}
        case = "policy-at-near" if near else "policy-at"
        self.wrongs.append(Wrong(("at",), Mistake(0, case, values)))

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
