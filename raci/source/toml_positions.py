"""Finds the place of every key and value in a TOML text, without their meaning."""

import re
from dataclasses import dataclass, field

MAX_DEPTH = 50
"""The most maps and lists inside one another, as in YAML."""

_BLANK = re.compile(r"(?:[\s,]+|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:\\.|[^"\\])*"|'[^']*'|[^\s.=\]"'#]+)[ \t]*(\.?)""")
_SCALAR = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'"
    r"|(?:\d{4}-\d\d-\d\d (?=\d))?[^\s,\]}#]+",  # a date and its time may stand apart
    re.DOTALL,
)

Offsets = tuple[int, int]
"""The start and the end of something in a text."""


@dataclass(slots=True)
class Node:
    """The offsets of a key and its value, and the nodes inside, by key or index."""

    key: Offsets
    value: Offsets
    inner: "dict[str | int, Node]" = field(default_factory=dict)

    def at(self, step: str | int) -> "Node":
        """Return a node inside; if there is none, one at the offsets of this node."""
        return self.inner.get(step) or Node(self.key, self.value)

    def open(self, step: str, key: Offsets) -> "Node":
        """Return the table of a key, perhaps a new one; of a list of tables, the last."""
        table = self.inner.setdefault(step, Node(key, key))
        return table.inner.get(len(table.inner) - 1, table)

    def append(self, key: Offsets) -> "Node":
        """Add a list's item."""
        item = self.inner[len(self.inner)] = Node(key, key)
        return item


class _LostError(Exception):
    """The scanner does not understand the text."""


class Scanner:
    """Finds places in a text that tomllib accepts, or in one up to its error.

    ``deep`` is where inline data are nested too deeply; nothing behind it is placed. ``twice`` is
    a duplicate key with its two places, which tomllib refuses.
    """

    def __init__(self, text: str) -> None:
        self.text, self.here = text, 0
        self.deep: Offsets = 0, 0
        self.twice: tuple[str, Offsets, Offsets] | None = None

    def scan(self) -> Node:
        """Return the places of the text as far as it is understood."""
        root = table = Node((0, 0), (0, 0))
        try:
            while self._more():
                if self._next_is("["):
                    table = self._header(root)
                else:
                    self._pair(table, 1)
        except _LostError:
            pass
        return root

    def _header(self, table: Node) -> Node:
        """Read ``[a.b]`` or ``[[a.b]]``; its last key is the place of the table."""
        brackets = 2 if self._next_is("[[") else 1
        self.here += brackets
        *parents, (name, key) = self._keys()
        for parent in parents:
            table = table.open(*parent)
        node = table.inner.setdefault(name, Node(key, key))
        self._expect("]" * brackets)
        if brackets == 2:
            return node.append(key)
        node.key = node.value = key
        return node

    def _pair(self, table: Node, depth: int) -> None:
        *parents, (name, key) = self._keys()
        self._expect("=")
        for parent in parents:
            table = table.open(*parent)
        if name in table.inner:
            self.twice = name, table.inner[name].key, key
        node = table.inner[name] = Node(key, key)
        self._value(node, depth)

    def _value(self, node: Node, depth: int) -> None:
        """Read a value; ``depth`` counts the containers around it, without headers."""
        self._more()
        start = self.here
        if depth == MAX_DEPTH and self.text[start : start + 1] in ("[", "{"):
            self.deep = node.value = start, start + 1
            raise _LostError
        if self._next_is("["):
            self.here += 1
            while self._more("]"):
                self._value(node.append((self.here, self.here)), depth + 1)
        elif self._next_is("{"):
            self.here += 1
            while self._more("}"):
                self._pair(node, depth + 1)
        else:
            self._take(_SCALAR)
        node.value = start, self.here

    def _keys(self) -> list[tuple[str, Offsets]]:
        keys = []
        more = "."
        while more:
            match = self._take(_KEY)
            keys.append((_unquoted(match[1]), match.span(1)))
            more = match[2]
        return keys

    def _more(self, closing: str = "") -> bool:
        """Skip blanks; return whether anything but the end or the closing mark follows."""
        self._take(_BLANK)
        if closing and self._next_is(closing):
            self.here += 1
            return False
        return self.here < len(self.text) or bool(closing)

    def _next_is(self, text: str) -> bool:
        return self.text.startswith(text, self.here)

    def _expect(self, text: str) -> None:
        if not self._next_is(text):
            raise _LostError
        self.here += len(text)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.text, self.here)
        if match is None:
            raise _LostError
        self.here = match.end()
        return match


def _unquoted(key: str) -> str:
    import tomllib

    if key[0] not in "\"'":
        return key
    try:
        return str(tomllib.loads(f"_ = {key}")["_"])
    except tomllib.TOMLDecodeError as error:
        raise _LostError from error
