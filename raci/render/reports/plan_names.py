"""The names of a plan's entities as a manager reads them, with an id where a name is not enough."""

from collections import defaultdict
from collections.abc import Mapping

from raci.change.plan.plan import Plan
from raci.findings.ref import Ref
from raci.findings.text import Text, in_language


class Names:
    """Names entities in one language; equal names and missing ones are told by their ids."""

    def __init__(self, plan: Plan, lang: str) -> None:
        told = (*(each.finding for each in (*plan.new, *plan.between)), *plan.resolved, *plan.kept)
        texts: dict[Ref, Text] = {}
        for finding in told:
            texts.update(finding.names)
        texts.update(plan.names)
        self.organisation = plan.organisation
        self.names: Mapping[Ref, str] = {r: in_language(name, lang) for r, name in texts.items()}
        self.by_name: dict[str, set[Ref]] = defaultdict(set)
        for ref, name in self.names.items():
            self.by_name[name].add(ref)

    def __call__(self, ref: Ref, lang: str = "") -> str:
        """Return the name of a Ref; with its id in brackets where another has the same."""
        id_ = self.organisation.id if ref.kind == "org" else ref.id
        name = self.names.get(ref)
        if not name or name == id_:
            return id_
        return f"{name} ({id_})" if len(self.by_name[name]) > 1 else name
