"""Departments, posts and duties of nested items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from raci.convert.outline.duty_texts import end_of, parts_of
from raci.convert.outline.duty_words import is_duty
from raci.convert.outline.fields import labelled
from raci.convert.outline.found import Found, FoundDepartment, FoundDuty, FoundPost, key_of
from raci.convert.outline.items import FEW, NAMES, PLAIN, ROOT, Doubt, Node
from raci.convert.outline.kinds import Kinds
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.names import asides_in, bare, headcount_of, is_headcount
from raci.convert.outline.titles import drop_titles, place_by_title


@dataclass(frozen=True, slots=True)
class _Where:
    """What an item stands below."""

    department: FoundDepartment | None = None
    post: FoundPost | None = None
    section: str = ""
    """``duties`` or ``mandate`` below such a label."""

    @property
    def holder(self) -> FoundPost | FoundDepartment | None:
        """What has the duties that stand here."""
        return self.post or self.department


def found_in(root: Node) -> Found:
    """Return the departments, posts and duties of nested items."""
    visitor = _Visitor(root)
    visitor.visit_all(root.children, _Where())
    place_by_title(visitor.found)
    drop_titles(visitor.found)
    return visitor.found


class _Visitor:
    """Takes what items say, one after another."""

    def __init__(self, root: Node) -> None:
        self.found = Found()
        self.kinds = Kinds(root)

    def visit_all(self, nodes: Sequence[Node], where: _Where) -> _Where:
        """Visit items one after another; a label may say what follows it belongs to."""
        for node in nodes:
            where = self._visit(node, where)
        return where

    def _visit(self, node: Node, where: _Where) -> _Where:
        """Take what an item says; return what the items behind it belong to."""
        if node.line.label:
            return self._label(node, where)
        inside, held = where.department is not None, where.post is not None
        match self.kinds.of(node, inside, held, where.section):
            case "department":
                return self._department(node, where)
            case "post":
                return self._post(node, where)
            case "duty":
                self._duty(node, where)
            case _:
                self.found.leave(node.line)
                self.visit_all(node.children, where)
        return where

    def _label(self, node: Node, where: _Where) -> _Where:
        if not node.children and not node.text.strip() and ":" not in shadow(node.whole.text):
            self.found.leave(node.whole)
        match node.line.label:
            case "skip" | "neutral":
                self._other_label(node, where)
                return where
            case "department":
                return self._of_department(node, where)
            case "position" if node.kind == "post":
                return self._post(node, where)
            case "duties" | "mandate":
                self._section(node, replace(where, section=node.line.label))
                return where
        if not (where.post and self._tell(node.line, where.post)):
            self.found.leave(node.line)
        return self.visit_all(node.children, where)

    def _other_label(self, node: Node, where: _Where) -> None:
        """Take a label that says nothing of names and duties, unless it begins a duty."""
        if _is_topic(node):
            node.line = node.whole
            self._duty(node, where)
        elif node.line.label == "skip":
            self._leave_below(node, where)
        else:
            self.found.leave(node.line)
            self.visit_all(node.children, where)

    def _section(self, node: Node, where: _Where) -> None:
        if node.text.strip():
            self._duties_in(node.line, where)
        self.visit_all(node.children, where)

    def _of_department(self, node: Node, where: _Where) -> _Where:
        """Take the label that names a department: of the post before it, or of what follows."""
        name, post = bare(node.text), where.post
        if not name:
            return self.visit_all(node.children, where)
        department = self.found.department(name, node.line, None)
        self._asides(node, name, None)
        if node.heading:
            self.visit_all(node.children, _Where(department))
            return where
        if post and not post.placed and not post.duties:
            self.found.place(post, department)
            post.placed = True
        else:
            where = _Where(department)
        return self.visit_all(node.children, where)

    def _department(self, node: Node, where: _Where) -> _Where:
        name = _name_of(node)
        parent = where.department if node.parent and node.parent.form != ROOT else None
        department = self.found.department(name, node.line, parent)
        department.doubts += _doubts(node, name, "department")
        department.marked |= node.marked or node.heading > 0
        self._asides(node, name, None)
        inner = _Where(department)
        self._below(node, inner)
        return where if node.marked or node.heading else inner

    def _post(self, node: Node, where: _Where) -> _Where:
        name, post = _name_of(node), where.post
        if not post or post.duties or key_of(post.name) != key_of(name):
            post = self.found.post(name, node.line, where.department)
        post.doubts += _doubts(node, name, "post")
        post.headcount = post.headcount or headcount_of(shadow(node.text)[:40])
        self._asides(node, name, post)
        inner = replace(where, post=post, section="")
        self._below(node, inner)
        return inner if node.line.label and not node.heading else where

    def _asides(self, node: Node, name: str, post: FoundPost | None) -> None:
        """Take what stands in brackets beside a name: a superior, a number of people."""
        end = len(node.text) - (len(node.body.rest.text) if node.body else 0)
        for aside in _asides_of(node.line.cut(0, end)):
            counted = post and headcount_of(f"({shadow(aside.text)})")
            told = post and self._tell(labelled(aside), post)
            if not counted and not told and key_of(bare(aside.text)) != key_of(name):
                self.found.leave(aside)

    def _tell(self, line: Line, post: FoundPost) -> bool:
        """Set what a label says of a post; return whether it says that and nothing else."""
        if line.label == "reports" and line.text.strip():
            if post.reports_to:
                self.found.leave(post.reports_to)
            post.reports_to = line
            for aside in _asides_of(line):
                self.found.leave(aside)
            return True
        if line.label != "headcount":
            return False
        number = re.search(r"\d+", shadow(line.text))
        post.headcount = int(number[0]) if number else post.headcount
        return is_headcount(shadow(line.text))

    def _below(self, node: Node, where: _Where) -> None:
        """Take what a name does in its own line, and the items below it."""
        if node.body:
            self._duties_in(node.body.rest, where)
        self.visit_all(node.children, where)

    def _duty(self, node: Node, where: _Where) -> None:
        line, doubts = node.line, _doubts(node)
        end = end_of(node)
        if end:
            self.found.leave(line.cut(end))
            line = line.cut(0, end)
            doubts.append(Doubt("runs-on", {"text": line.text.strip()}))
        if _is_beside_list(node):
            doubts.append(Doubt("beside-list", {"text": line.text.strip()}))
        if where.holder is None:
            self.found.leave(node.line)
        elif node.children and len(shadow(line.text).strip(" :")) < 4:
            self.found.leave(line)
        else:
            parts = [line] if node.marked or node.heading else parts_of(line)
            where.holder.duties += [FoundDuty(part, doubts) for part in parts]
        self.visit_all(node.children, where)

    def _duties_in(self, line: Line, where: _Where) -> None:
        """Take the duties of a paragraph."""
        if where.holder is None:
            self.found.leave(line)
        else:
            where.holder.duties += [FoundDuty(part) for part in parts_of(line)]

    def _leave_below(self, node: Node, where: _Where) -> None:
        """Leave out what is below a label, but for names that have items of their own."""
        self.found.leave(node.line)
        for child in node.children if node.line.label != "neutral" else ():
            if child.kind in NAMES and child.children:
                self._visit(child, _Where(where.department))
            else:
                self._leave_below(child, where)


def _asides_of(line: Line) -> Iterator[Line]:
    """Yield what stands in brackets in a line."""
    for start, end in asides_in(shadow(line.text)):
        yield line.cut(start, end).stripped()


def _is_beside_list(node: Node) -> bool:
    """Return whether an unmarked line stands before a list of duties, or behind its items."""
    before, behind = node.siblings[: node.place][-FEW:], node.siblings[node.place + 1 :][:FEW]
    leads = any(each.line.label == "duties" for each in behind)
    return node.form == PLAIN and (leads or any(each.marked for each in before))


def _is_topic(node: Node) -> bool:
    """Return whether a duty begins with a word that is a label elsewhere: ``Training: …``."""
    if not node.marked or not node.text.strip():
        return False
    alike = [each for each in node.siblings[:FEW] if each.form == node.form and each is not node]
    plain = [each for each in alike if not each.line.label and not each.children]
    return is_duty(shadow(node.text)) and 2 * len(plain) > len(alike)


def _doubts(node: Node, name: str = "", kind: str = "") -> list[Doubt]:
    """Return the doubts at an item, and that it is read as a kind that its words do not tell."""
    doubts = [doubt._replace(line=node.line) for doubt in node.doubts]
    if kind and node.kind != kind:
        doubts.append(Doubt(f"read-as-{kind}", {"text": name}))
    return doubts


def _name_of(node: Node) -> str:
    """Return the name of a department or post as it is written, without what surrounds it."""
    dark, short = shadow(node.text), node.named.name
    at = dark.casefold().find(short.casefold()) if short else -1
    return bare(node.text[at : at + len(short)] if at >= 0 else node.text)
