"""An item of an outline: its text, its mark, what it is by its words, and the items below it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from raci.convert.outline.bodies import Body, body_of
from raci.convert.outline.fields import labelled
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.names import Named, bare, named

ROOT, PLAIN, BULLET = "root", "plain", "•"
NAMES = ("department", "post")
"""The kinds of the items that name something which has duties."""
SENTENCE_ENDS = (".", "。", "；", ";", "!", "！")
FEW = 20
"""So many items of a list show what its items are."""


class Doubt(NamedTuple):
    """What was repaired or chosen at an item: the key of its sentence, its values, and where."""

    key: str
    values: dict[str, Any]
    line: Line | None = None


@dataclass(eq=False)
class Node:
    """An item: its text, the form and number of its mark, and the items below it."""

    line: Line
    form: str
    ordinal: int = 0
    indent: int = 0
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    whole: Line = field(init=False)
    """Its text with the label, where it has one."""
    place: int = 0
    """Its place among the items of its parent."""
    named: Named = field(init=False)
    body: Body | None = None

    def __post_init__(self) -> None:
        self.write(self.line)

    def write(self, line: Line) -> None:
        """Set its text."""
        self.whole, self.line, self.body = line, labelled(line), None
        label, name = self.line.label, bare(self.line.text)
        if label == "position" and name:
            self.named = Named("post", name)
        elif label:
            self.named = Named("label", name, label)
        else:
            self.named = named(shadow(self.line.text))
            self.body = body_of(self.line) if self.kind in ("unknown", "duty") else None
            self.named = self.body.head if self.body else self.named

    @property
    def kind(self) -> str:
        """What it is by its words."""
        return self.named.kind

    @property
    def text(self) -> str:
        """Its text as written; of a label, the value."""
        return self.line.text

    @property
    def marked(self) -> bool:
        """Whether it has a number or a bullet."""
        return not self.heading and self.form not in (ROOT, PLAIN)

    @property
    def bulleted(self) -> bool:
        """Whether it has a bullet."""
        return self.form.startswith(BULLET)

    @property
    def heading(self) -> int:
        """The level of a heading; 0 for what is none."""
        return self.line.heading

    @property
    def siblings(self) -> list["Node"]:
        """The items of its parent, itself among them."""
        return self.parent.children if self.parent else []

    def walk(self) -> Iterator["Node"]:
        """Return itself and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()
