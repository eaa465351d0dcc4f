"""Departments, posts and duties of nested items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from raci.convert.outline.items import ROOT, Doubt, Node
from raci.convert.outline.kinds import Kinds
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.names import bare, headcount_of, is_duty, stem_of
from raci.convert.outline.vocabulary import listed

_RUNS_ON = 2.5
_LONG = 60
_MATES = 20
_PARTS = re.compile(r"[;；]\s*|[。](?=\s*\S)|\n")
_SENTENCES = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z])")


@dataclass(eq=False)
class FoundDuty:
    """A duty in its own words."""

    line: Line
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(eq=False)
class FoundPost:
    """A post, with the names of its department and superior where they are written."""

    name: str
    line: Line
    department: "FoundDepartment | None" = None
    reports_to: Line | None = None
    headcount: int | None = None
    duties: list[FoundDuty] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    placed: bool = False
    """Whether a label names its department."""


@dataclass(eq=False)
class FoundDepartment:
    """A department with its mandate and, in order, its posts."""

    name: str
    line: Line
    parent: "FoundDepartment | None" = None
    duties: list[FoundDuty] = field(default_factory=list)
    posts: list[FoundPost] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    marked: bool = False
    """Whether it has a number, or is a heading."""
    key: str = ""
    stem: str = ""
    """Its name without what names of departments end in: ``finance`` of ``finance team``."""


@dataclass(slots=True)
class Found:
    """What an outline says, and the lines that are left out."""

    departments: dict[str, FoundDepartment] = field(default_factory=dict)
    posts: list[FoundPost] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Where:
    """What an item stands below."""

    department: FoundDepartment | None = None
    post: FoundPost | None = None
    section: str = ""
    """``duties`` or ``mandate`` below such a label."""


def found_in(root: Node) -> Found:
    """Return the departments, posts and duties of nested items."""
    builder = _Builder(root)
    builder.visit_all(root.children, _Where())
    builder.place_by_title()
    builder.drop_titles()
    return builder.found


class _Builder:
    def __init__(self, root: Node) -> None:
        self.found = Found()
        self.kinds = Kinds(root)
        self.posts: dict[tuple[int, str], FoundPost] = {}
        self.stems: dict[str, FoundDepartment] = {}

    def place_by_title(self) -> None:
        """Place each post without a department in the one that its title begins with."""
        departments = {each.key: each for each in self.found.departments.values()}
        for post in self.found.posts:
            key = _key(post.name)
            ends = [at for at in range(len(key) - 1, 1, -1) if key[:at].strip() in departments]
            if post.department is None and ends:
                self._place(post, departments[key[: ends[0]].strip()])
                post.doubts.append(Doubt("of-department", {"text": post.name}, post.line))

    def drop_titles(self) -> None:
        """Leave out unmarked lines that look like departments: they name the organisation.

        They hold nothing, or all other departments.
        """
        departments = self.found.departments
        with_posts = {id(post.department) for post in self.found.posts}
        tops = [each for each in departments.values() if each.parent is None]
        for key, each in list(departments.items()):
            inner = [other for other in departments.values() if other.parent is each]
            if each.marked or each.duties or id(each) in with_posts or (inner and tops != [each]):
                continue
            for other in inner:
                other.parent = None
            del departments[key]
            self.found.left_out.append(each.line)

    def visit_all(self, nodes: Sequence[Node], where: _Where) -> _Where:
        """Visit items one after another; a label may say what follows it belongs to."""
        for node in nodes:
            where = self.visit(node, where)
        return where

    def visit(self, node: Node, where: _Where) -> _Where:
        """Take what an item says; return what the items behind it belong to."""
        if node.line.label:
            return self._label(node, where)
        inside, held = where.department is not None, where.post is not None
        kind = self.kinds.of(node, inside, held, where.section)
        if kind == "department":
            return self._department(node, where)
        if kind == "post":
            return self._post(node, where)
        if kind == "duty":
            self._duty(node, where)
        else:
            self._leave(node)
            self.visit_all(node.children, where)
        return where

    def _label(self, node: Node, where: _Where) -> _Where:
        label, line = node.line.label, node.line
        if _is_topic(node):
            node.line = node.whole
            self._duty(node, where)
            return where
        if label in ("skip", "neutral"):
            self._leave_below(node, where)
            return where if label == "skip" else self._neutral(node, where)
        if label == "department":
            return self._of_department(node, where)
        if label == "reports" and where.post:
            where.post.reports_to = line if line.text.strip() else None
        elif label == "headcount" and where.post:
            number = re.search(r"\d+", shadow(line.text))
            where.post.headcount = int(number[0]) if number else where.post.headcount
        elif label in ("duties", "mandate"):
            inner = replace(where, section=label)
            self._duties_of_value(node, inner)
            self.visit_all(node.children, inner)
            return where
        elif label == "position" and node.kind == "post":
            return self._post(node, where)
        else:
            self._leave(node)
        return self.visit_all(node.children, where)

    def _neutral(self, node: Node, where: _Where) -> _Where:
        self.visit_all(node.children, where)
        return where

    def _of_department(self, node: Node, where: _Where) -> _Where:
        """Take the label that names a department: of the post before it, or of what follows."""
        if not bare(node.text):
            return self.visit_all(node.children, where)
        department = self._get_department(bare(node.text), node.line, None)
        if node.heading:
            self.visit_all(node.children, _Where(department))
            return where
        if where.post and not where.post.placed and not where.post.duties:
            self._place(where.post, department)
            where.post.placed = True
        else:
            where = _Where(department)
        return self.visit_all(node.children, where)

    def _place(self, post: FoundPost, department: FoundDepartment) -> None:
        if post.department:
            post.department.posts.remove(post)
        post.department = department
        department.posts.append(post)
        self.posts.pop((0, _key(post.name)), None)
        self.posts.setdefault((id(department), _key(post.name)), post)

    def _get_department(
        self, name: str, line: Line, parent: FoundDepartment | None
    ) -> FoundDepartment:
        key = _key(name)
        found = self.found.departments.get(key) or self.stems.get(stem_of(key))
        if found is None or (found.stem != found.key and key not in (found.key, found.stem)):
            found = self.found.departments[key] = FoundDepartment(name, line, parent)
            found.key, found.stem = key, stem_of(key)
            self.stems.setdefault(found.stem, found)
        return found

    def _department(self, node: Node, where: _Where) -> _Where:
        name = _name_of(node)
        parent = where.department if node.parent and node.parent.form != ROOT else None
        department = self._get_department(name, node.line, parent)
        department.doubts += _doubts(node)
        department.marked |= node.marked or node.heading > 0
        if node.kind != "department":
            department.doubts.append(Doubt("read-as-department", {"text": name}))
        inner = _Where(department)
        if node.body:
            self._duties_in(node.body.rest, inner)
        self.visit_all(node.children, inner)
        return where if node.marked or node.heading else inner

    def _post(self, node: Node, where: _Where) -> _Where:
        name = _name_of(node)
        post = self._get_post(name, node, where)
        post.doubts += _doubts(node)
        post.headcount = post.headcount or headcount_of(shadow(node.text)[:40])
        if node.kind != "post":
            post.doubts.append(Doubt("read-as-post", {"text": name}))
        inner = replace(where, post=post, section="")
        if node.body:
            self._duties_in(node.body.rest, inner)
        self.visit_all(node.children, inner)
        return inner if node.line.label and not node.heading else where

    def _get_post(self, name: str, node: Node, where: _Where) -> FoundPost:
        """Return the post of a name: the one around it, another of its department, or a new one."""
        above = where.post
        if above and not above.duties and _key(above.name) == _key(name):
            return above
        key = (id(where.department) if where.department else 0, _key(name))
        post = self.posts.get(key)
        if post is None:
            post = self.posts[key] = FoundPost(name, node.line, where.department)
            self.found.posts.append(post)
            if where.department:
                where.department.posts.append(post)
        return post

    def _duty(self, node: Node, where: _Where) -> None:
        line, doubts = node.line, _doubts(node)
        cut = _runs_on(node)
        if cut:
            self.found.left_out.append(line.cut(cut))
            line = line.cut(0, cut)
            doubts.append(Doubt("runs-on", {"text": line.text.strip()}))
        holder = self._holder(where)
        if holder is None:
            self._leave(node)
        elif not (node.children and len(shadow(line.text).strip(" :")) < 4):
            parts = [line] if node.marked or node.heading else parts_of(line)
            holder.duties += [FoundDuty(part, doubts) for part in parts]
        self.visit_all(node.children, where)

    def _duties_of_value(self, node: Node, where: _Where) -> None:
        if node.text.strip():
            self._duties_in(node.line, where)

    def _duties_in(self, line: Line, where: _Where) -> None:
        """Take the duties of a paragraph: its parts between semicolons, else its sentences."""
        holder = self._holder(where)
        if holder is None:
            self.found.left_out.append(line)
            return
        holder.duties += [FoundDuty(part) for part in parts_of(line)]

    @staticmethod
    def _holder(where: _Where) -> FoundPost | FoundDepartment | None:
        if where.section == "mandate" and where.department and not where.post:
            return where.department
        return where.post or where.department

    def _leave(self, node: Node) -> None:
        if node.text.strip():
            self.found.left_out.append(node.line)

    def _leave_below(self, node: Node, where: _Where) -> None:
        """Leave out what is below a label, but for names that have items of their own."""
        if node.line.label == "neutral":
            return self._leave(node)
        for each in (node, *node.children):
            if each is not node and each.kind in ("department", "post") and each.children:
                self.visit(each, _Where(where.department))
            elif each is node:
                self._leave(each)
            else:
                self._leave_below(each, where)
        return None


def parts_of(line: Line) -> list[Line]:
    """Return the duties that a paragraph lists, one after another."""
    dark = shadow(line.text)
    pattern = _PARTS if _PARTS.search(dark.rstrip(";。 ")) else _SENTENCES
    parts: list[Line] = []
    start = 0
    for match in pattern.finditer(dark):
        parts.append(line.cut(start, match.start()))
        start = match.end()
    parts.append(line.cut(start))
    return [part for part in parts if len(part.text.strip(" ;；。.")) > 1]


def _key(name: str) -> str:
    return shadow(name).casefold().removeprefix("the ")


def _is_topic(node: Node) -> bool:
    """Return whether a duty begins with a word that is a label elsewhere: ``Training: …``."""
    if not node.marked or node.line.label not in ("skip", "neutral") or not node.text.strip():
        return False
    mates = node.parent.children[:_MATES] if node.parent else []
    alike = [each for each in mates if each.form == node.form and each is not node]
    plain = [each for each in alike if not each.line.label and not each.children]
    return is_duty(shadow(node.text)) and 2 * len(plain) > len(alike)


def _doubts(node: Node) -> list[Doubt]:
    return [doubt._replace(line=node.line) for doubt in node.doubts]


def _name_of(node: Node) -> str:
    """Return the name of a department or post as it is written, without what surrounds it."""
    dark, short = shadow(node.text), node.named.name
    at = dark.casefold().find(short.casefold()) if short else -1
    return bare(node.text[at : at + len(short)] if at >= 0 else node.text)


def _runs_on(node: Node) -> int:
    """Return where the last item of a list runs on into other text; 0 where it does not."""
    dark = shadow(node.text)
    mates = node.parent.children if node.parent else []
    if node.children or any(each.marked for each in mates[node.place + 1 : node.place + 4]):
        return 0
    before = mates[max(node.place - _MATES, 0) : node.place]
    others = [len(each.text) for each in before if each.marked] or [_LONG]
    sentence = re.search(r"[。!?;]\s*(?=\S)|\.\s+(?=[A-Z])", dark)
    if sentence is None or len(dark) < max(_LONG, _RUNS_ON * max(others)):
        return 0
    openers = [
        at for word in listed("zh runs on") if (at := dark.find(word, 4, sentence.start())) > 0
    ]
    return min(openers, default=sentence.end())
