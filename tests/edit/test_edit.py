"""Edits of a file: its data are as wanted, and nothing but the entry asked for has changed."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from raci.edit import Draft, EditError
from raci.source.decode import BREAKS, UnreadableError, decode, join_surrogates
from raci.source.yaml import read
from tests.support.layouts import to_text
from tests.support.organisations import copy, orgs, spelt_out, to_data

Route = tuple[str | int, ...]

# What a user sees, example by example

PAY = {"name": {"zh": "付款", "en": "Pay"}, "responsible": ["clerk"], "verifier": []}
NESTED = {"e": ["f", {"g": 1}], "h": {}}
ROLES = """\
roles:
  # all of them
  clerk: {}  # a
  # below
  boss:
    name: Boss  # b
    # still of boss

  # what follows
  last: {}
"""
FLOW = "a: [\n  x, # of x\n  y, # of y\n  z  # of z\n]\n"
INLINE = "a:\n- x: 1 # of x\n  # of y\n  y: 2\n- z\n"

EXAMPLES: dict[str, tuple[str, list[tuple[Any, ...]], str]] = {
    "an entry goes with what is indented into it; comments above stay": (
        ROLES,
        [("remove", ("roles", "boss"))],
        ROLES.replace("  boss:\n    name: Boss  # b\n    # still of boss\n", ""),
    ),
    "a new entry comes behind the last, before what follows": (
        "roles:\n  a: x\n\n# platforms\nplatforms: {}\n",
        [("insert", ("roles",), "b", "no")],
        "roles:\n  a: x\n  b: no\n\n# platforms\nplatforms: {}\n",
    ),
    "the last entry of a map leaves braces": (
        "a: # why\n  b: 1 # x\nc: 2\n",
        [("remove", ("a", "b"))],
        "a: {} # why\nc: 2\n",
    ),
    "the last item of a list leaves brackets": (
        "a:\n- b\nc: 2\n",
        [("remove", ("a", 0))],
        "a: []\nc: 2\n",
    ),
    "or takes its key along": (
        "a:\n  informed: [b]\n  c: 1\n",
        [("remove", ("a", "informed", 0), True)],
        "a:\n  c: 1\n",
    ),
    "pruning goes one level up": (
        "roles:\n  a:\n    duties:\n      x: y\n",
        [("remove", ("roles", "a", "duties", "x"), True)],
        "roles:\n  a: {}\n",
    ),
    "the whole of a file": ("# a\na: 1\n\n# b\nb: 2\n", [*[("remove", (k,)) for k in "ab"]],
        "# a\n{} # b\n\n"),
    "first in a flow list": ("a: [x, y]\n", [("remove", ("a", 0))], "a: [y]\n"),
    "last in a flow list": ("a: [x, y] # c\n", [("remove", ("a", 1))], "a: [x] # c\n"),
    "all but one": ("a: [x, y, z]\n", [("remove", ("a", 0)), ("remove", ("a", 1))], "a: [y]\n"),
    "all": ("a: {x: 1, y: 2,}\n", [("remove", ("a", "x")), ("remove", ("a", "y"))], "a: {}\n"),
    "lines of a flow list": (FLOW, [("remove", ("a", 1))], FLOW.replace("  y, # of y\n", "")),
    "the last line of a flow list": (
        FLOW,
        [("remove", ("a", 2))],
        "a: [\n  x, # of x\n  y # of y\n]\n",
    ),
    "a line more in a flow list": (
        FLOW,
        [("append", ("a",), "w")],
        "a: [\n  x, # of x\n  y, # of y\n  z,  # of z\n  w\n]\n",
    ),
    "a trailing comma stays one": (
        "a: [\n  x,\n  y,\n]\n",
        [("remove", ("a", 1)), ("append", ("a",), "z")],
        "a: [\n  x,\n  z,\n]\n",
    ),
    "commas that lead": (
        "a: {b: 1\n  , c: 2\n  , d: 3}\n",
        [("remove", ("a", "b")), ("remove", ("a", "d"))],
        "a: {c: 2\n  }\n",
    ),
    "behind a hyphen, the next entry moves up": (
        INLINE,
        [("remove", ("a", 0, "x"))],
        "a:\n- # of y\n  y: 2\n- z\n",
    ),
    "behind a hyphen, all": (
        INLINE,
        [("remove", ("a", 0, "x")), ("remove", ("a", 0, "y")), ("insert", ("a", 0), "w", 1)],
        "a:\n- w: 1 # of y\n  \n- z\n",
    ),
    "a literal text": (
        "a: | # why\n  # text\n\n# next\nb: 1\n",
        [("replace", ("a",), "new")],
        "a: new # why\n\n# next\nb: 1\n",
    ),
    "behind a literal text": ("a: |\n  x\n\n", [("insert", (), "b", "c")], "a: |\n  x\nb: c\n\n"),
    "a block by a word": ("a: # c\n  b: 1\nd: 2\n", [("replace", ("a",), "x")], "a: x # c\nd: 2\n"),
    "a word by a block": (
        "a: x # c\nd:\n    e: 2\n",
        [("replace", ("a",), NESTED)],
        "a: # c\n    e:\n        - f\n        - {g: 1}\n    h: {}\nd:\n    e: 2\n",
    ),
    "a block by a block": (
        "a:\n- b: 1\n  c: 2\n- x\n",
        [("replace", ("a", 0), NESTED)],
        "a:\n- e:\n    - f\n    - {g: 1}\n  h: {}\n- x\n",
    ),
    "null by a word": ("a: # c\nb:\n", [("replace", ("a",), 1), ("replace", ("b",), 2)],
        "a: 1 # c\nb: 2\n"),
    "what is missing is made": (
        "a: 1\nroles:\n",
        [
            ("insert", ("roles", "clerk"), "department", "sales"),
            ("append", ("roles", "clerk", "tags"), "x"),
        ],
        "a: 1\nroles:\n  clerk:\n    department: sales\n    tags: [x]\n",
    ),
    "an empty map becomes a block": (
        "activities: {} # c\n",
        [("insert", ("activities",), "pay", PAY)],
        """\
