"""A plan's page: the verdict, before and after side by side, and a sheet for each role."""

from collections.abc import Callable, Iterable, Iterator
from itertools import starmap
from typing import Any

from raci.change.plan.effect import Effect
from raci.change.plan.plan import Plan, PlanFinding
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.render.formats.document import ReportDocument
from raci.render.page.assemble import render, size
from raci.render.page.changes import Changed, changes
from raci.render.page.documents import documents
from raci.render.page.index import short
from raci.render.page.shell import shell
from raci.render.page.texts import LANGS, Both, name_of, one_or_both
from raci.render.page.versions import Versions
from raci.render.phrases import Words
from raci.render.reports.plan import PlanBuilder
from raci.render.reports.plan_layout import Item, Part
from raci.render.reports.plan_role import RoleSheets
from raci.render.reports.plan_screen import PlanScreen

MODULES = (
    "plan",
    "compare",
    "change-charts",
    "plan-roles",
    "change-findings",
    "plan-details",
    "change-panels",
)
"""The modules whose tabs the page has, in the order of the tabs."""

FAMILIES = ("page_chart", "page_facts", "page_change")
"""The phrases of those modules."""

DETAILS = ("by-department", "heads-by-role", "shifts", "approvals", "changes", "fates")
"""The tables of a plan that the page has as they are; all others it shows in another way."""


def page(plan: Plan, lang: str) -> str:
    """Return the page of a plan."""
    title = PlanBuilder(plan, lang).text(plan.title) or plan.proposal
    return render(data(plan, lang), title, MODULES)


def data(plan: Plan, lang: str) -> dict[str, Any]:
    """Return what the page shows, in both languages; its figures are those of the plan's JSON."""
    return _Page(plan).data(lang)


class _Page:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.builders = [RoleSheets(plan, lang) for lang in LANGS]
        self.versions = Versions([version.matrix for version in plan.versions])
        self.index = self.versions.index()

    def data(self, lang: str) -> dict[str, Any]:
        plan = self.plan
        shared = self.versions.data()
        steps = zip(shared.pop("versions"), plan.versions, strict=True)
        organisation = plan.organisation
        shown = {
            **shell(
                "plan",
                self._both(lambda b: b.words["title"].format(title=b.text(plan.title))),
                lang=lang,
                as_of=plan.base.day,
                inputs=plan.inputs,
                families=FAMILIES,
            ),
            "organisation": {
                "id": organisation.id,
                "name": name_of(plan.names.get(organisation, {}), organisation.id),
            },
            "verdict": self._verdict(),
            "first": self._first(),
            **shared,
            "versions": [
                {
                    "day": version.day,
                    "title": name_of(version.title, ""),
                    "overdue": version in plan.overdue,
                    **sections,
                }
                for sections, version in steps
            ],
            "effects": list(map(self._effect, plan.effects)),
            "unchanged": len(plan.kept) - len(plan.better),
            "balance": plan.counts,
            "headcount": plan.total.heads,
            "details": documents(*(self._details(builder) for builder in self.builders)),
        }
        return shown | changes(self._changes(), self.index, self.versions.left_out, size(shown))

    def _both(self, say: Callable[[PlanBuilder], str]) -> Both:
        return one_or_both(*map(say, self.builders))

    def _verdict(self) -> dict[str, Any]:
        plan = self.plan
        return {
            "is": plan.verdict,
            "ready": plan.ready,
            "approved": plan.approved,
            "word": self._both(lambda b: b.words[plan.verdict]),
            "reasons": self._list(lambda lang: PlanScreen(plan, lang).reasons()),
            "todo": self._list(self._todo),
            "failing": len(plan.failing),
            "waived": len(plan.waived),
            "open": len(plan.open),
            "missing": len(plan.missing_approvals),
        }

    def _list(self, say: Callable[[str], Iterable[str]]) -> list[Both]:
        return list(starmap(one_or_both, zip(*map(say, LANGS), strict=True)))

    def _todo(self, lang: str) -> Iterator[str]:
        """Yield what has to be done before it is applied."""
        plan, words = self.plan, Words("plan", lang)
        if plan.failing:
            yield words["todo-failing"]
        if plan.open:
            yield words["todo-open"]
        if plan.waived:
            yield words["todo-waived"]
        if missing := plan.missing_approvals:
            builder = PlanBuilder(plan, lang)
            yield words["todo-approvals"].format(roles=builder.all(map(builder.title, missing)))
        elif not (plan.failing or plan.open):
            yield words["todo-apply" if plan.steps else "todo-done"].format(path=plan.proposal)

    def _first(self) -> list[dict[str, Any]]:
        """Return the blocks of the first screen; the verdict's own repeats none of the others."""
        parts = (PlanScreen(self.plan, lang, whole=True).parts() for lang in LANGS)
        verdict, *others = starmap(_part, zip(*parts, strict=True))
        told = [item for part in others for item in part["items"]]
        verdict["items"] = [item for item in verdict["items"] if item not in told]
        return [verdict, *others]

    def _effect(self, effect: Effect) -> dict[str, Any]:
        role, before = (self._role(ref) for ref in (effect.role, effect.before))
        refs = (effect.role, effect.before)
        return short(
            role=role if role is not None else before,
            title=self._both(lambda b: b.role(effect)),
            ends=effect.role is None or None,
            begins=effect.before is None or None,
            gains=len(effect.gains),
            loses=len(effect.loses),
            keeps=len(effect.keeps),
            approves=sum(len(each.about) for each in self.plan.approvals if each.role in refs),
            quiet=effect.is_quiet or None,
            sheet=None if effect.is_quiet else self._sheet(effect),
        )

    def _role(self, ref: Ref | None) -> int | None:
        return self.index.roles.get(ref.id) if ref else None

    def _sheet(self, effect: Effect) -> dict[str, Any]:
        return documents(*(builder.sheet(effect) for builder in self.builders))

    def _changes(self) -> Iterator[Changed]:
        plan = self.plan
        for key, found in (("new", plan.new), ("between", plan.between)):
            yield from (Changed(key, each.finding, _cause(each)) for each in found)
        for key, gone in (("better", plan.better), ("resolved", plan.resolved)):
            yield from (Changed(key, each) for each in gone)

    def _details(self, builder: PlanBuilder) -> ReportDocument:
        tables = (table for table in builder.tables() if table.id in DETAILS)
        title = in_language(self.plan.title, builder.lang)
        return builder.document(title, tables, builder.notes(), builder.outline())


def _cause(found: PlanFinding) -> dict[str, Any]:
    return short(
        change=found.change,
        contributing=found.contributing or None,
        start=found.start or None,
        until=found.until or None,
    )


def _part(english: Part, chinese: Part) -> dict[str, Any]:
    pairs = zip(english.items, chinese.items, strict=True)
    return {
        "id": english.id,
        "title": one_or_both(english.title, chinese.title),
        "items": [_item(*pair) for pair in pairs],
    }


def _item(english: Item, chinese: Item) -> dict[str, Any]:
    return {"text": one_or_both(english.text, chinese.text), "n": english.n}
