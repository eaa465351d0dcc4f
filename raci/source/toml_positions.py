"""The place of every key and value in a TOML text: what it means is for tomllib to say."""

import re
from dataclasses import dataclass, field

MAX_DEPTH = 50
"""How many maps and lists may stand in one another: as in YAML."""

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
"""The start of something in a text, and its end."""


@dataclass(slots=True)
class Node:
    """Where a key and its value stand, and what stands inside, by key or index."""

    key: Offsets
    value: Offsets
    inner: "dict[str | int, Node]" = field(default_factory=dict)

    def at(self, step: str | int) -> "Node":
        """Give what stands inside; what was not found there stands where this does."""
        return self.inner.get(step) or Node(self.key, self.value)

    def open(self, step: str, key: Offsets) -> "Node":
        """Give the table of a key, new where there is none; of a list of tables, the last."""
        found = self.inner.setdefault(step, Node(key, key))
        return found.inner.get(len(found.inner) - 1, found)

    def append(self, key: Offsets) -> "Node":
        """Add a list's item."""
        item = self.inner[len(self.inner)] = Node(key, key)
        return item


class _LostError(Exception):
    """The text is not what the scanner takes it for."""


class Scanner:
    """Finds places in a text that tomllib accepts; in another, up to where it is at fault.

    ``deep`` is where inline data nest too deep: nothing is placed from there on. ``twice`` is a
    key that has two values, and its two places: tomllib accepts none.
    """

    def __init__(self, text: str) -> None:
        self.text, self.here = text, 0
        self.deep: Offsets = 0, 0
        self.twice: tuple[str, Offsets, Offsets] | None = None

    def scan(self) -> Node:
        """Give the places of the whole text, or of as much as was understood."""
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
        """Read ``[a.b]`` or ``[[a.b]]``: its last key is the table's place, wherever else it is."""
        brackets = 2 if self._next_is("[[") else 1
        self.here += brackets
        *parents, (name, key) = self._keys()
        for parent in parents:
            table = table.open(*parent)
        found = table.inner.setdefault(name, Node(key, key))
        self._expect("]" * brackets)
        if brackets == 2:
            return found.append(key)
        found.key = found.value = key
        return found

    def _pair(self, table: Node, depth: int) -> None:
        *parents, (name, key) = self._keys()
        self._expect("=")
        for parent in parents:
            table = table.open(*parent)
        if name in table.inner:
            self.twice = name, table.inner[name].key, key
        spot = table.inner[name] = Node(key, key)
        self._value(spot, depth)

    def _value(self, spot: Node, depth: int) -> None:
        """Read a value; depth is the number of containers around it, headers apart."""
        self._more()
        start = self.here
        if depth == MAX_DEPTH and self.text[start : start + 1] in ("[", "{"):
            self.deep = spot.value = start, start + 1
            raise _LostError
        if self._next_is("["):
            self.here += 1
            while self._more("]"):
                self._value(spot.append((self.here, self.here)), depth + 1)
        elif self._next_is("{"):
            self.here += 1
            while self._more("}"):
                self._pair(spot, depth + 1)
        else:
            self._take(_SCALAR)
        spot.value = start, self.here

    def _keys(self) -> list[tuple[str, Offsets]]:
        """Read the keys of ``a."b".c``, each with its place."""
        keys = []
        more = "."
        while more:
            match = self._take(_KEY)
            keys.append((_unquoted(match[1]), match.span(1)))
            more = match[2]
        return keys

    def _more(self, closing: str = "") -> bool:
        """Skip to what is next; tell whether it is not the end, nor what closes: that is taken."""
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
