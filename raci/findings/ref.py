"""Refs, which name things by kind and id, and the functions of roles in activities."""

from collections.abc import Mapping
from enum import StrEnum

PARTS: Mapping[str, tuple[str, ...]] = {
    "appointment": ("person", "role"),
    "assignment": ("activity", "", "role"),
    "deputy": ("", "role"),
    "duty": ("role", "activity"),
    "head": ("department",),
    "mandate": ("department", "activity"),
    "owner": ("platform", "role"),
}
"""Kinds of Ref that consist of entities, and the kinds of these in the order of their ids."""

SECTIONS: Mapping[str, str] = {
    "department": "departments",
    "role": "roles",
    "activity": "activities",
    "platform": "platforms",
    "person": "people",
    "separation": "separations",
    "policy": "policies",
    "waiver": "waivers",
}
"""Kinds of entity, and the sections of a definition that hold them."""


PERSONAL = ("person:", "appointment:")
"""What a Ref that names a person begins with."""


class Ref(str):
    """The name of one thing, ``kind:id``, such as ``role:clerk`` or ``duty:clerk/close-books``.

    It may name a part of the thing, ``role:clerk#reports_to``. ``org`` has no id.
    """

    __slots__ = ()

    @property
    def kind(self) -> str:
        """The kind: ``role``, ``activity`` and so on."""
        return self.partition(":")[0]

    @property
    def id(self) -> str:
        """The id alone; for the organisation itself, ``org``."""
        return self.whole.partition(":")[2] or self.kind

    @property
    def parts(self) -> tuple[str, ...]:
        """The ids of which the Ref consists: ``("clerk", "close-books")``."""
        kind, _, rest = self.whole.partition(":")
        return (rest,) if kind == "file" else tuple(rest.split("/"))

    @property
    def entities(self) -> "tuple[Ref, ...]":
        """The entities that the Ref names: itself, or those of which it consists."""
        if self.kind not in PARTS:
            return (self.whole,)
        named = zip(PARTS[self.kind], self.parts, strict=False)
        return tuple(Ref(f"{kind}:{id_}") for kind, id_ in named if kind)

    @property
    def holder(self) -> str:
        """The role that holds what the Ref names; ``""`` if no role can."""
        where = {"duty": 0, "assignment": -1, "owner": -1, "deputy": -1}.get(self.kind)
        return "" if where is None else self.parts[where]

    @property
    def key(self) -> str:
        """The part after ``#``, or ``""``."""
        return "" if self.startswith("file:") else self.partition("#")[2]

    @property
    def whole(self) -> "Ref":
        """The Ref without its part."""
        if "#" not in self or self.startswith("file:"):
            return self
        return Ref(self.partition("#")[0])


class Function(StrEnum):
    """What a role is for an activity, in the order in which a cell prints it.

    RESPONSIBLE does the work; ACCOUNTABLE answers for it, one only; SUPPORT helps; CONSULTED is
    asked before; INFORMED is told after; VERIFIER checks; SIGNATORY signs off.
    """

    RESPONSIBLE = "responsible"
    ACCOUNTABLE = "accountable"
    SUPPORT = "support"
    CONSULTED = "consulted"
    INFORMED = "informed"
    VERIFIER = "verifier"
    SIGNATORY = "signatory"

    @property
    def letter(self) -> str:
        """The letter that a matrix prints."""
        return "G" if self is Function.SIGNATORY else self.value[0].upper()


FUNCTIONS = tuple(Function)
"""All functions, as a tuple because iterating over the class is slow."""
