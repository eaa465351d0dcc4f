"""What things were called before: Refs written under earlier ids, as they are called now."""

from collections.abc import Mapping

from raci.finding import PARTS, Ref
from raci.model import Org


class Renames:
    """Follows ``formerly`` of an organisation's entities; an id that is in use means itself."""

    def __init__(self, org: Org) -> None:
        self.names: dict[str, Mapping[str, str]] = {}
        for entities in org.sections().values():
            for entity in entities.values():
                earlier = {old: entity.id for old in entity.formerly if old not in entities}
                self.names[entity.kind] = {**earlier, **self.names.get(entity.kind, {})}

    def now(self, ref: Ref) -> Ref:
        """Give a Ref with every id in it as it is now; a part (``#key``) is left off."""
        kinds = PARTS.get(ref.kind, (ref.kind,))
        if len(ref.parts) != len(kinds) or ref.kind == "org":
            return ref.whole
        ids = (self._id(kind, id_) for kind, id_ in zip(kinds, ref.parts, strict=True))
        return Ref(f"{ref.kind}:{'/'.join(ids)}")

    def _id(self, kind: str, id_: str) -> str:
        if kind == "activity" and "@" in id_:
            activity, _, department = id_.partition("@")
            return f"{self._id('activity', activity)}@{self._id('department', department)}"
        return self.names.get(kind, {}).get(id_, id_)
