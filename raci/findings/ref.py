"""Refs: what is meant, by kind and id, wherever it stands; and what a role is for an activity."""

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
"""Kinds of Ref that are made of entities, and the kinds of those, in the order of their ids."""


class Ref(str):
    """The name of one thing, ``kind:id``, as in ``role:clerk`` or ``duty:clerk/close-books``.

    A place may be a part of it, ``role:clerk#reports_to``. ``org`` has no id.
    """

    __slots__ = ()

    @property
    def kind(self) -> str:
        """The kind of thing: ``role``, ``activity`` and so on."""
        return self.partition(":")[0]

    @property
    def id(self) -> str:
        """The id alone; for the organisation itself, ``org``."""
        return self.whole.partition(":")[2] or self.kind

    @property
    def parts(self) -> tuple[str, ...]:
        """The ids that the Ref is made of: ``("clerk", "close-books")``."""
        kind, _, rest = self.whole.partition(":")
        return (rest,) if kind == "file" else tuple(rest.split("/"))

    @property
    def entities(self) -> "tuple[Ref, ...]":
        """The entities that the Ref names: itself, or those that it is made of."""
        if self.kind not in PARTS:
            return (self.whole,)
        named = zip(PARTS[self.kind], self.parts, strict=False)
        return tuple(Ref(f"{kind}:{id_}") for kind, id_ in named if kind)

    @property
    def holder(self) -> str:
        """The role of a Ref that says what a role holds; ``""`` for others."""
        where = {"duty": 0, "assignment": -1, "owner": -1, "deputy": -1}.get(self.kind)
        return "" if where is None else self.parts[where]

    @property
    def key(self) -> str:
        """The part after ``#``, or ``""``."""
        return "" if self.startswith("file:") else self.partition("#")[2]

    @property
    def whole(self) -> "Ref":
        """The Ref without its part."""
        return self if self.startswith("file:") else Ref(self.partition("#")[0])


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
"""All functions; a tuple, since iterating over the class is slow."""
