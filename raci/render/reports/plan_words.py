"""The words of a plan that its first screen, its details and the sheets of roles share."""

from collections.abc import Iterable, Iterator

from raci.change.plan.effect import Effect, Load
from raci.change.plan.plan import Approval, LoweredRules, Plan
from raci.findings.ref import Function, Ref
from raci.findings.text import Text, in_language, number
from raci.render.letters import LetterWords
from raci.render.reports.builder import Builder
from raci.render.reports.plan_names import Names

FEW_TITLES = 3
"""So many rules that settings lower are named on the first screen."""


class PlanWords(Builder):
    """Says what a plan has, in one language, with names."""

    def __init__(self, plan: Plan, lang: str) -> None:
        names = Names(plan, lang)
        super().__init__("plan", lang, names)
        self.named = names
        self.plan = plan
        self.letters = LetterWords(plan.notation, lang)

    def names(self, refs: Iterable[Ref], empty: str = "") -> str:
        """Return the titles of entities, a comma between them."""
        return self.titles(refs, empty, between="comma")

    def all(self, texts: Iterable[str]) -> str:
        """Return texts as a sentence lists them: ``A, B and C``."""
        *many, last = texts
        joined = self.words["comma"].join(many)
        return self.words["and"].format(many=joined, last=last) if many else last

    def text(self, text: Text) -> str:
        """Return a text in the language."""
        return in_language(text, self.lang)

    def unit(self, department: Ref | None) -> str:
        """Return the title of a department, and the departments that it is made of."""
        return self.merged(department) if department else self.words["no-department"]

    def merged(self, ref: Ref) -> str:
        """Return a title; of what several became, with the titles of these."""
        parts = self.plan.made_of.get(ref)
        if not parts:
            return self.title(ref)
        titles = self.all(map(self.title, parts))
        return self.words["made-of"].format(name=self.title(ref), parts=titles)

    def role(self, effect: Effect) -> str:
        """Return the title of a role, and what becomes of it."""
        ref = effect.role or effect.before
        name = self.title(ref) if ref else ""
        if effect.role and effect.role in self.plan.made_of:
            return self.merged(effect.role)
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
        is_assignment = ref.kind == "assignment"
        letter = self.letters.of(Function(ref.parts[1])) if is_assignment else ""
        of = Ref(f"activity:{ref.parts[1]}") if ref.kind in ("mandate", "duty") else first
        if ref.kind == "deputy":
            holders = (Ref(f"{kind}:{ref.parts[0]}") for kind in ("role", "platform"))
            of = next((holder for holder in holders if holder in self.plan.names), first)
        return self.words[f"is-{ref.kind}"].format(letter=letter, of=self.title(of))

    def responsibility(self, ref: Ref) -> str:
        """Return what somebody answers for, does, owns or heads, and who that is."""
        if f"is-{ref.kind}" not in self.words:
            return self.title(ref)
        holder = Ref(f"role:{ref.parts[0] if ref.kind == 'duty' else ref.parts[-1]}")
        if ref.kind == "head":
            return self.held(ref)
        if ref.kind == "mandate":
            holder = Ref(f"department:{ref.parts[0]}")
        return self.words["by-holder"].format(what=self.held(ref), holder=self.title(holder))

    def standing(self, approval: Approval) -> str:
        """Return how well it is known who gave an approval, ``""`` where none is given."""
        return self.words[f"standing-{approval.standing.level}"] if approval.standing else ""

    def below(self, approval: Approval) -> str:
        """Return the standing of an approval, and the one that it does not reach."""
        least = self.words[f"standing-{self.plan.least_standing}"]
        return self.words["below"].format(standing=self.standing(approval), least=least)

    def load(self, effect: Effect) -> str:
        """Return the activities per person before and after."""
        return " → ".join(dict.fromkeys(filter(None, map(per_head, effect.load))))

    def assumptions(self) -> Iterator[str]:
        """Yield what the changes assume."""
        for change in self.plan.deeds:
            if change.assumes:
                assumed = self.text(change.assumes)
                yield self.words["of-change"].format(text=assumed, n=change.number)

    def lowering(self, lowered: LoweredRules) -> str:
        """Say what settings lower by the titles of the rules, of many the first and how many."""
        titles = [in_language(title, self.lang) for title in lowered.titles.values()]
        shown, more = titles[:FEW_TITLES], len(titles) - FEW_TITLES
        rules = self.words["semicolon"].join(shown)
        if more > 0:
            rules = self.words["more-rules"].format(rules=rules, n=more)
        words = self.words[f"lowered-{lowered.case}"]
        return words.format(rules=rules, origin=lowered.origin.say(self.lang), **lowered.values)


def per_head(load: Load | None) -> str:
    """Return the rows for each head, ``""`` where there is no such role."""
    if load is None:
        return ""
    return number(load.rows / load.heads) if load.heads else f"{load.rows}/0"