activities: # c
  pay:
    name: {zh: 付款, en: Pay}
    responsible: [clerk]
    verifier: []
""",
    ),
    "siblings show the style": (
        "roles:\n   a:\n      name: A\nduties:\n   x: {zh: a, en: b, source: c}\n",
        [
            ("insert", ("roles",), "b", {"name": "B"}),
            ("insert", ("duties",), "y", {"zh": "a", "en": "b", "source": "d"}),
            ("insert", ("duties",), "z", {"note": PAY}),
        ],
        """\
roles:
   a:
      name: A
   b:
      name: B
duties:
   x: {zh: a, en: b, source: c}
   y: {zh: a, en: b, source: d}
   z:
      note:
         name: {zh: 付款, en: Pay}
         responsible: [clerk]
         verifier: []
""",
    ),
    "words that need quotes": (
        "a: [x]\nb:\n",
        [("append", ("a",), w) for w in ("no", "a, b", "null", "2027-01-01", "01", "", "'", "a: b")]
        + [("insert", ("b",), w, w) for w in ("on", "a, b", "~", "a\nb", "- a", "# a", "é\x85")],
        """\
a: [x, no, "a, b", "null", 2027-01-01, "01", "", "'", "a: b"]
b:
  on: on
  a, b: a, b
  "~": "~"
  "a\\nb": "a\\nb"
  "- a": "- a"
  "# a": "# a"
  "é\\u0085": "é\\u0085"
