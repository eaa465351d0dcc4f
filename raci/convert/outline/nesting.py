"""Items of an outline one below another, by their marks, headings and indentation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from raci.convert.outline.bodies import Body, body_of
from raci.convert.outline.fields import fields_of, labelled
from raci.convert.outline.labels import is_chinese
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.marks import DASHES, Mark, is_misread, marks_of, may_be
from raci.convert.outline.names import LONGEST_NAME, Named, bare, is_duty, named
from raci.convert.outline.split import split_head, split_tail

ROOT, PLAIN, BULLET = "root", "plain", "•"
_DIGITS = frozenset(("1.", "1、", "1)", "(1)", "1:"))
_RANKS = {"department": 0, "post": 1, "label": 2}
_OF_A_POST = ("reports", "department", "headcount", "duties")
"""Labels that follow the name of a post."""
_HAN = frozenset(("一、", "(一)"))
_FEW = 20
_DEEPEST = 40
"""No item stands below more others."""
_NEXT_SENTENCE = 40
_SHORT = 30
_LATEST = 4
"""A list of letters whose first item is lost begins no later."""
_ENDS = (".", "。", "；", ";", "!", "！")


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
        self.whole = line
        self.line = line = labelled(line)
        self.body = None
        if line.label == "position" and bare(line.text):
            self.named = Named("post", bare(line.text))
        elif line.label:
            self.named = Named("label", bare(line.text), line.label)
        else:
            self.named = named(shadow(line.text))
            self.body = body_of(line) if self.named.kind in ("unknown", "duty") else None
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
    def heading(self) -> int:
        """The level of a heading; 0 for what is none."""
        return self.line.heading

    def walk(self) -> Iterator["Node"]:
        """Return itself and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Fit(NamedTuple):
    """Where a mark fits: below the node at a depth of the stack."""

    depth: int
    form: str
    ordinal: int
    doubt: Doubt | None = None
    parts: tuple[Line, Line] | None = None
    """The text of the latest item, which holds the name of a lost item between as well."""


def nested(lines: Iterable[Line]) -> Node:
    """Return the root of the items of an outline."""
    nester = _Nester()
    for line in lines:
        for part in fields_of(line):
            nester.feed(part)
    return nester.stack[0]


