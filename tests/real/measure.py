"""Holds what raci finds against what is known: recall, precision, and what explains the rest."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from raci.check.settings import Selection
from raci.findings.codes import UNUSABLE
from raci.findings.finding import Finding
from raci.findings.report import Report
from raci.project import Project

from .definition import Definition


@dataclass(frozen=True)
class Known:
    """What one rule must find: the keys of the subjects, as often as the source has them.

    ``options`` where the list of defects counts with other limits than the rule's own.
    """

    rule: str
    keys: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Explained:
    """Why lists differ: keys that are known and rightly not found, and found and rightly so."""

    reason: str
    not_found: frozenset[str] = frozenset()
    also_found: frozenset[str] = frozenset()


@dataclass
class Case:
    """An organisation of a data set, what is known of it, and by code what explains the rest.

    An ``example`` shows a mistake on purpose: it must be found, and its owner knows it.
    """

    definition: Definition
    known: tuple[Known, ...] = ()
    explained: Mapping[str, tuple[Explained, ...]] = field(default_factory=dict)
    example: bool = False

    def told(self, rules: Iterable[str] = (), options: Mapping[str, Any] | None = None) -> Report:
        """Check it as of the snapshots' date, by some rules or all."""
        files = {"org.json": self.definition.text()}
        if options:
            (rule,) = rules
            lines = (f"{name} = {json.dumps(value)}" for name, value in options.items())
            files["raci.toml"] = "\n".join([f"[options.{rule}]", *lines])
        selection = Selection(select=tuple(rules))
        report = Project.of(files).check(as_of="2026-08-31", selection=selection)
        if any(finding.code in UNUSABLE for finding in report):
            raise ValueError(f"{self.definition.name}: nothing could be checked")
        return report

    @cached_property
    def everything(self) -> Report:
        """What all rules say at their default settings."""
        return self.told()

    def found(self, known: Known) -> list[Finding]:
        """Give the findings of a rule."""
        report = self.told([known.rule], known.options) if known.options else self.everything
        return [finding for finding in report if finding.code == known.rule]

    def label(self, finding: Finding) -> str:
        """Give the key that the source has for a finding's subject."""
        return self.definition.labels.get(finding.subject, finding.subject)


@dataclass(frozen=True)
class Measured:
    """How one rule did: how many are known, found, both, and explained on either side."""

    rule: str
    known: Counter[str]
    found: Counter[str]
    not_found: Counter[str]
    also_found: Counter[str]

    @property
    def both(self) -> int:
        """How many are known and found."""
        return (self.known & self.found).total()

    @property
    def missed(self) -> Counter[str]:
        """What should have been found."""
        return self.known - self.found - self.not_found

    @property
    def surplus(self) -> Counter[str]:
        """What was found and nobody knows of."""
        return self.found - self.known - self.also_found

    @property
    def recall(self) -> float | None:
        """The share of what the catalogue defines that was found; None where there is none."""
        wanted = (self.known - self.not_found).total()
        return 1 - self.missed.total() / wanted if wanted else None

    @property
    def precision(self) -> float | None:
        """The share of what was found that is known, or explained as true."""
        return 1 - self.surplus.total() / self.found.total() if self.found else None


def measure(cases: Iterable[Case]) -> Iterator[Measured]:
    """Compare each rule with what is known, over the organisations of a data set."""
    by_rule: dict[str, list[tuple[Case, Known]]] = {}
    for case in cases:
        for known in case.known:
            by_rule.setdefault(known.rule, []).append((case, known))
    for rule in sorted(by_rule):
        parts = [_measured(case, known) for case, known in by_rule[rule]]
        yield Measured(rule, *(sum(column, Counter()) for column in zip(*parts, strict=True)))


def _measured(case: Case, known: Known) -> tuple[Counter[str], ...]:
    """Give what is known, found, and explained: of each side what the other does not have."""

    def named(keys: Iterable[str]) -> Counter[str]:
        return Counter(f"{case.definition.name}: {key}" for key in keys)

    explained = case.explained.get(known.rule, ())
    wanted, found = named(known.keys), named(case.label(f) for f in case.found(known))
    right = {side: set(named(k for e in explained for k in getattr(e, side))) for side in SIDES}
    return (
        wanted,
        found,
        Counter({k: n for k, n in (wanted - found).items() if k in right["not_found"]}),
        Counter({k: n for k, n in (found - wanted).items() if k in right["also_found"]}),
    )


SIDES = ("not_found", "also_found")
