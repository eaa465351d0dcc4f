"""The rules of one organisation: raci's own, and its policies."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from raci.findings.finding import Severity
from raci.model.entities import Org, Policy
from raci.policies.code import InvalidPolicyError, code_of
from raci.rules import catalogue
from raci.rules.page import Page
from raci.rules.rule import Option, Rule
from raci.schema.attributes import Declared


@dataclass(frozen=True)
class Rulebook:
    """The rules of raci and the policies of an organisation, by code; a policy is its own name.

    ``declared`` are the attributes that the organisation declares.
    """

    policies: Mapping[str, Policy] = field(default_factory=dict)
    declared: Declared = field(default_factory=dict)

    @classmethod
    def of(cls, org: Org) -> "Rulebook":
        """Return the rulebook of an organisation."""
        policies = org.policies.values()
        return cls({code_of(policy): policy for policy in policies}, org.attributes)

    def names(self, *, judging: bool = False) -> Mapping[str, str]:
        """Return the names of all rules by code; only of those with a function if ``judging``."""
        own = catalogue.judging() if judging else catalogue.names()
        return {**own, **{code: code for code in self.policies}} if self.policies else own

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """The code of each rule by code, by name, and by the former ones that mean it."""
        return {**catalogue.codes(), **{code: code for code in self.policies}}

    def rules(self, chosen: Collection[str]) -> tuple[Rule, ...]:
        """Return the rules that have a function; of the policies only those that are chosen."""
        own = catalogue.rules()
        asked = [policy for code, policy in self.policies.items() if code in chosen]
        if not asked:
            return own
        from raci.policies.compiler import compiled  # late: it needs an extra

        return (*own, *(compiled(policy, self.declared).rule for policy in asked))

    def severity(self, code: str) -> Severity:
        """Return the severity of a rule where no setting says otherwise."""
        policy = self.policies.get(code)
        return policy.severity if policy else catalogue.page(code).severity

    def page(self, code: str) -> Page:
        """Return the page of a rule."""
        policy = self.policies.get(code)
        if policy is None:
            return catalogue.page(code)
        from raci.policies.compiler import compiled

        return compiled(policy, self.declared).page

    def policy_pages(self) -> Iterator[Page]:
        """Yield the pages of the policies that are right; none where nothing can evaluate them."""
        for code in self.policies:
            try:
                yield self.page(code)
            except (ImportError, InvalidPolicyError):
                continue

    def options(self, code: str) -> tuple[Option, ...]:
        """Return the options of a rule; a policy has none."""
        return () if code in self.policies else catalogue.options(code)