class _Nester:
    """Places one item after another below those that are open."""

    def __init__(self) -> None:
        self.stack = [Node(Line("", ()), ROOT)]
        self.parents: dict[str, str] = {}
        """The form that each form was first seen below."""
        self.examples: dict[str, list[Node]] = {}
        """The first items of each form, and the latest."""

    @property
    def top(self) -> Node:
        return self.stack[-1]

    def feed(self, line: Line) -> None:
        """Add a line, which may hold several items."""
        dark = shadow(line.text)
        marks = list(marks_of(dark))
        begun = 0
        if line.heading:
            begun = max((mark.end for mark in marks if mark.first and not mark.broken), default=0)
            self._open_heading(line.cut(begun))
            marks = []
        elif line.bullet:
            self._open_bullet(line, line.bullet)
        opened = bool(line.heading or line.bullet)
        for at, mark in enumerate(marks):
            upto = marks[at + 1].start if at + 1 < len(marks) else len(dark)
            ahead = dark[mark.end : upto].strip()
            if not mark.first and not opened:
                self._open_plain(line.cut(begun, mark.start))
                opened = True
            if opened:
                self.top.write(line.cut(begun, mark.start))
            if mark.readings[:1] == ((BULLET, 0),):
                self._open_bullet(line.cut(mark.end), f"{mark.written}")
            else:
                fit = self._fit(mark, ahead, line, begun)
                if fit is None:
                    continue
                self._open(fit, line, mark)
            begun, opened = mark.end, True
        rest = line.cut(begun)
        if opened:
            self.top.write(rest.stripped())
        elif rest.text.strip() or line.label:
            self._open_plain(rest)

    def _push(self, node: Node, depth: int) -> None:
        del self.stack[min(depth + 1, _DEEPEST) :]
        node.parent = self.top
        self.parents.setdefault(node.form, self.top.form)
        node.place = len(self.top.children)
        self.top.children.append(node)
        self.examples.setdefault(node.form, [])[_FEW:] = [node]
        self.stack.append(node)

    def _drop_bullet(self) -> None:
        """Remove a bullet that stands before a number."""
        self.stack.pop()
        self.top.children.pop()

    def _open_heading(self, line: Line) -> None:
        depth = len(self.stack) - 1
        while depth and (
            not self.stack[depth].heading or self.stack[depth].heading >= line.heading
        ):
            depth -= 1
        self._push(Node(line.stripped(), f"h{line.heading}"), depth)

    def _open_bullet(self, line: Line, mark: str) -> None:
        form, indent = f"{BULLET}{mark}", line.indent
        depth = len(self.stack) - 1
        bullets = [at for at, node in enumerate(self.stack) if node.form.startswith(BULLET)]
        for at in bullets:
            node = self.stack[at]
            if node.indent > indent or (node.indent == indent and node.form == form):
                depth = at - 1
                break
        node = Node(line.stripped(), form, indent=indent)
        mates = [at for at in bullets if at <= depth and self.stack[at].kind == node.kind]
        if mates and node.kind in ("department", "post"):
            depth = mates[-1] - 1
        self._push(node, depth)

    def _open_plain(self, line: Line) -> None:
        node = Node(line.stripped(), PLAIN, indent=line.indent)
        if node.kind == "post" and _may_hold(self.top, node):
            self._lift()
        depth = len(self.stack) - 1
        while depth and self._ends_before(self.stack[depth], node):
            depth -= 1
        self._push(node, depth)

    def _lift(self) -> None:
        """Move the latest line, which a post follows at once, out of the post before it."""
        node = self.stack.pop()
        assert node.parent is not None
        node.parent.children.remove(node)
        depth = len(self.stack) - 1
        while depth and self.stack[depth].form == PLAIN and self.stack[depth].kind != "department":
            depth -= 1
        self._push(node, depth)

    def _ends_before(self, open_: Node, node: Node) -> bool:
        """Return whether an open item ends before an unmarked line."""
        if open_.heading:
            return False
        if open_.form == PLAIN:
            return self._ends_unmarked(open_, node)
        if open_.form.startswith(BULLET) and node.line.gap and node.indent <= open_.indent:
            return True
        if node.line.label in _OF_A_POST and open_ is self.top and _may_be_named(open_):
            return False
        if _is_name(node.kind):
            return open_.kind != "department" and not self._holds_names(open_)
        return open_.kind not in _RANKS and not self._holds_names(open_)

    @staticmethod
    def _ends_unmarked(open_: Node, node: Node) -> bool:
        """Return whether one unmarked line ends before another, by what they are."""
        if open_.kind == "unknown" and node.kind == "post":
            return not (open_.line.gap and all(each.kind == "post" for each in open_.children[-1:]))
        if open_.kind == "label" and open_.text and node.line.gap:
            return True
        if open_.kind == "post" and node.kind == "unknown" and open_.indent == node.indent:
            items = any(child.marked for child in open_.children[:_FEW])
            return items and len(node.text) <= _SHORT and node.text[-1:] not in _ENDS
        return _RANKS.get(open_.kind, 3) >= _RANKS.get(node.kind, 3)

    @staticmethod
    def _holds_names(open_: Node) -> bool:
        """Return whether names stand below an item of unknown kind."""
        return open_.kind == "unknown" and any(
            child.kind in ("department", "post") for child in open_.children[:_FEW]
        )

    def _open(self, fit: _Fit, line: Line, mark: Mark) -> None:
        depth = fit.depth
        if fit.parts is not None:
            depth = self._insert(fit)
        node = Node(line.cut(mark.end, mark.end), fit.form, fit.ordinal, line.indent)
        if fit.doubt is not None:
            node.doubts.append(fit.doubt)
        elif mark.written in DASHES:
            node.doubts.append(Doubt("number", {"written": mark.written, "number": fit.ordinal}))
        self._push(node, depth)

    def _insert(self, fit: _Fit) -> int:
        """Add the item whose number was lost, and return its depth."""
        assert fit.parts is not None
        before, name = fit.parts
        self.top.write(before)
        form = self.parents[fit.form]
        depth = self._depth_of(form)
        above = len(self.stack) - 1 if depth is None else depth - 1
        ordinal = 1 if depth is None else self.stack[depth].ordinal + 1
        node = Node(name, form, ordinal)
        node.doubts.append(Doubt("number-lost", {"text": name.text.strip()}))
        self._push(node, above)
        return above + 1

    def _depth_of(self, form: str) -> int | None:
        depths = [at for at, node in enumerate(self.stack) if node.form == form]
        return depths[-1] if depths else None

    def _fit(self, mark: Mark, ahead: str, line: Line, begun: int) -> _Fit | None:
        """Return where a mark fits best; None where it is no mark."""
        if self._ends_a_sentence(self.top):
            self.stack.pop()
        if self.top.form.startswith(BULLET) and not self.top.text.strip():
            self._drop_bullet()
        return (
            self._continues(mark, ahead, line)
            or self._scanned(mark, ahead, line)
            or self._starts(mark, ahead, line, begun)
            or self._out_of_order(mark)
        )

    @staticmethod
    def _ends_a_sentence(node: Node) -> bool:
        """Return whether an unmarked line is a sentence of its own, which holds no items."""
        return node.form == PLAIN and not node.line.label and node.text.rstrip()[-1:] in _ENDS

    def _continues(self, mark: Mark, ahead: str, line: Line) -> _Fit | None:
        """Return the fit of a number that follows an open one."""
        fits: list[tuple[tuple[bool, int, int], _Fit]] = []
        kind = named(ahead).kind if len(ahead) < _NEXT_SENTENCE else "duty"
        for form, ordinal in mark.readings:
            for at, node in enumerate(self.stack):
                if not _same_form(node.form, form, self.parents) or node.ordinal + 1 != ordinal:
                    continue
                alike = (kind in ("post", "department")) == (node.kind in ("post", "department"))
                near = -abs(node.indent - line.indent) if mark.first else 0
                fits.append(((alike, near, at), _Fit(at - 1, node.form, ordinal)))
        return max(fits, key=lambda each: each[0])[1] if fits else None

    def _scanned(self, mark: Mark, ahead: str, line: Line) -> _Fit | None:
        """Return the fit of a number that scanning broke, where one is expected."""
        if mark.written not in DASHES and any(ordinal == 1 for _, ordinal in mark.readings):
            return None
        for at in range(len(self.stack) - 1, 0, -1):
            node = self.stack[at]
            expected = node.ordinal + 1
            if node.form not in mark.scanned or (node.form in _HAN and _is_letter(mark.written)):
                continue
            likely = may_be(mark.written, expected) and _stands_as_number(mark, node, ahead)
            if likely or self._in_column(mark, node, ahead, line):
                doubt = Doubt("number", {"written": mark.written, "number": expected})
                return _Fit(at - 1, node.form, expected, doubt)
        return None

    @staticmethod
    def _in_column(mark: Mark, node: Node, ahead: str, line: Line) -> bool:
        """Return whether a character stands where the numbers of a list begin, before its like."""
        alike = _is_name(node.kind) == _is_name(named(ahead).kind)
        near = abs(node.indent - line.indent) <= 1
        misread = is_misread(mark.written) and mark.written not in DASHES
        return mark.first and misread and near and alike

    def _starts(self, mark: Mark, ahead: str, line: Line, begun: int) -> _Fit | None:
        """Return the fit of the first number of a list, or of the first that is left of it."""
        firsts = [reading for reading in mark.readings if reading[1] == 1]
        misread = self._misread_first(mark)
        late = [
            (form, n)
            for form, n in mark.readings
            if 1 < n <= _LATEST or not _is_letter(mark.written)
        ]
        for form, ordinal in (*firsts, *misread[:1], *late):
            at = self._depth_of(form)
            if ordinal != 1 and (at is not None or not self._may_start(mark, form, line, begun)):
                continue
            if ordinal == 1 and not self._may_start(mark, form, line, begun):
                continue
            doubt = None if ordinal == 1 else Doubt("starts-at", {"written": mark.written})
            if (form, ordinal) in misread:
                doubt = Doubt("number", {"written": mark.written, "number": 1})
            if at is None:
                return self._first_of_form(form, ordinal, doubt)
            return self._again(form, at, ahead, line)
        return None

    def _misread_first(self, mark: Mark) -> list[tuple[str, int]]:
        """Return a mark read as a misread first number, in the form that is likely here."""
        if not mark.first or not may_be(mark.written, 1):
            return []
        likely = sorted(
            mark.scanned,
            key=lambda form: (
                self._depth_of(form) is not None,
                self.parents.get(form) != self.top.form,
                form not in self.parents,
            ),
        )
        return [(likely[0], 1)] if likely else []

    def _may_start(self, mark: Mark, form: str, line: Line, begun: int) -> bool:
        if mark.first or mark.boundary:
            return True
        if (
            form in ("一、", "a.", "A.", "i.", "I.")
            or line.text[max(mark.start - 1, 0)] in "见第款条至及和与"
        ):
            return False
        before = shadow(line.text[begun : mark.start]).strip()
        return (
            named(before).kind in ("department", "post", "label")
            or self.parents.get(form) == self.top.form
            or self._depth_of(form) is not None
            or self.parents.get(self.parents.get(form, "")) == self.top.form
        ) and (is_chinese(before) or form[-1] == ")")

    def _first_of_form(self, form: str, ordinal: int, doubt: Doubt | None) -> _Fit:
        """Return the fit of a form that is not open: below the latest item, or as learned."""
        deepest = len(self.stack) - 1
        parent = self.parents.get(form, PLAIN)
        skipped = parent not in (PLAIN, self.top.form)
        if skipped and self.parents.get(parent) == self.top.form:
            parts = split_head(self.top.line)
            if parts:
                return _Fit(deepest, form, ordinal, doubt, parts)
        waiting = (self.top.form == PLAIN or _is_name(self.top.kind)) and not self.top.children
        above = None if waiting or parent == PLAIN else self._depth_of(parent)
        return _Fit(deepest if above is None else above, form, ordinal, doubt)

    def _again(self, form: str, at: int, ahead: str, line: Line) -> _Fit:
        """Return the fit of a list that begins anew while one of its form is open."""
        deepest = len(self.stack) - 1
        node, top = self.stack[at], self.top
        if at < deepest and (top.form == PLAIN or top.heading or _awaits(top, node, ahead)):
            return _Fit(deepest, form, 1)
        if at == deepest and (line.indent > node.indent + 1 or _awaits(top, node, ahead)):
            return _Fit(deepest, form, 1)
        above = self.parents.get(form, ROOT)
        kinds = {each.kind for each in self.examples.get(above, ())} & {"post", "department"}
        inner = top.parent is not None and top.parent.kind == "post"
        whole = _is_name(top.kind) and not inner
        if not whole and (at == deepest or named(ahead).kind != node.kind):
            for kind in sorted(kinds, reverse=True):
                parts = split_tail(top.line, kind)
                if parts:
                    return _Fit(deepest, form, 1, None, parts)
        doubt = Doubt("restarts", {}) if at == deepest else None
        return _Fit(at - 1, form, 1, doubt)

    def _out_of_order(self, mark: Mark) -> _Fit | None:
        """Return the fit of a number that does not follow the one before it."""
        if not (mark.first or mark.boundary):
            return None
        for form, _ in mark.readings:
            at = self._depth_of(form)
            if at is not None:
                expected = self.stack[at].ordinal + 1
                doubt = Doubt("number", {"written": mark.written, "number": expected})
                return _Fit(at - 1, form, expected, doubt)
        return None


