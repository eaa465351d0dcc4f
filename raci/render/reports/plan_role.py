"""What changes for one role: what it gains, loses and keeps, with whom it hands over, when."""

from collections.abc import Iterable, Iterator

from raci.change.plan.effect import Effect
from raci.change.plan.plan import Fate, Plan
from raci.findings.ref import Ref
from raci.matrix.grouped import grouped
from raci.render.formats.document import Cell, ReportDocument
from raci.render.reports.plan import PlanBuilder
from raci.render.reports.plan_words import per_head


def sheet(plan: Plan, role: Ref, lang: str = "en") -> ReportDocument:
    """Return the sheet of a role, named by its id before or after."""
    effect = next(e for e in plan.effects if role in (e.role, e.before))
    return RoleSheets(plan, lang).sheet(effect)


class RoleSheets(PlanBuilder):
    """Builds the sheets of the roles of a plan in one language."""

    def __init__(self, plan: Plan, lang: str) -> None:
        super().__init__(plan, lang)
        self.days = {change.number: change.day for change in plan.deeds}
        self.fates = {fate.held: fate for fate in plan.fates}
        self.givers = grouped((heir, fate) for fate in plan.fates for heir in fate.heirs)

    def sheet(self, effect: Effect) -> ReportDocument:
        """Return the sheet of the role that has an effect."""
        words, plan = self.words, self.plan
        tables = (
            self.table("changed", ("what", "before", "after"), self._changes(effect)),
            self.table("gains", ("what", "from-whom", "on-day"), map(self._gain, effect.gains)),
            self.table("loses", ("what", "to-whom", "on-day"), map(self._loss, effect.loses)),
            self.table("keeps", ("what",), ((self.held(ref),) for ref in effect.keeps)),
            self.table("must-approve", ("about", "approved"), self._approvals(effect)),
        )
        facts = (
            ("verdict", words["verdict-so-far"].format(verdict=words[plan.verdict])),
            ("steps", self.steps(plan.steps)),
            ("other-keys", words["comma"].join(f"`{key}`" for key in effect.keys)),
        )
        title = words["sheet"].format(role=self.role(effect))
        return self.document(title, tables, [words["nothing-for-you"]] * effect.is_quiet, facts)

    def _changes(self, effect: Effect) -> Iterator[tuple[Cell, ...]]:
        for tie in effect.ties:
            sides = (tuple(map(self.title, refs)) for refs in (tie.before, tie.after))
            yield self.words[tie.key], *(side or self.words["none"] for side in sides)
        before, after = effect.load
        if (before and before.heads) != (after and after.heads):
            heads = (str(load.heads) if load else "" for load in (before, after))
            yield self.words["headcount"], *heads
        rows = (per_head(before), per_head(after))
        if rows[0] != rows[1]:
            yield self.words["rows-per-head"], *rows

    def _gain(self, ref: Ref) -> tuple[str, ...]:
        givers = self.givers.get(ref, ())
        arrived = [fate for fate in self.plan.arrived if fate.held == ref]
        whom = self._holders(fate.held for fate in givers)
        return self.held(ref), whom, self._day([*givers, *arrived])

    def _loss(self, ref: Ref) -> tuple[str, ...]:
        fate = self.fates.get(ref)
        heirs = fate.heirs if fate else ()
        whom = self._holders(heirs) or self.words["nobody"]
        return self.held(ref), whom, self._day([fate] if fate else [])

    def _approvals(self, effect: Effect) -> Iterator[tuple[Cell, ...]]:
        for approval in self.plan.approvals:
            if approval.about and approval.role in (effect.role, effect.before):
                yield self._approval(approval)[1:]

    def _holders(self, refs: Iterable[Ref]) -> str:
        return self.words["comma"].join(dict.fromkeys(map(self.holder, refs)))

    def _day(self, fates: Iterable[Fate]) -> str:
        days = {self.days[fate.change] for fate in fates if fate.change}
        return self.words["comma"].join(sorted(days))
