"""The first screen of a plan: what a manager must know to decide, in blocks."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence

from raci.change.plan.effect import Effect, RoleHeads, UnitEffect
from raci.change.plan.plan import Approval, Plan, PlanFinding
from raci.findings.codes import VIOLATED
from raci.findings.finding import Finding
from raci.render.findings.groups import Group, grouped
from raci.render.formats.document import Block
from raci.render.reports.plan_findings import is_conflict, is_lost, is_over, meeting, told_twice
from raci.render.reports.plan_layout import Item, Part, first_screen, fitted, listing
from raci.render.reports.plan_words import PlanWords

REASONS = (3, 7)
"""So many reasons of the verdict are shown."""


class PlanScreen(PlanWords):
    """Builds the first screen of a plan in one language.

    ``whole``: no line is cut; a page has room for all of it.
    """

    def __init__(self, plan: Plan, lang: str, *, whole: bool = False) -> None:
        super().__init__(plan, lang)
        self.whole = whole

    def blocks(self, title: str, left: str = "more-below") -> tuple[Block, ...]:
        """Return the blocks that have something to tell, below the title of the plan.

        ``left`` is the key of the phrase that counts what is left out.
        """
        return first_screen(title, self.parts(), self.words, left)

    def parts(self) -> list[Part]:
        """Return the blocks that have something to tell, each with all its lines."""
        parts = (
            self._decision(),
            self._of_findings("first-lost", is_lost),
            self._ended(),
            self._of_findings("first-conflicts", is_conflict),
            self._load(),
            self._heads(),
            self._approvals(),
            self._part(
                "first-lowered", (self._fitted(self.lowering(each)) for each in self.plan.lowered)
            ),
            self._open(),
        )
        return [part for part in parts if part]

    def _fitted(self, text: str, tail: str = "") -> str:
        return text + tail if self.whole else fitted(text, tail)

    def _some(self, told: Callable[[str], str], items: Sequence[str], tail: str = "") -> str:
        """Return a text with as many of the items as a line has room for."""
        if self.whole:
            return told(self.words["comma"].join(items)) + tail
        return listing(told, items, self.words, tail)

    def _part(self, key: str, texts: Iterable[str]) -> Part | None:
        items = tuple(map(Item, texts))
        return Part(key, self.words[key].format(n=len(items)), items) if items else None

    def _decision(self) -> Part:
        words, plan = self.words, self.plan
        because = words["semicolon"].join(self.reasons())
        title = words["first-verdict"].format(verdict=words[plan.verdict], because=because)
        failing, waived = map(self._items, (plan.failing, plan.waived))
        items = (*failing, *map(Item, self._questions()), *waived)
        return Part("verdict", title, items, *REASONS)

    def reasons(self) -> Iterator[str]:
        """Yield how many things make the verdict what it is."""
        plan = self.plan
        numbers = {
            "why-failing": sum(not found.until for found in plan.failing),
            "why-between": sum(bool(found.until) for found in plan.failing),
            "why-open": len(plan.open),
            "why-waived": len(plan.waived),
        }
        reasons = [self.words.count(key, n) for key, n in numbers.items() if n]
        yield from reasons or [self.words["why-safe" if plan.steps else "why-applied"]]

    def _of_findings(self, key: str, is_of: Callable[[Finding], bool]) -> Part | None:
        items = self._items(self._found(is_of))
        total = sum(item.n for item in items)
        return Part(key, self.words[key].format(n=total), items) if items else None

    def _found(self, is_of: Callable[[Finding], bool]) -> list[PlanFinding]:
        return [each for each in (*self.plan.new, *self.plan.between) if is_of(each.finding)]

    def _items(self, found: Iterable[PlanFinding]) -> tuple[Item, ...]:
        """Return a line for each cause, the gravest first."""
        told = sorted(
            found, key=lambda each: (-each.finding.severity, each.finding.status != "new")
        )
        alone, twice = told_twice(told)
        days = ((each.start, each.until) for each in alone)
        groups = grouped((each.finding for each in alone), days)
        return tuple(self._item(group, twice) for group in groups)

    def _item(self, group: Group, twice: Collection[Hashable]) -> Item:
        again = sum(meeting(each, *group.beside) in twice for each in group.findings)
        codes = (group.first.code, *([VIOLATED] if again else []))
        return Item(self._told(group, codes), len(group.findings) + again)

    def _told(self, group: Group, codes: Iterable[str]) -> str:
        words, first = self.words, group.first
        message = self._conflict(group) or group.say(words, named=self.named)
        tail = self.mark(first) + self._days(message, *group.beside)
        tail += words["in-brackets"].format(text=words["comma"].join(codes))
        if group.is_one:
            return self._fitted(message, tail)
        items = [group.item(each, words, named=self.named) for each in group.findings]
        return self._some(
            lambda some: words["listed"].format(message=message, items=some), items, tail
        )

    def _conflict(self, group: Group) -> str:
        """Return who is in which roles on which days; "" where it is no person's conflict."""
        words, finding = self.words, group.first
        person = next((ref for ref in finding.involves if ref.kind == "person"), None)
        if person is None or not is_conflict(finding):
            return ""
        roles = self.all(self.title(ref) for ref in finding.involves if ref.kind == "role")
        told = words["conflict"].format(person=self.title(person), roles=roles)
        if days := [each.say(self.lang) for each in finding.values["days"] if not each.open]:
            told = words["on-days"].format(message=told, days=words["comma"].join(days))
        if group.is_one:
            told = words["listed"].format(message=told, items=self.title(finding.subject))
        return told

    def _days(self, message: str, start: str, until: str) -> str:
        """Return from when and until when a finding holds, where its message does not say so."""
        first = {step.day for step in self.plan.steps[:1]}
        begins = start not in ("", *first) and start not in message
        days = {"from-day": start if begins else "", "until-day": until}
        said = (self.words[key].format(day=day) for key, day in days.items() if day)
        return "".join(text for text in said if not until or until not in message or begins)

    def _ended(self) -> Part | None:
        """Return what ends, on purpose or not, and has no heir."""
        ended = (each.held for each in self.plan.fates if each.fate == "retired")
        return self._part("first-ended", map(self._fitted, map(self.responsibility, ended)))

    def _load(self) -> Part | None:
        over = self._items(self._found(is_over))
        gaining = [each for each in self.plan.effects if each.role and each.gains]
        gaining.sort(key=lambda each: -len(each.gains))
        counts = {"over-count": sum(i.n for i in over), "gain-count": len(gaining)}
        totals = (self.words.count(key, n) for key, n in counts.items() if n)
        title = self.words["first-load"].format(totals=self.words["comma"].join(totals))
        items = (*over, *(Item(self._fitted(self._gain(each))) for each in gaining))
        return Part("first-load", title, items) if items else None

    def _gain(self, effect: Effect) -> str:
        facts = {"gains-n": len(effect.gains), "loses-n": len(effect.loses)}
        said = [self.words[key].format(n=n) for key, n in facts.items() if n]
        said.append(self.words["rows-each"].format(rows=self.load(effect)))
        items = self.words["comma"].join(said)
        return self.words["listed"].format(message=self.role(effect), items=items)

    def _heads(self) -> Part:
        words, (before, after) = self.words, self.plan.total.heads
        units = [unit for unit in self.plan.departments if _is_other(unit.heads)]
        units.sort(key=lambda unit: -abs(unit.heads[1] - unit.heads[0]))
        roles = sorted(self.plan.heads, key=lambda each: -abs(each.heads[1] - each.heads[0]))
        lists = {
            "by-department": list(map(self._unit_heads, units)),
            "by-role": list(map(self.role_heads, roles)),
        }
        items = (
            self._some(lambda some, key=key: self._listed(key, some), each)  # type: ignore[misc]
            for key, each in lists.items()
            if each
        )
        title = self._listed("headcount", words["heads"].format(before=before, after=after))
        return Part("headcount", title, tuple(map(Item, items)), least=2)

    def _listed(self, key: str, items: str) -> str:
        return self._listing(self.words[key], items)

    def _listing(self, message: str, items: str) -> str:
        return self.words["listed"].format(message=message, items=items)

    def _unit_heads(self, unit: UnitEffect) -> str:
        return f"{self.unit(unit.department)} {unit.heads[0]} → {unit.heads[1]}"

    def role_heads(self, each: RoleHeads) -> str:
        """Return the heads of a role before and after; of a merged one, those of its parts."""
        before, after = each.heads
        if len(each.before) < 2:
            return f"{self.title(each.role)} {before} → {after}"
        parts = self.all(f"{self.title(ref)} {n}" for ref, n in each.before)
        return self.words["merged-heads"].format(role=self.title(each.role), n=after, parts=parts)

    def _approvals(self) -> Part | None:
        needed = [each for each in self.plan.approvals if each.about]
        missing = [each for each in needed if not each.counts]
        items = tuple(
            Item(
                self._some(
                    lambda some, each=each: self._listing(self._approver(each), some),  # type: ignore[misc]
                    list(map(self.title, each.about)),
                )
            )
            for each in missing
        )
        title = self.words["first-approvals"].format(n=len(missing), all=len(needed))
        return Part("first-approvals", title, items) if items else None

    def _approver(self, approval: Approval) -> str:
        """Return a role whose approval is missing, and its standing where it is given."""
        told = self.below(approval) if approval.why_not == "standing" else ""
        return self.title(approval.role) + (told and self.words["in-brackets"].format(text=told))

    def _questions(self) -> list[str]:
        said = (self._listed("open", self.text(question)) for question in self.plan.open)
        return list(map(self._fitted, said))

    def _open(self) -> Part | None:
        assumed = [self._fitted(self._listed("assumes", each)) for each in self.assumptions()]
        counts = {"open-count": len(self.plan.open), "assumption-count": len(assumed)}
        totals = (self.words.count(key, n) for key, n in counts.items() if n)
        items = tuple(map(Item, (*self._questions(), *assumed)))
        return Part("open", self.words["comma"].join(totals), items) if items else None


def _is_other(heads: tuple[int, int]) -> bool:
    return heads[0] != heads[1]
