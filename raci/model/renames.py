"""Earlier ids: translates Refs that are written under them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from raci.findings.ref import PARTS, Ref
from raci.model.entities import Entity, Org


class Renames:
    """Present ids by the ``formerly`` of an organisation's entities.

    An id that is in use stands for itself, and so does one that several entities had.
    """

    def __init__(self, org: Org) -> None:
        self.names: dict[str, Mapping[str, str]] = {}
        for section, entities in org.sections().items():
            renamed = [entity for entity in entities.values() if entity.formerly]
            if renamed:
                used = _keys(org) if section == "activities" else entities
                self.names[renamed[0].kind] = _earlier(renamed, {*entities, *used})

    def now(self, ref: Ref) -> Ref:
        """Return a Ref with the present form of every id in it, without its part (``#key``)."""
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


def _earlier(renamed: Iterable[Entity], used: Collection[str]) -> Mapping[str, str]:
    """Return present ids by earlier ids that one entity had and that are not in use."""
    names = {old: entity.id for entity in renamed for old in entity.formerly if old not in used}
    claims = Counter(old for entity in renamed for old in entity.formerly)
    return {old: id_ for old, id_ in names.items() if claims[old] == 1}


def _keys(org: Org) -> set[str]:
    """Return the keys of duties and claims, since undeclared activities are in use too."""
    keys = {key for department in org.departments.values() for key in department.duties}
    for role in org.roles.values():
        keys.update(role.duties, *role.holds.values())
    return keys
