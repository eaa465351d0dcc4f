"""All fact tables of one check, in the order in which they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from raci.change.history.records import History
from raci.check.settings import Settings
from raci.findings.inputs import Checkout, Input
from raci.findings.report import Checked, Report, RuleInfo
from raci.findings.standing import Standing
from raci.matrix.matrix import Matrix
from raci.render.facts import history
from raci.render.facts.entities import departments, platforms, roles
from raci.render.facts.findings import findings, waivers
from raci.render.facts.origin import inputs, made_from, settings
from raci.render.facts.rules import rules
from raci.render.facts.separations import separations
from raci.render.facts.table import FactTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the tables of one organisation are made of.

    ``matrix`` is that of the day; ``rules`` has what is known of each rule by code; ``standing``,
    where git was asked, how well each approval of a waiver is known, and ``checkout`` the commit;
    ``read`` are the files of the organisation; ``history`` is what a period brought, where it was
    asked for.
    """

    matrix: Matrix
    report: Report
    checked: Checked
    settings: Settings
    rules: Mapping[str, RuleInfo]
    read: Sequence[Input]
    standing: Mapping[str, Mapping[str, Standing]] = field(default_factory=dict)
    checkout: Checkout | None = None
    history: History | None = None

    def tables(self) -> tuple[FactTable, ...]:
        """Return the tables; one without rows says that there is nothing of its kind."""
        matrix, report = self.matrix, self.report
        least = self.settings.approvals[0]
        return (
            findings(report),
            waivers(matrix, report, self.rules, self.standing, least),
            separations(matrix, report),
            platforms(matrix, report),
            roles(matrix, report),
            departments(matrix, report),
            rules(self.checked, report, self.settings, self.rules),
            *(history.tables(self.history) if self.history else ()),
            settings(self.settings),
            inputs(self.read),
            made_from(matrix.org.id, report, self.checkout),
        )