def _may_hold(node: Node, post: Node) -> bool:
    """Return whether a line may be the name of a department that no word of it tells."""
    upper = node.text.isupper() and not post.text.isupper()
    return (not post.line.gap or post.indent > node.indent or upper) and (
        node.form == PLAIN
        and node.kind == "unknown"
        and node.line.gap
        and not node.children
        and len(node.text) <= LONGEST_NAME
    )


def _awaits(top: Node, node: Node, ahead: str) -> bool:
    """Return whether the latest item is a name without items, and what comes is none."""
    names = ("department", "post", "label")
    return top.kind in names and not top.children and named(ahead).kind not in names and (
        node is top or node.kind in ("department", "post", "unknown", "label")
    ) and is_duty(ahead)  # fmt: skip


def _is_name(kind: str) -> bool:
    return kind in ("department", "post")


def _may_be_named(node: Node) -> bool:
    """Return whether an item may be a name, though no word of it says so."""
    mates = node.parent.children if node.parent else []
    plain = not node.children and len(node.text) <= LONGEST_NAME
    duties = any(each.kind == "duty" and each.form == node.form for each in mates[-_FEW:])
    return plain and node.kind == "unknown" and not duties and node.text[-1:] not in _ENDS


def _stands_as_number(mark: Mark, node: Node, ahead: str) -> bool:
    """Return whether a misread character stands where a number would."""
    if not is_misread(mark.written) and not (mark.boundary and 1 < len(ahead) <= _NEXT_SENTENCE):
        return False
    return mark.written.isascii() or node.kind != "duty" or mark.first


def _is_letter(written: str) -> bool:
    return written.isascii() and written.isalpha()


def _same_form(open_: str, form: str, seen: dict[str, str]) -> bool:
    """Return whether two forms number one list: digits may change their dress within it."""
    return open_ == form or (open_ in _DIGITS and form in _DIGITS and form not in seen)