""",
    ),
    "keys": (
        "\"a\": 1 # c\n'b' : {\"c\":1, 'd': 2}\n? e\n: 3\n",
        [("rename", (old,), new) for old, new in (("a", "x"), ("e", "客服"))]
        + [("rename", ("b", old), new) for old, new in (("c", "y"), ("d", "z"))],
        "x: 1 # c\n'b' : {\"y\":1, z: 2}\n? 客服\n: 3\n",
    ),
    "a text with an anchor": (
        "a:\n  b: &x >-\n    true\n  c: &y |\n    d\n",
        [("replace", ("a", "b"), "e"), ("replace", ("a", "c"), "f")],
        "a:\n  b: e\n  c: f\n",
    ),
    "a hyphen before a blank": (
        'a: {"b": "c" , d: e}\n', [("replace", ("a", "b"), "-")], 'a: {"b": "-" , d: e}\n'
    ),
    "an empty file": ("", [("insert", (), "a", 1)], "a: 1\n"),
    "a comment alone": ("---\n# c", [("insert", (), "a", [1])], "---\n# c\na: [1]"),
    "no end of line": ("a:\n  b: 1", [("insert", ("a",), "c", NESTED["h"])], "a:\n  b: 1\n  c: {}"),
    "document marks": ("%YAML 1.2\n---\na: 1\n...\n", [("insert", (), "b", 2), ("remove", ("a",))],
        "%YAML 1.2\n---\nb: 2\n...\n"),
    "line ends": ("a:\r\n  b: 1\r\n", [("insert", ("a",), "c", PAY["name"])],
        "a:\r\n  b: 1\r\n  c: {zh: 付款, en: Pay}\r\n"),
    "a pair": ("a: [b: 1, c]\n", [("insert", ("a", 0), "d", 2)], "a: [{b: 1, d: 2}, c]\n"),
    "edits of edits": (
        "a: [x]\n",
        [("insert", ("b",), "c", [1]), ("append", ("b", "c"), 2), ("remove", ("b", "c", 0)),
         ("rename", ("b", "c"), "d"), ("remove", ("a", 0)), ("append", ("a",), "y")],
        "a: [y]\nb:\n  d: [2]\n",
    ),
}  # fmt: skip


def edited(text: str, edits: list[tuple[Any, ...]], path: str = "a.yaml") -> Draft:
    draft = Draft(text.encode(), path)
    for name, *arguments in edits:
        if name == "remove":
            draft.remove(arguments[0], prune=len(arguments) > 1)
        else:
            getattr(draft, name)(*arguments)
    return draft


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str) -> None:
    before, edits, after = EXAMPLES[name]
    assert edited(before, edits).text == after


def test_json_stays_json() -> None:
    before = '{"a": {"b":"\\ud83d\\ude00", "c": [\n  1,\n  "\\ud83d\\ude00"\n]}, "d": "x"}'
    edits = [
        ("rename", ("a", "b"), "é"), ("replace", ("d",), "no"), ("remove", ("a", "c", 1)),
        ("append", ("a", "c"), {"k": [None, True, "\x7f😀"]}), ("insert", (), "e", {}),
    ]  # fmt: skip
    after = (
        '{"a": {"é":"\\ud83d\\ude00", "c": [\n  1,\n  {"k": [null, true, "\\u007f😀"]}\n]}, '
        '"d": "no", "e": {}}'
    )
    assert edited(before, edits, "a.json").text == after


def test_the_bytes_keep_their_mark_and_the_text_has_none() -> None:
    draft = Draft(b"\xef\xbb\xbfa: 1\r\n", "a.yaml")
    assert draft.content == b"\xef\xbb\xbfa: 1\r\n"
    draft.insert((), "b", "é")
    assert draft.text == "a: 1\r\nb: é\r\n"
    assert draft.content == b"\xef\xbb\xbfa: 1\r\nb: \xc3\xa9\r\n"


def test_a_diff_shows_the_edits() -> None:
    draft = edited("a: 1\r\nb: 2\r\nc: x", [("remove", ("b",))])
    assert draft.diff("a/x", "b/x") == (
        "--- a/x\n+++ b/x\n@@ -1,3 +1,2 @@\n a: 1\r\n-b: 2\r\n c: x\n\\ No newline at end of file\n"
    )
    assert Draft(b"a: 1", "a.yaml").diff("a", "b") == ""


# What is refused

ALIASED = "b: 1\na: &x\n  k: v\n  l: [1]\nc: *x\nd: [*x]\n"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (("remove", ("z",)), "a.yaml:1:1: there is no 'z' here"),
        (("remove", ("a", "l", 1)), "a.yaml:4:3: there is no 1 here"),
        (("replace", ("a", "k", "m"), 1), "a.yaml:3:3: this is neither a map nor a list"),
        (("replace", (), 1), "a.yaml:1:1: a whole file is not an entry"),
        (("rename", ("a", "k"), "l"), "a.yaml:3:3: 'l' exists already"),
        (("rename", ("d", 0), "l"), "a.yaml:6:5: a list item has no key"),
        (("insert", ("a",), "k", 1), "a.yaml:3:3: 'k' exists already"),
        (("insert", ("d",), "k", 1), "a.yaml:6:1: this is a list, not a map"),
        (("append", ("a",), 1), "a.yaml:2:1: this is a map, not a list"),
        (("remove", ("c", "k")), "a.yaml:5:1: this is an alias; edit the text"),
        (("insert", ("d", 0), "m", 1), "a.yaml:6:5: this is an alias"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_at_once(edit: tuple[Any, ...], told: str) -> None:
    draft = Draft(ALIASED.encode(), "a.yaml")
    with pytest.raises(EditError) as caught:
        getattr(draft, edit[0])(*edit[1:])
    assert str(caught.value).startswith(told)
    assert draft.text == ALIASED


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (("remove", ("a", "k")), 3),
        (("replace", ("a", "l", 0), 2), 4),
        (("append", ("a", "l"), 2), 4),
        (("remove", ("a",)), 2),
        (("insert", ("a",), "m", 1), 2),
        (("replace", ("b",), float("nan")), 1),
        (("replace", ("b",), "\ud800"), 1),
    ],
)
def test_what_would_change_something_else_is_refused_and_taken_back(
    edit: tuple[Any, ...], line: int
) -> None:
    draft = edited(ALIASED, [("insert", (), "good", 1)])
    good = draft.text
    draft.insert((), "lost", 1)
    getattr(draft, edit[0])(*edit[1:])
    draft.insert((), "lost too", 1)
    with pytest.raises(EditError, match=f"^a.yaml:{line}:.*by hand"):
        _ = draft.text
    assert draft.text == good == ALIASED + "good: 1\n"
    draft.remove(("c",))
    draft.remove(("d",))
    draft.remove(("a", "k"))
    assert draft.text == "b: 1\na: &x\n  l: [1]\ngood: 1\n"


def test_what_cannot_be_read_cannot_be_edited() -> None:
    with pytest.raises(UnreadableError):
        Draft(b"a: [", "a.yaml")


def test_many_edits_cost_little_more_than_one() -> None:
    text = "".join(f"role{n}:\n  # a\n  tags: [a, b]\n  k:\n    - x\n" for n in range(5000))
    draft = Draft(text.encode(), "a.yaml")
    counted = Counter[str]()
    for number in range(0, 5000, 10):
        draft.remove((f"role{number}",))
        draft.remove((f"role{number + 1}", "tags", 0))
        counted["edits"] += 2
    after = draft.text
    assert counted["edits"] == 1000
    assert len(text) - len(after) == sum(
        len(f"role{n}:\n  # a\n  tags: [a, b]\n  k:\n    - x\n") + len("a, ")
        for n in range(0, 5000, 10)
    )


# Any edit, in any layout

KEYS = ("new", "客服二", "no", "a b", "x: y", "1", "~", "- a", "e\u0301")
VALUES: tuple[Any, ...] = (
    *("a", "no", "a: b", "", "a\nb\n", "2027-01-01", 12, 1.5, True, None, [], {}, ["a", "b, c"]),
    *({"a": "2026-12-01"}, PAY, NESTED, [[1], {"a": 1, "b": {"c": ["d, e"]}}]),
)


class Edit(NamedTuple):
    """An edit, by the name of Draft's method, and what it does to plain data."""

    name: str
    route: Route
    arguments: tuple[Any, ...]

    def to(self, draft: Draft) -> None:
        getattr(draft, self.name)(self.route, *self.arguments)

    def on(self, data: Any) -> Any:
        """Give data of its own with the edit made."""
        data = copy(data)
        target = at(data, self.route if self.name in ("insert", "append") else self.route[:-1])
        match self.name, self.arguments:
            case "remove", _:
                del target[self.route[-1]]
            case "replace", (value,):
                target[self.route[-1]] = value
            case "rename", (key,):
                entries = [(key if k == self.route[-1] else k, v) for k, v in target.items()]
                target.clear()
                target.update(entries)
            case "insert", (key, value):
                target[key] = value
            case "append", (value,):
                target.append(value)
        return copy(data)


