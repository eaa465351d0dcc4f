"""The items that are open while an outline is read: the latest, and each that it stands below."""

from typing import NamedTuple

from raci.convert.outline.items import FEW, ROOT, Doubt, Node
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.marks import Mark
from raci.convert.outline.names import named

_DEEPEST = 40
"""No item stands below more others."""


class MarkedText(NamedTuple):
    """A mark in its line, where the text before it begins, and the simplified text behind it."""

    mark: Mark
    line: Line
    begun: int
    behind: str

    @property
    def before(self) -> str:
        """The simplified text between the mark before and this one."""
        return shadow(self.line.text[self.begun : self.mark.start]).strip()

    @property
    def kind(self) -> str:
        """What the text behind it is by its words."""
        return named(self.behind).kind


class Fit(NamedTuple):
    """Where a mark fits: below the open item at a depth, as a number of a form."""

    depth: int
    form: str
    ordinal: int
    doubt: Doubt | None = None
    parts: tuple[Line, Line] | None = None
    """The text of the latest item, which holds the name of a lost item between as well."""


class OpenItems:
    """The open items, from the root to the latest, and what was learned of the forms before."""

    def __init__(self) -> None:
        self.stack = [Node(Line("", ()), ROOT)]
        self.parents: dict[str, str] = {}
        """The form that each form was first seen below."""
        self.examples: dict[str, list[Node]] = {}
        """The first items of each form, and the latest."""

    @property
    def top(self) -> Node:
        """The latest item."""
        return self.stack[-1]

    @property
    def deepest(self) -> int:
        """The depth of the latest item."""
        return len(self.stack) - 1

    def depth_of(self, form: str) -> int | None:
        """Return the depth of the latest open item of a form."""
        depths = [at for at, node in enumerate(self.stack) if node.form == form]
        return depths[-1] if depths else None

    def is_learned(self, form: str) -> bool:
        """Return whether lists of a form were first seen below the form of the latest item."""
        return self.parents.get(form) == self.top.form

    def push(self, node: Node, depth: int) -> None:
        """Add an item below the open one at a depth."""
        del self.stack[min(depth + 1, _DEEPEST) :]
        node.parent = self.top
        self.parents.setdefault(node.form, self.top.form)
        node.place = len(self.top.children)
        self.top.children.append(node)
        self.examples.setdefault(node.form, [])[FEW:] = [node]
        self.stack.append(node)

    def take_back(self) -> Node:
        """Remove the latest item from the tree, and return it."""
        node = self.stack.pop()
        node.siblings.pop()
        return node

    def push_lost(self, fit: Fit) -> int:
        """Add the item whose number was lost above the one that fits, and return its depth."""
        assert fit.parts is not None
        before, name = fit.parts
        self.top.write(before)
        form = self.parents[fit.form]
        at = self.depth_of(form)
        depth, ordinal = (self.deepest, 1) if at is None else (at - 1, self.stack[at].ordinal + 1)
        node = Node(name, form, ordinal)
        node.doubts.append(Doubt("number-lost", {"text": name.text.strip()}))
        self.push(node, depth)
        return depth + 1
