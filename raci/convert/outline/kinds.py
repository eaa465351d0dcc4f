"""Decides what an item is: by its words, by what it stands below and above, and by its like."""

import re
from collections import Counter

from raci.convert.outline.items import PLAIN, ROOT, Node
from raci.convert.outline.labels import is_chinese
from raci.convert.outline.lines import shadow
from raci.convert.outline.names import bare
from raci.convert.outline.vocabulary import either, listed

_LONGEST_HEADING = 60
_SHORT = 40


class Kinds:
    """The kinds of the items of an outline."""

    def __init__(self, root: Node) -> None:
        self.holders = Counter(
            node.form for node in root.walk()
            if node.kind == "unknown" and any(child.kind == "post" for child in node.children)
        )  # fmt: skip
        self.levels: dict[tuple[str, str], Counter[str]] = {}
        for node in root.walk():
            self.levels.setdefault(_level(node), Counter())[node.kind] += 1

    def of(self, node: Node, department: bool, post: bool, section: str) -> str:
        """Return what an item is: ``department``, ``post``, ``duty``, or ``text``.

        ``department`` and ``post`` say whether it stands below one, ``section`` below which label.
        """
        if not bare(node.text):
            return "text"
        if node.kind in ("department", "post"):
            doubtful = not node.named.sure and post and node.marked and not node.children
            return "duty" if doubtful else self._of_name(node, bool(section) or post)
        if node.children:
            return self._of_parent(node, department, post)
        if section and _is_item_of_label(node):
            return "duty"
        counts = self.levels[_level(node)]
        listed_posts = counts["post"] > counts["duty"] and node.marked and node.kind != "duty"
        if department and not post and not section and listed_posts:
            return "post"
        below = department or post or section
        return "duty" if below and (node.marked or node.kind == "duty") else "text"

    def _of_name(self, node: Node, listed_duties: bool) -> str:
        """Return the kind of an item that looks like a name; a duty may end in one."""
        counts = self.levels[_level(node)]
        names = counts["post"] + counts["department"]
        if listed_duties and node.marked and not node.children and counts.total() - names > names:
            return "duty"
        if not node.named.sure and counts["post"] > counts["department"]:
            return "post"
        return node.kind

    def _of_parent(self, node: Node, department: bool, post: bool) -> str:
        """Return the kind of an item that has items of its own, and no name that words tell."""
        if _is_neutral(node) and not self._is_among_departments(node):
            return "text"
        if not post and (kind := self._by_children(node)):
            return kind
        if node.kind == "duty":
            return "duty" if post or department else "text"
        return self._by_level(node) or self._of_heading(node, department or post)

    def _by_children(self, node: Node) -> str:
        """Return what has posts, or the labels of a post, below it."""
        if any(child.kind == "post" for child in node.children) and self._may_be_department(node):
            return "department"
        labels = {child.line.label for child in node.children if not child.heading}
        own = labels & {"duties", "reports", "department"}
        return "post" if own and "position" not in labels else ""

    def _may_be_department(self, node: Node) -> bool:
        """Return whether an item above posts may be a department, by what stands beside it."""
        if len(node.text.strip()) > _LONGEST_HEADING or _is_title(node):
            return False
        return node.form != PLAIN or self.holders[PLAIN] > 1

    def _is_among_departments(self, node: Node) -> bool:
        """Return whether ``Medical staff`` stands beside departments."""
        staff = re.search(f" (?:{either('en staff')})$", shadow(node.text).casefold())
        told = bool(node.marked or node.heading)
        return bool(staff) and told and self.levels[_level(node)]["department"] > 0

    def _by_level(self, node: Node) -> str:
        """Return what the items of the same form at the same level are."""
        counts = self.levels[_level(node)]
        if len(node.text.strip()) > _SHORT or (node.form == PLAIN and not _is_between_posts(node)):
            return ""
        least = max(counts["duty"], 1)
        fitting = (kind for kind in ("post", "department") if counts[kind] >= least)
        return next(fitting, "")

    @staticmethod
    def _of_heading(node: Node, inside: bool) -> str:
        """Return the kind of a heading with duties below it that stands below nothing itself."""
        duties = sum(child.kind == "duty" for child in node.children)
        alone = node.heading and not inside and not _is_title(node)
        short = len(node.text.strip()) <= _SHORT
        return "post" if alone and short and 2 * duties > len(node.children) else "text"


def _level(node: Node) -> tuple[str, str]:
    """Return what makes items alike: their form, and the form above them."""
    return node.form, node.parent.form if node.parent else ""


def _is_between_posts(node: Node) -> bool:
    """Return whether an unmarked line with items follows a post that has items of its own."""
    mates = node.parent.children if node.parent else []
    before = mates[node.place - 1] if node.place else None
    items = (each.children and each.children[0].marked for each in (node, before) if each)
    return before is not None and before.kind == "post" and all(items)


def _is_item_of_label(node: Node) -> bool:
    """Return whether an item stands right below a label; one with a colon only leads to others."""
    below = node.parent is not None and bool(node.parent.line.label)
    return below and not node.text.rstrip().endswith((":", "："))


def _is_neutral(node: Node) -> bool:
    dark = shadow(node.text).strip(" :").casefold()
    if is_chinese(dark):
        return any(dark.endswith(word) for word in listed("zh neutral"))
    return any(f" {dark}".endswith(f" {word}") for word in listed("en neutral"))


def _is_title(node: Node) -> bool:
    """Return whether a heading is the only one of its level, above all others."""
    above = node.parent
    if above is None or above.form != ROOT or not any(child.heading for child in node.children):
        return False
    return not any(each.heading == node.heading for each in above.children if each is not node)