def at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


def routes(data: Any, above: Route = ()) -> Iterator[Route]:
    if isinstance(data, dict | list):
        for step in data if isinstance(data, dict) else range(len(data)):
            yield (*above, step)
            yield from routes(data[step], (*above, step))


def an_edit(data: Any, random: Random) -> Edit:
    """Choose an edit that can be made."""
    everywhere = [(), *routes(data)]
    while True:
        name = random.choice(("remove", "replace", "rename", "insert", "append"))
        route, key, value = random.choice(everywhere), random.choice(KEYS), random.choice(VALUES)
        here = at(data, route)
        if name == "insert" and isinstance(here, dict) and normal(key) not in here:
            return Edit(name, route, (normal(key), value))
        if name == "append" and isinstance(here, list):
            return Edit(name, route, (value,))
        if name == "remove" and route:
            return Edit(name, route, ())
        if name == "replace" and route:
            return Edit(name, route, (value,))
        free = bool(route) and normal(key) not in at(data, route[:-1])
        if name == "rename" and free and isinstance(route[-1], str):
            return Edit(name, route, (normal(key),))


def normal(text: str) -> str:
    return text.replace("e\u0301", "é")


class Written:
    """A text by PyYAML's own tokens and nodes: its lines, comments, and where an entry stands."""

    def __init__(self, text: str, path: str) -> None:
        self.text = join_surrogates(text)[0] if path.endswith(".json") else text
        tokens = yaml.scan(self.text, Loader=yaml.CLoader)
        marks = [(token.start_mark.index, token.end_mark.index) for token in tokens]
        self.tokens = [(start, self.trimmed(start, end)) for start, end in marks if start < end]
        self.root = yaml.compose(self.text, Loader=yaml.CLoader)
        self.lines = self.text.splitlines(keepends=True)
        self.starts = [0, *accumulate(map(len, self.lines))]
        self.aliased = any(self.text[start] == "*" for start, _ in self.tokens)

    def trimmed(self, start: int, end: int) -> int:
        """Give the end of a token without the blank lines that belong to a literal text's."""
        return start + len(self.text[start:end].rstrip(f" {BREAKS}"))

    def line(self, offset: int) -> int:
        """Give the number, from 0, of the line in which an offset stands."""
        return bisect_right(self.starts, min(offset, max(len(self.text) - 1, 0))) - 1

    def comments(self) -> list[tuple[int, str]]:
        """Give all comments with their offsets."""
        edges = [0, *(edge for token in self.tokens for edge in token), len(self.text)]
        gaps = list(zip(edges[::2], edges[1::2], strict=True))
        literal = [token for token in self.tokens if self.text[token[0]] in "|>"]
        gaps += [(start, self.starts[self.line(start) + 1]) for start, _ in literal]
        return [
            (start + match.start(), match[0])
            for start, end in gaps
            for match in re.finditer(f"#[^{BREAKS}]*", self.text[start:end])
        ]

    def place(self, route: Route) -> tuple[int, int]:
        """Give an entry's offsets: of its key, and of what is behind its value's last token."""
        node: Any = self.root
        start = 0
        for step in route:
            if isinstance(step, int):
                node = node.value[step]
                start = node.start_mark.index
            else:
                names = [unicodedata.normalize("NFC", key.value) for key, _ in node.value]
                key, node = node.value[names.index(step)]
                start = key.start_mark.index
        own = [token for token in self.tokens if start <= token[0] < node.end_mark.index]
        return start, own[-1][1] if own else start


