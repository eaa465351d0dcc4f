"""What changes for one role: what it gains, loses and keeps, with whom it hands over, when."""

from collections.abc import Iterable, Iterator

from raci.change.plan.plan import Effect, Plan
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.render.formats.document import ReportDocument
from raci.render.reports.plan import PlanTables, per_head


def sheet(plan: Plan, role: Ref, lang: str = "en") -> ReportDocument:
    """Give the sheet of a role, named by its id before or after."""
    effect = next(each for each in plan.effects if role in (each.role, each.before))
    return _Sheet(plan, effect, lang).document()


class _Sheet(PlanTables):
    """Tells a plan to the holder of one role."""

    def __init__(self, plan: Plan, effect: Effect, lang: str) -> None:
        super().__init__(plan, lang)
        self.effect = effect
        self.days = {deed.number: deed.day for deed in plan.deeds}
        self.fates = {fate.held: fate for fate in plan.fates}

    def document(self) -> ReportDocument:
        words, effect = self.words, self.effect
        tables = (
            self.table("gains", ("what", "from-whom", "on-day"), map(self._gain, effect.gains)),
            self.table("loses", ("what", "to-whom", "on-day"), map(self._loss, effect.loses)),
            self.table("keeps", ("what",), ((self.held(ref),) for ref in effect.keeps)),
        )
        ref = effect.role or effect.before
        is_same = effect.role == effect.before and effect.managers[0] == effect.managers[1]
        quiet = is_same and not (effect.gains or effect.loses)
        return ReportDocument(
            self.lang,
            words["sheet"].format(role=self.name(ref) if ref else ""),
            tuple(table for table in tables if table.rows),
            (words["nothing-for-you"],) * quiet,
            tuple(self._terms()),
        )

    def _terms(self) -> Iterator[tuple[str, str]]:
        words, plan = self.words, self.plan
        yield words["verdict"], words["verdict-so-far"].format(verdict=words[plan.verdict])
        titles = (f"{s.day} {in_language(s.title, self.lang)}".strip() for s in plan.steps)
        yield words["steps"], words["comma"].join(titles)
        managers = [self.name(m) if m else words["nobody-above"] for m in self.effect.managers]
        yield words["manager"], self._becomes(managers)
        loads = [per_head(load) for load in self.effect.load]
        yield words["rows-per-head"], self._becomes([load for load in loads if load])

    def _becomes(self, sides: list[str]) -> str:
        if self.effect.before is None or self.effect.role is None:
            return sides[-1] if self.effect.before is None else sides[0]
        before, after = sides[0], sides[-1]
        both = self.words["becomes"].format(before=before, after=after)
        return before if before == after else both

    def _gain(self, ref: Ref) -> tuple[str, ...]:
        givers = [fate for fate in self.plan.fates if ref in fate.heirs]
        come = [each for each in self.plan.arrived if each.held == ref]
        whom = self._holders(fate.held for fate in givers)
        return self.held(ref), whom, self._day([*givers, *come])

    def _loss(self, ref: Ref) -> tuple[str, ...]:
        fate = self.fates.get(ref)
        heirs = fate.heirs if fate else ()
        whom = self._holders(heirs) or self.words["nobody"]
        return self.held(ref), whom, self._day([fate] if fate else [])

    def _holders(self, refs: Iterable[Ref]) -> str:
        names = map(self.holder, refs)
        return self.words["comma"].join(dict.fromkeys(names))

    def _day(self, fates: Iterable[object]) -> str:
        numbers = [getattr(fate, "change", None) for fate in fates]
        days = {self.days[number] for number in numbers if number}
        return self.words["comma"].join(sorted(days))
