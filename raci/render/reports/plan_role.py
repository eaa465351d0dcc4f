"""What changes for one role: what it gains, loses and keeps, with whom it hands over, when."""

from collections.abc import Iterable

from raci.change.plan.plan import Effect, Fate, Plan
from raci.findings.ref import Ref
from raci.render.formats.document import ReportDocument
from raci.render.reports.plan import PlanBuilder, per_head


def sheet(plan: Plan, role: Ref, lang: str = "en") -> ReportDocument:
    """Return the sheet of a role, named by its id before or after."""
    effect = next(e for e in plan.effects if role in (e.role, e.before))
    return _Sheet(plan, effect, lang).report()


class _Sheet(PlanBuilder):
    def __init__(self, plan: Plan, effect: Effect, lang: str) -> None:
        super().__init__(plan, lang)
        self.effect = effect
        self.days = {change.number: change.day for change in plan.deeds}
        self.fates = {fate.held: fate for fate in plan.fates}

    def report(self) -> ReportDocument:
        words, effect, plan = self.words, self.effect, self.plan
        tables = (
            self.table("gains", ("what", "from-whom", "on-day"), map(self._gain, effect.gains)),
            self.table("loses", ("what", "to-whom", "on-day"), map(self._loss, effect.loses)),
            self.table("keeps", ("what",), ((self.held(ref),) for ref in effect.keeps)),
        )
        ref = effect.role or effect.before
        is_same = effect.role == effect.before and effect.managers[0] == effect.managers[1]
        quiet = is_same and not (effect.gains or effect.loses)
        managers = [self.title(m) if m else words["nobody"] for m in effect.managers]
        facts = (
            ("verdict", words["verdict-so-far"].format(verdict=words[plan.verdict])),
            ("steps", self.steps(plan.steps)),
            ("reports-to", self._becomes(managers)),
            ("rows-per-head", self._becomes([*filter(None, map(per_head, effect.load))])),
        )
        title = words["sheet"].format(role=self.title(ref) if ref else "")
        return self.document(title, tables, [words["nothing-for-you"]] * quiet, facts)

    def _becomes(self, sides: list[str]) -> str:
        if self.effect.before is None or self.effect.role is None:
            return sides[-1] if self.effect.before is None else sides[0]
        before, after = sides[0], sides[-1]
        both = self.words["becomes"].format(before=before, after=after)
        return before if before == after else both

    def _gain(self, ref: Ref) -> tuple[str, ...]:
        givers = [fate for fate in self.plan.fates if ref in fate.heirs]
        arrived = [fate for fate in self.plan.arrived if fate.held == ref]
        whom = self._holders(fate.held for fate in givers)
        return self.held(ref), whom, self._day([*givers, *arrived])

    def _loss(self, ref: Ref) -> tuple[str, ...]:
        fate = self.fates.get(ref)
        heirs = fate.heirs if fate else ()
        whom = self._holders(heirs) or self.words["nobody"]
        return self.held(ref), whom, self._day([fate] if fate else [])

    def _holders(self, refs: Iterable[Ref]) -> str:
        return self.words["comma"].join(dict.fromkeys(map(self.holder, refs)))

    def _day(self, fates: Iterable[Fate]) -> str:
        days = {self.days[fate.change] for fate in fates if fate.change}
        return self.words["comma"].join(sorted(days))