def changed_there_alone(before: str, after: str, edit: Edit, path: str) -> None:
    """Check that lines differ only from the token before an entry up to the one behind it.

    And that no comment is gone but those within the entry, behind it on its last line, or
    indented into it.
    """
    old, new = Written(before, path), Written(after, path)
    if old.aliased or not edit.route:
        return
    start, end = old.place(edit.route)
    if edit.name in ("insert", "append"):
        first = [at for at, _ in old.tokens if at < end][-2:][0]
    else:
        before_it = 2 if isinstance(edit.route[-1], int) else 1  # a hyphen, and what it is behind
        first = [0, 0, *(at for at, _ in old.tokens if at < start)][-before_it]
    behind = min((at for at, _ in old.tokens if at >= end), default=len(old.text))
    top, bottom = old.line(first), len(old.lines) - old.line(behind) - 1
    assert old.lines[:top] == new.lines[:top]
    assert bottom <= 0 or old.lines[-bottom:] == new.lines[-bottom:]
    gone = Counter(text for _, text in old.comments()) - Counter(text for _, text in new.comments())
    if edit.name in ("remove", "replace"):
        indent = max((at for at, _ in old.tokens if at < start), default=0)
        indent = start if isinstance(edit.route[-1], str) else indent
        column = indent - old.starts[old.line(indent)]
        last = old.line(end)
        while re.match(f" {{{column + 1},}}#", "".join(old.lines[last + 1 : last + 2])):
            last += 1
        own = (text for at, text in old.comments() if start <= at and old.line(at) <= last)
        gone -= Counter(own)
    assert not gone


