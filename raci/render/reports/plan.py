"""A plan as a document: its first screen, then effects, accountability, findings, the balance."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from raci.change.plan.plan import (
    Approval,
    Effect,
    EntityChanges,
    Fate,
    Load,
    Plan,
    PlanFinding,
    PlannedChange,
    UnitEffect,
)
from raci.findings.finding import Finding
from raci.findings.ref import Function, Ref
from raci.findings.text import in_language, titled
from raci.render.formats.document import ReportDocument, Table
from raci.render.phrases import Words
from raci.render.reports.plan_phrases import WORDS

KINDS = ("department", "role", "activity", "platform", "person", "separation", "waiver")


def document(plan: Plan, lang: str = "en") -> ReportDocument:
    """Give the document of a plan in a language."""
    return PlanTables(plan, lang).document()


class PlanTables:
    """Tells a plan in one language."""

    def __init__(self, plan: Plan, lang: str) -> None:
        self.plan = plan
        self.lang = lang
        self.words = Words(WORDS, lang)

    def document(self) -> ReportDocument:
        """Give the whole plan; tables without rows are left out."""
        words, plan = self.words, self.plan
        units = ("unit", "added", "changed", "renamed", "retired", "headcount")
        tables = (
            self.table("by-department", units,
                        map(self._unit, filter(_is_moved, plan.departments))),
            self.table("new-findings", ("severity", "rule", "what", "change"),
                        map(self._new, plan.new), keys=2),
            self.table("between", ("severity", "rule", "what", "days", "change"),
                        map(self._interim, plan.between), keys=2),
            self.table("shifts", ("activity-head", "before", "after"), (
                (self.name(s.activity), self._names(s.before), self._names(s.after))
                for s in plan.shifts)),
            self.table("effects", ("role-head", "gains", "loses", "keeps", "load"),
                        map(self._effect, filter(_is_touched, plan.effects))),
            self.table("approvals", ("role-head", "about", "approved"),
                        map(self._approval, plan.approvals)),
            self.table("changes", ("number", "verb", "about", "to", "why"),
                        map(self._deed, plan.deeds), keys=2),
            self.table("resolved", ("severity", "rule", "what"),
                        map(self._finding, plan.resolved), keys=2),
            self.table("fates", ("held", "fate", "now", "change"),
                        map(self._fate, (*plan.fates, *plan.arrived))),
        )  # fmt: skip
        return ReportDocument(
            self.lang,
            words["title"].format(title=in_language(plan.title, self.lang)),
            tuple(table for table in tables if table.rows),
            tuple(self._notes()),
            tuple(self._facts()),
        )

    def table(
        self, title: str, head: Sequence[str], rows: Iterable[tuple[str, ...]], keys: int = 1
    ) -> Table:
        """Give a table, its title and head by the keys of their words."""
        heads = tuple(self.words[each] for each in head)
        return Table(self.words[title], heads, tuple(rows), keys)

    def _facts(self) -> Iterator[tuple[str, str]]:
        words, plan = self.words, self.plan
        yield words["verdict"], words[plan.verdict]
        yield words["because"], words["semicolon"].join(self._reasons())
        for question in plan.open:
            yield words["open"], in_language(question, self.lang)
        for deed in plan.deeds:
            if deed.assumes:
                assumed = in_language(deed.assumes, self.lang)
                yield words["assumes"], words["of-change"].format(text=assumed, n=deed.number)
        fates = plan.total.fates
        yield words["to-add"], self._counted(fates.added)
        yield words["to-change"], self._counted(fates.changed)
        yield words["to-rename"], self._counted(old for old, _ in fates.renamed)
        yield words["to-retire"], self._counted(fates.retired)
        before, after = plan.total.heads
        yield words["headcount"], words["heads"].format(before=before, after=after)
        titles = (f"{step.day} {in_language(step.title, self.lang)}".strip() for step in plan.steps)
        yield words["steps"], words["comma"].join(titles)
        yield words["organisation"], self.name(plan.organisation)
        if plan.proposed_by:
            yield words["proposed-by"], self.name(Ref(f"role:{plan.proposed_by}"))
        if plan.reason:
            yield words["reason"], in_language(plan.reason, self.lang)

    def _reasons(self) -> Iterator[str]:
        plan = self.plan
        numbers = {
            "why-open": len(plan.open),
            "why-failing": sum(not told.start for told in plan.failing),
            "why-between": sum(bool(told.start) for told in plan.failing),
            "why-waived": len(plan.waived),
        }
        found = [self.words.count(key, n) for key, n in numbers.items() if n]
        yield from found or [self.words["why-safe"]]

    def _counted(self, refs: Iterable[Ref], *, none: str | None = None) -> str:
        """Count entities by kind: ``2 roles, 1 platform``."""
        counts = Counter(ref.kind for ref in refs)
        parts = []
        for kind in KINDS:
            if n := counts[kind]:
                parts.append(f"{n} {self.words.count(kind, n)}")
        return self.words["comma"].join(parts) or (self.words["nothing"] if none is None else none)

    def _unit(self, unit: UnitEffect) -> tuple[str, ...]:
        before, after = unit.heads
        heads = str(before) if before == after else f"{before} → {after}"
        name = self.name(unit.department) if unit.department else self.words["no-department"]
        fates = unit.fates
        renamed = tuple(old for old, _ in fates.renamed)
        lists = (fates.added, fates.changed, renamed, fates.retired)
        return name, *(self._counted(refs, none="") for refs in lists), heads

    # Findings

    def _finding(self, finding: Finding) -> tuple[str, ...]:
        status = "" if finding.status == "new" else self.words[finding.status]
        said = finding.say(self.lang, named=True)
        severity = self.words[finding.severity.label]
        return severity, f"{finding.code} [{finding.name}]", said + status

    def _new(self, told: PlanFinding) -> tuple[str, ...]:
        return (*self._finding(told.finding), str(told.change or ""))

    def _interim(self, told: PlanFinding) -> tuple[str, ...]:
        days = f"{told.start} – {told.until}"
        return (*self._finding(told.finding), days, str(told.change or ""))

    # Roles

    def _effect(self, effect: Effect) -> tuple[str, ...]:
        return (
            self._role(effect),
            "\n".join(map(self.held, effect.gains)),
            "\n".join(map(self.held, effect.loses)),
            str(len(effect.keeps)),
            " → ".join(each for each in map(per_head, effect.load) if each),
        )

    def _role(self, effect: Effect) -> str:
        ref = effect.role or effect.before
        name = self.name(ref) if ref else ""
        if effect.role is None:
            return self.words["is-gone"].format(role=name)
        if effect.before is None:
            return self.words["is-new"].format(role=name)
        if effect.before != effect.role:
            return self.words["was"].format(role=name, before=effect.before.id)
        return name

    def held(self, ref: Ref) -> str:
        """Say what is held, without its holder."""
        first = ref.entities[0]
        letter = Function(ref.parts[1]).letter if ref.kind == "assignment" else ""
        of = Ref(f"activity:{ref.parts[1]}") if ref.kind in ("mandate", "duty") else first
        if ref.kind == "deputy":
            kinds = ("role", "platform")
            of = next((Ref(f"{kind}:{ref.parts[0]}") for kind in kinds
                       if Ref(f"{kind}:{ref.parts[0]}") in self.plan.names), first)  # fmt: skip
        return self.words[f"is-{ref.kind}"].format(letter=letter, of=self.name(of))

    def _approval(self, approval: Approval) -> tuple[str, ...]:
        about = self._names(approval.about, none=self.words["not-needed"])
        return self.name(approval.role), about, approval.on or self.words["not-yet"]

    # Changes and the balance

    def _deed(self, deed: PlannedChange) -> tuple[str, ...]:
        verb = self.words["split-verb" if deed.verb == "split" else deed.verb]
        why = [in_language(each, self.lang) for each in (deed.because, deed.assumes) if each]
        about = self.words["comma"].join(map(self._what, deed.about))
        return str(deed.number), verb, about, self._names(deed.to, none=""), "\n".join(why)

    def _what(self, ref: Ref) -> str:
        if f"is-{ref.kind}" not in WORDS:
            return self.name(ref)
        holder = Ref(f"role:{ref.parts[0] if ref.kind == 'duty' else ref.parts[-1]}")
        if ref.kind == "head":
            return self.held(ref)
        if ref.kind == "mandate":
            holder = Ref(f"department:{ref.parts[0]}")
        return self.words["by-holder"].format(what=self.held(ref), holder=self.name(holder))

    def _fate(self, fate: Fate) -> tuple[str, ...]:
        key = "retired-fate" if fate.fate == "retired" else fate.fate
        now = self.words["comma"].join(self.holder(heir) for heir in fate.heirs)
        return self._what(fate.held), self.words[key], now, str(fate.change or "")

    def holder(self, ref: Ref) -> str:
        """Name the role that holds something at the end."""
        if ref.kind == "head":
            heads = (each.role for each in self.plan.effects if ref in (*each.gains, *each.keeps))
            return self.words["comma"].join(self.name(role) for role in heads if role)
        return self.name(Ref(f"role:{ref.parts[-1]}"))

    def _notes(self) -> Iterator[str]:
        plan, counts = self.plan, self.plan.counts
        if others := sum(not _is_touched(effect) for effect in plan.effects):
            yield self.words.count("others", others)
        yield self.words.count("unchanged", plan.unchanged)
        yield self.words["as-of"].format(day=plan.base.day)
        terms = {key: counts[key] for key in ("base", "retired", "added")}
        copies, away = counts["split copies"], counts["merged away"]
        yield self.words["balance"].format(
            **terms, copies=copies, away=away, after=counts["outcome"]
        )
        handed = counts["handed over"]
        fates = {key: counts[key] for key in ("kept", "split", "merged")}
        yield self.words["fates-counted"].format(**fates, handed=handed)

    def name(self, ref: Ref) -> str:
        """Give a thing's name with its id in brackets, or the id alone."""
        id_ = self.plan.organisation.id if ref.kind == "org" else ref.id
        return titled(self.plan.names.get(ref, {}), id_, self.lang)

    def _names(self, refs: Iterable[Ref], *, none: str | None = None) -> str:
        told = self.words["comma"].join(map(self.name, refs))
        return told or (self.words["nobody"] if none is None else none)


def _is_touched(effect: Effect) -> bool:
    stays = effect.role == effect.before and effect.load[0] == effect.load[1]
    return not stays or bool(effect.gains or effect.loses)


def _is_moved(unit: UnitEffect) -> bool:
    return unit.fates != EntityChanges() or unit.heads[0] != unit.heads[1]


def per_head(load: Load | None) -> str:
    """Give the rows for each head, nothing where the role is not there."""
    if load is None:
        return ""
    return f"{load.rows / load.heads:g}" if load.heads else f"{load.rows}/0"
