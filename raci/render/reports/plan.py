"""A plan as a document: its first screen, then effects, accountability, findings, the balance."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from raci.change.plan.plan import (
    Approval,
    DerivedChange,
    Effect,
    EntityChanges,
    Fate,
    Load,
    LoweredRules,
    Plan,
    PlanFinding,
    PlannedChange,
    UnitEffect,
    Version,
)
from raci.findings.ref import Function, Ref
from raci.findings.text import in_language, titled
from raci.render.formats.document import Cell, ReportDocument
from raci.render.reports.builder import Builder

FEW_TITLES = 3
"""So many rules that settings lower are named on the first screen."""

KINDS = ("department", "role", "activity", "platform", "person", "separation", "waiver")


def document(plan: Plan, lang: str = "en") -> ReportDocument:
    """Return the document of a plan in a language."""
    return PlanBuilder(plan, lang).report()


class PlanBuilder(Builder):
    """Builds reports on a plan in one language."""

    def __init__(self, plan: Plan, lang: str) -> None:
        def title(ref: Ref, lang: str) -> str:
            id_ = plan.organisation.id if ref.kind == "org" else ref.id
            return titled(plan.names.get(ref, {}), id_, lang)

        super().__init__("plan", lang, title)
        self.plan = plan

    def report(self) -> ReportDocument:
        """Return the whole plan."""
        plan = self.plan
        units = ("department", "added", "changed", "renamed", "retired", "headcount")
        finding = ("severity", "rule", "what")
        effects = ("role", "gains", "loses", "keeps", "rows-per-head")
        moved = map(self._unit, filter(_is_moved, plan.departments))
        touched = map(self._effect, filter(_is_touched, plan.effects))
        approvals = map(self._approval, plan.approvals)
        changes = map(self._change, plan.deeds)
        fates = map(self._fate, (*plan.fates, *plan.arrived))
        between = (*finding, "days", "change")
        tables = (
            self.table("by-department", units, moved),
            self.table("new-findings", (*finding, "change"), self._new(plan.new), 2),
            self.table("between", between, self._interim(plan.between), 2),
            self.table("shifts", ("activity", "before", "after"), map(self._shift, plan.shifts)),
            self.table("effects", effects, touched),
            self.table("approvals", ("role", "about", "approved"), approvals),
            self.table("changes", ("number", "change", "about", "to", "why"), changes, 2),
            self.table("better", finding, self.findings(plan.better), 2),
            self.table("resolved", finding, self.findings(plan.resolved), 2),
            self.table("fates", ("held", "fate", "now", "change"), fates),
        )
        title = self.words["title"].format(title=in_language(plan.title, self.lang))
        return self.document(title, tables, self._notes(), self._facts())

    def names(self, refs: Iterable[Ref], empty: str = "") -> str:
        """Return the titles of entities, a comma between them."""
        return self.titles(refs, empty, between="comma")

    def steps(self, steps: Sequence[Version]) -> str:
        """Return the days and titles of some steps."""
        titles = (f"{step.day} {in_language(step.title, self.lang)}".strip() for step in steps)
        return self.words["comma"].join(titles)

    def _facts(self) -> Iterator[tuple[str, str]]:
        words, plan = self.words, self.plan
        yield "verdict", words[plan.verdict]
        yield "because", words["semicolon"].join(self._reasons())
        if plan.missing_approvals:
            missing = self.names(plan.missing_approvals)
            yield "approval", words["not-approved"].format(roles=missing)
        if plan.overdue:
            yield "overdue", self.steps(plan.overdue)
        for lowered in plan.lowered:
            yield "lowered", self._lowering(lowered)
        for question in plan.open:
            yield "open", in_language(question, self.lang)
        for change in plan.deeds:
            if change.assumes:
                assumed = in_language(change.assumes, self.lang)
                yield "assumes", words["of-change"].format(text=assumed, n=change.number)
        fates = plan.total.fates
        yield "to-add", self._counted(fates.added, "nothing")
        yield "to-change", self._counted(fates.changed, "nothing")
        yield "to-rename", self._counted((old for old, _ in fates.renamed), "nothing")
        yield "to-retire", self._counted(fates.retired, "nothing")
        before, after = plan.total.heads
        yield "headcount", words["heads"].format(before=before, after=after)
        yield "steps", self.steps(plan.steps)
        yield "organisation", self.title(plan.organisation)
        if plan.proposed_by:
            yield "proposed-by", self.title(Ref(f"role:{plan.proposed_by}"))
        yield "reason", in_language(plan.reason, self.lang)

    def _lowering(self, lowered: LoweredRules) -> str:
        """Say what settings lower by the titles of the rules, of many the first and how many."""
        titles = [in_language(title, self.lang) for title in lowered.titles.values()]
        shown, more = titles[:FEW_TITLES], len(titles) - FEW_TITLES
        rules = self.words["semicolon"].join(shown)
        if more > 0:
            rules = self.words["more-rules"].format(rules=rules, n=more)
        words = self.words[f"lowered-{lowered.case}"]
        return words.format(rules=rules, origin=lowered.origin.say(self.lang), **lowered.values)

    def _reasons(self) -> Iterator[str]:
        plan = self.plan
        numbers = {
            "why-open": len(plan.open),
            "why-failing": sum(not found.until for found in plan.failing),
            "why-between": sum(bool(found.until) for found in plan.failing),
            "why-waived": len(plan.waived),
        }
        reasons = [self.words.count(key, n) for key, n in numbers.items() if n]
        yield from reasons or [self.words["why-safe"]]

    def _counted(self, refs: Iterable[Ref], empty: str = "") -> str:
        """Count entities by kind: ``2 roles, 1 platform``."""
        counts = Counter(ref.kind for ref in refs)
        parts = (f"{n} {self.words.count(f'{k}-count', n)}" for k in KINDS if (n := counts[k]))
        return self.words["comma"].join(parts) or (self.words[empty] if empty else "")

    def _unit(self, unit: UnitEffect) -> tuple[str, ...]:
        before, after = unit.heads
        heads = str(before) if before == after else f"{before} → {after}"
        name = self.title(unit.department) if unit.department else self.words["no-department"]
        fates = unit.fates
        renamed = [old for old, _ in fates.renamed]
        lists = (fates.added, fates.changed, renamed, fates.retired)
        return name, *map(self._counted, lists), heads

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
        return (
            self._role(effect),
            tuple(map(self.held, effect.gains)),
            tuple(map(self.held, effect.loses)),
            str(len(effect.keeps)),
            " → ".join(filter(None, map(per_head, effect.load))),
        )

    def _role(self, effect: Effect) -> str:
        ref = effect.role or effect.before
        name = self.title(ref) if ref else ""
        if effect.role is None:
            return self.words["is-gone"].format(role=name)
        if effect.before is None:
            return self.words["is-new"].format(role=name)
        if effect.before != effect.role:
            return self.words["was"].format(role=name, before=effect.before.id)
        return name

    def held(self, ref: Ref) -> str:
        """Return what is held, without its holder."""
        first = ref.entities[0]
        letter = Function(ref.parts[1]).letter if ref.kind == "assignment" else ""
        of = Ref(f"activity:{ref.parts[1]}") if ref.kind in ("mandate", "duty") else first
        if ref.kind == "deputy":
            holders = (Ref(f"{kind}:{ref.parts[0]}") for kind in ("role", "platform"))
            of = next((holder for holder in holders if holder in self.plan.names), first)
        return self.words[f"is-{ref.kind}"].format(letter=letter, of=self.title(of))

    def _approval(self, approval: Approval) -> tuple[Cell, ...]:
        places = (
            self.words[f"place-{place.why}"].format(role=self.title(place.role))
            for place in approval.places
        )
        about = self.names(approval.about, "nothing")
        on = approval.on or self.words["not-yet"]
        why = self.words[f"approval-{approval.why_not}"] if approval.why_not else ""
        return self.title(approval.role), (about, *places), (on, *filter(None, [why]))

    def _change(self, change: PlannedChange) -> tuple[Cell, ...]:
        texts = (change.because, change.assumes)
        why = tuple(in_language(text, self.lang) for text in texts if text)
        about = self.words["comma"].join(map(self._what, change.about))
        verb = self.words[change.verb]
        return str(change.number), verb, about, self.names(change.to), why

    def _what(self, ref: Ref) -> str:
        if f"is-{ref.kind}" not in self.words:
            return self.title(ref)
        holder = Ref(f"role:{ref.parts[0] if ref.kind == 'duty' else ref.parts[-1]}")
        if ref.kind == "head":
            return self.held(ref)
        if ref.kind == "mandate":
            holder = Ref(f"department:{ref.parts[0]}")
        return self.words["by-holder"].format(what=self.held(ref), holder=self.title(holder))

    def _fate(self, fate: Fate) -> tuple[str, ...]:
        key = "retired-fate" if fate.fate == "retired" else fate.fate
        now = self.words["comma"].join(self.holder(heir) for heir in fate.heirs)
        return self._what(fate.held), self.words[key], now, str(fate.change or "")

    def holder(self, ref: Ref) -> str:
        """Return the title of the role that holds something at the end."""
        if ref.kind == "head":
            effects = (e for e in self.plan.effects if ref in (*e.gains, *e.keeps))
            return self.names(effect.role for effect in effects if effect.role)
        return self.title(Ref(f"role:{ref.parts[-1]}"))

    def _notes(self) -> Iterator[str]:
        plan = self.plan
        if others := sum(not _is_touched(effect) for effect in plan.effects):
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


def _is_touched(effect: Effect) -> bool:
    stays = effect.role == effect.before and effect.load[0] == effect.load[1]
    return not stays or bool(effect.gains or effect.loses)


def _is_moved(unit: UnitEffect) -> bool:
    return unit.fates != EntityChanges() or unit.heads[0] != unit.heads[1]


def per_head(load: Load | None) -> str:
    """Return the rows for each head, ``""`` where there is no such role."""
    if load is None:
        return ""
    return f"{load.rows / load.heads:g}" if load.heads else f"{load.rows}/0"