datas = orgs().map(to_data)
seeds = st.integers(0, 1_000_000).map(Random)


def any_edits(made: list[bool], most: int) -> Callable[[], None]:
    """Give a test that makes up to so many edits in one draft, and notes which could be made."""

    @given(datas, seeds, st.sampled_from(("a.yaml", "a.yaml", "a.yaml", "a.json")))
    def each(data: Any, random: Random, path: str) -> None:
        raw = to_text(spelt_out(data, random), path, random).encode()
        for _ in range(10):
            draft = Draft(raw, path)
            wanted, edits = copy(draft.data), []
            try:
                for _ in range(random.randint(1, most)):
                    edits.append(an_edit(wanted, random))
                    wanted = edits[-1].on(wanted)
                    edits[-1].to(draft)
                after = draft.content
            except EditError:
                with suppress(EditError):  # what was asked before may be refused as well
                    assert repr(read(draft.content, path).data) == repr(draft.data)
                assert most > 1 or draft.content == raw
                if not ALIAS.search(raw):
                    made.append(False)
                continue
            made.append(True)
            assert repr(read(after, path).data) == repr(wanted)
            assert after.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")
            if most == 1:
                changed_there_alone(decode(raw), decode(after), edits[0], path)

    return each


ALIAS = re.compile(rb"\*a\d")
"""How an alias is written in random layouts: an edit of what it repeats is rightly refused."""


@pytest.mark.parametrize("most", [1, 6])
def test_any_edit_in_any_layout(most: int) -> None:
    made: list[bool] = []
    any_edits(made, most)()
    assert made.count(False) < 0.005 * len(made)
