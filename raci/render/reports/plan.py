"""A plan as a document: its first screen, then effects, accountability, findings, the balance."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat

from raci.change.plan.effect import DerivedChange, Effect, EntityChanges, RoleHeads, Tie, UnitEffect
from raci.change.plan.plan import (
    AppliedStep,
    Approval,
    Fate,
    Plan,
    PlanFinding,
    PlannedChange,
    Version,
)
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.render.findings.groups import grouped
from raci.render.formats.document import Cell, ReportDocument, Table, lines
from raci.render.reports.plan_screen import PlanScreen
from raci.render.reports.plan_words import PlanWords

HELD = ("platforms", "deputy-for")
"""Ties that are told as what a role gains and loses."""

KINDS = ("department", "role", "activity", "platform", "person", "separation", "waiver")


def document(plan: Plan, lang: str = "en") -> ReportDocument:
    """Return the document of a plan in a language."""
    return PlanBuilder(plan, lang).report()


def screen(plan: Plan, lang: str = "en") -> ReportDocument:
    """Return the first screen of a plan alone."""
    return PlanBuilder(plan, lang).screen()


class PlanBuilder(PlanWords):
    """Builds reports on a plan in one language."""

    def screen(self) -> ReportDocument:
        """Return the first screen, and how to print the rest."""
        title = self.words["title"].format(title=in_language(self.plan.title, self.lang))
        first = PlanScreen(self.plan, self.lang).blocks(title, "more-elsewhere")
        note = self.words["brief"].format(path=self.plan.proposal)
        return self.document(title, (), (note,), (), first)

    def report(self) -> ReportDocument:
        """Return the whole plan."""
        title = self.words["title"].format(title=in_language(self.plan.title, self.lang))
        first = PlanScreen(self.plan, self.lang).blocks(title)
        facts = (*self._doubts(), *self.outline())
        return self.document(title, self.tables(), self.notes(), facts, first)

    def tables(self) -> tuple[Table, ...]:
        """Return what the plan does, finds and needs, as tables; some may have no rows."""
        plan = self.plan
        finding = ("severity", "what")
        effects = ("role", "what")
        moved = map(self._unit, filter(self._is_moved, plan.departments))
        touched = map(self._effect, (each for each in plan.effects if not each.is_quiet))
        heads = map(self._role_heads, plan.heads)
        approvals = map(self._approval, plan.approvals)
        changes = map(self._change, plan.deeds)
        fates = map(self._fate, (*plan.fates, *plan.arrived))
        between = (*finding, "days", "change")
        return (
            self.table("by-department", ("department", "changed", "headcount"), moved),
            self.table("heads-by-role", ("role", "before", "after"), heads),
            self.table("new-findings", (*finding, "change"), self._new(plan.new)),
            self.table("between", between, self._interim(plan.between)),
            self.table("shifts", ("activity", "before", "after"), map(self._shift, plan.shifts)),
            self.table("effects", effects, touched),
            self.table("approvals", ("role", "about", "approved"), approvals),
            self.table("changes", ("number", "change", "about", "to", "why"), changes, 2),
            self.table("better", finding, self.findings(plan.better)),
            self.table("resolved", finding, self.findings(plan.resolved)),
            self.table("fates", ("held", "fate", "now", "change"), fates),
        )

    def findings(
        self, findings: Iterable[Finding], beside: Iterable[tuple[str, ...]] = repeat(())
    ) -> Iterator[tuple[Cell, ...]]:
        """Yield a row for each cause: severity, message with the code behind, what is beside."""
        for group in grouped(findings, beside):
            *above, last = lines(self.message(group))
            last += self.words["in-brackets"].format(text=group.first.code)
            yield self.words[group.first.severity.label], (*above, last), *group.beside

    def steps(self, steps: Sequence[Version]) -> str:
        """Return the days and titles of some steps."""
        titles = (f"{step.day} {in_language(step.title, self.lang)}".strip() for step in steps)
        return self.words["comma"].join(titles)

    def _doubts(self) -> Iterator[tuple[str, str]]:
        for lowered in self.plan.lowered:
            yield "lowered", self.lowering(lowered)
        for question in self.plan.open:
            yield "open", in_language(question, self.lang)
        for assumed in self.assumptions():
            yield "assumes", assumed

    def outline(self) -> Iterator[tuple[str, str]]:
        """Yield how much is added, changed and retired, by which steps, and who proposes it."""
        plan = self.plan
        fates = plan.total.fates
        yield "to-add", self._counted(fates.added, "nothing")
        yield "to-change", self._counted(fates.changed, "nothing")
        yield "to-rename", self._counted((old for old, _ in fates.renamed), "nothing")
        yield "to-retire", self._counted(fates.retired, "nothing")
        if plan.applied:
            yield "applied", self.words["comma"].join(map(self._applied, plan.applied))
        yield "steps", self.steps(plan.steps) or self.words["no-step-left"]
        if plan.overdue:
            yield "overdue", self.steps(plan.overdue)
        yield "organisation", self.title(plan.organisation)
        if plan.proposed_by:
            yield "proposed-by", self.title(Ref(f"role:{plan.proposed_by}"))
        yield "reason", in_language(plan.reason, self.lang)

    def _applied(self, step: AppliedStep) -> str:
        title = f"{step.day} {in_language(step.title, self.lang)}".strip()
        return self.words["applied-on"].format(step=title, day=step.applied)

    def _counted(self, refs: Iterable[Ref], empty: str = "") -> str:
        """Count entities by kind: ``2 roles, 1 platform``."""
        counts = Counter(ref.kind for ref in refs)
        parts = (f"{n} {self.words.count(f'{k}-count', n)}" for k in KINDS if (n := counts[k]))
        return self.words["comma"].join(parts) or (self.words[empty] if empty else "")

    def _unit(self, unit: UnitEffect) -> tuple[Cell, ...]:
        before, after = unit.heads
        heads = str(before) if before == after else f"{before} → {after}"
        fates = unit.fates
        lists = {
            "added": fates.added,
            "changed": fates.changed,
            "renamed": tuple(old for old, _ in fates.renamed),
            "retired": fates.retired,
        }
        listed = self.words["listed"]
        changes = tuple(
            listed.format(message=self.words[key], items=self._counted(refs))
            for key, refs in lists.items()
            if refs
        )
        return self.unit(unit.department), changes, heads

    def _is_moved(self, unit: UnitEffect) -> bool:
        is_merged = unit.department in self.plan.made_of
        return is_merged or unit.fates != EntityChanges() or unit.heads[0] != unit.heads[1]

    def _role_heads(self, each: RoleHeads) -> tuple[str, ...]:
        before, after = each.heads
        return self.merged(each.role), str(before), str(after)

    def _new(self, new: Sequence[PlanFinding]) -> Iterator[tuple[Cell, ...]]:
        changes = ((str(each.change or ""),) for each in new)
        return self.findings((each.finding for each in new), changes)

    def _interim(self, interim: Sequence[PlanFinding]) -> Iterator[tuple[Cell, ...]]:
        facts = ((f"{i.start} – {i.until}", str(i.change or "")) for i in interim)
        return self.findings((each.finding for each in interim), facts)

    def _shift(self, shift: DerivedChange) -> tuple[str, ...]:
        sides = (self.names(refs, "nobody") for refs in (shift.before, shift.after))
        return (self.title(shift.activity), *sides)

    def _effect(self, effect: Effect) -> tuple[Cell, ...]:
        listed, comma = self.words["listed"], self.words["comma"]
        ties = (tie for tie in effect.ties if tie.key not in HELD)
        texts = {
            "gains": comma.join(map(self.held, effect.gains)),
            "loses": comma.join(map(self.held, effect.loses)),
            "keeps": str(len(effect.keeps)),
            **{tie.key: self._becomes(effect, tie) for tie in ties},
            "rows-per-head": self.load(effect),
        }
        what = (
            listed.format(message=self.words[k], items=text) for k, text in texts.items() if text
        )
        return self.role(effect), tuple(what)

    def _becomes(self, effect: Effect, tie: Tie) -> str:
        before, after = (self.names(refs, "none") for refs in (tie.before, tie.after))
        if effect.before is None or effect.role is None:
            return after if effect.before is None else before
        return f"{before} → {after}"

    def _approval(self, approval: Approval) -> tuple[Cell, ...]:
        places = (
            self.words[f"place-{place.why}"].format(role=self.title(place.role))
            for place in approval.places
        )
        about = self.names(approval.about, "nothing")
        given = [approval.on, self.standing(approval)] if approval.on else [self.words["not-yet"]]
        on = self.words["comma"].join(filter(None, given))
        return self.title(approval.role), (about, *places), (on, *self._why_not(approval))

    def _why_not(self, approval: Approval) -> Iterator[str]:
        if approval.why_not:
            why = approval.standing.why if approval.standing else None
            facts = {"below": self.below(approval), "why": why.text(self.lang) if why else ""}
            yield self.words[f"approval-{approval.why_not}"].format(**facts)

    def _change(self, change: PlannedChange) -> tuple[Cell, ...]:
        texts = (change.because, change.assumes)
        why = tuple(in_language(text, self.lang) for text in texts if text)
        about = self.words["comma"].join(map(self.responsibility, change.about))
        verb = self.words[change.verb]
        return str(change.number), verb, about, self.names(change.to), why

    def _fate(self, fate: Fate) -> tuple[str, ...]:
        key = "retired-fate" if fate.fate == "retired" else fate.fate
        now = self.words["comma"].join(self.holder(heir) for heir in fate.heirs)
        return self.responsibility(fate.held), self.words[key], now, str(fate.change or "")

    def holder(self, ref: Ref) -> str:
        """Return the title of the role that holds something at the end."""
        if ref.kind == "head":
            effects = (e for e in self.plan.effects if ref in (*e.gains, *e.keeps))
            return self.names(effect.role for effect in effects if effect.role)
        return self.title(Ref(f"role:{ref.parts[-1]}"))

    def notes(self) -> Iterator[str]:
        """Yield what stays as it is, and the balance."""
        plan = self.plan
        if others := sum(effect.is_quiet for effect in plan.effects):
            yield self.words.count("others", others)
        yield self.words.count("unchanged", len(plan.kept) - len(plan.better))
        yield self.words["base-as-of"].format(day=plan.base.day)
        counts = {
            **plan.counts,
            "away": plan.counts["merged away"],
            "copies": plan.counts["split copies"],
            "handed": plan.counts["handed over"],
            "after": plan.counts["outcome"],
        }
        yield self.words["balance"].format(**counts)
        yield self.words["fates-counted"].format(**counts)
