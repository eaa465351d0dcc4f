"""Planters: how to plant a rule's defect into any organisation, written from the rule's words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from raci.check.run import Run
from raci.check.settings import Selection
from raci.findings.finding import Severity
from raci.project import Project, check
from raci.rules import catalogue
from raci.source.discover import find_in
from raci.source.files import Files

from .field import Field

Verdict = tuple[str, str]
"""The code and the subject of a finding."""

DAY = "2026-11-23"

Steps = Callable[[Field], Iterator[str]]
"""Prepares a field until the subject is as it should be, and yields the subject; plants the
defect, and yields it again; removes the defect, in whatever way one would, and ends."""


@dataclass(frozen=True, eq=False)
class Planter:
    """How to plant the defect of a rule.

    ``brings`` are the codes of errors that the defect brings with it elsewhere, each with a reason.
    ``alone``: what it changes is more than its own, so that other defects are not told beside it.
    """

    code: str
    steps: Steps
    brings: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False

    def __str__(self) -> str:
        return f"{self.code}-{self.steps.__name__}"

    def unexpected(self, verdicts: Iterable[Verdict]) -> set[Verdict]:
        """Give what the defect does not bring with it."""
        return {verdict for verdict in verdicts if verdict[0] not in self.brings}


EVERY_RULE = Selection(extend_select=tuple(catalogue.off()))
"""Those too that are off unless chosen."""

PLANTERS: list[Planter] = []


def plants(
    code: str, brings: Mapping[str, str] | None = None, *, alone: bool = False
) -> Callable[[Steps], Steps]:
    """Make a planter of a function."""

    def made(steps: Steps) -> Steps:
        PLANTERS.append(Planter(code, steps, brings or {}, alone))
        return steps

    return made


def planters() -> list[Planter]:
    """Give all planters, found by their files."""
    for file in sorted((Path(__file__).parent / "defects").glob("[!_]*.py")):
        import_module(f"{__package__}.defects.{file.stem}")
    return PLANTERS


@dataclass(frozen=True)
class Told:
    """What raci tells of a field: code and subject of all findings, and of the errors."""

    findings: frozenset[Verdict]
    errors: frozenset[Verdict]

    @classmethod
    def of(cls, field: Field) -> "Told":
        """Check a field, and see that what is written there is a definition."""
        found = find_in(Files(field.files()))
        report = check([Project(each) for each in found], Run(DAY, EVERY_RULE))
        assert not [f for f in report if f.code == "DEF002" and f.subject == "file:org.json"]
        all_ = frozenset((f.code, str(f.subject)) for f in report)
        errors = {(f.code, str(f.subject)) for f in report if f.severity is Severity.ERROR}
        return cls(all_, frozenset(errors))

    def by(self, code: str) -> set[Verdict]:
        """Give what one rule tells."""
        return {verdict for verdict in self.findings if verdict[0] == code}


HEAD = {
    "GAP111": "a head further up may answer for other rows now",
    "GAP113": "a head further up may answer for other rows now",
    "ORG401": "the line leads past the department, perhaps in a circle",
    "GAP101": "other rows were answered for by the head",
    "SOD307": "a duty was reserved for the department, and the head is of it",
}
