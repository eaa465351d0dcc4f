"""The parts of an expression that have a value of their own, as they are written."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from raci.policies import checked

_TOKEN = re.compile(
    r"""(?x) [rRbB]*("{3}.*?"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    | //[^\n]* | `[^`]*` | [A-Za-z_]\w* | [0-9][\w.]* | [=!<>]= | && | \|\| | \S""",
    re.DOTALL,
)
_OPENING, _CLOSING = "([{", ")]}"


class _Extent(NamedTuple):
    start: int
    end: int


def parts(text: str, tree: Any) -> list[str]:
    """Return an expression and its parts, without texts, numbers and bare names.

    What stands within a macro, such as all(), has a value for each item and is no part.

    Args:
        text: the expression.
        tree: its checked tree.
    """
    asked = (tree.expr, *_outside_macros(tree.expr))
    found = (_Parts(text, tree).text(expr) for expr in asked)
    return [*dict.fromkeys(found)]


def _outside_macros(expr: Any) -> Iterator[Any]:
    if checked.kind(expr) not in ("const", "ident"):
        yield expr
    inside = [expr.loop.range] if checked.kind(expr) == "loop" else checked.children(expr)
    for child in inside:
        yield from _outside_macros(child)


class _Parts:
    def __init__(self, text: str, tree: Any) -> None:
        self.source = text
        self.tokens = [_Extent(*match.span()) for match in _TOKEN.finditer(text)]
        self.positions = tree.source.positions

    def text(self, expr: Any) -> str:
        """Return the text of a part."""
        start, end = self._balanced(self._extent(expr))
        return self.source[start:end]

    def _extent(self, expr: Any) -> _Extent:
        at = self.positions.get(expr.id, 0)
        ends = [self._extent(child) for child in self._written(expr)]
        start = min((each.start for each in ends), default=at)
        end = max((each.end for each in ends), default=at)
        match checked.kind(expr):
            case "select" if not expr.select.test_only:
                return _Extent(start, self.tokens[self._number(at) + 1].end)
            case "call" if self.source[at] not in _OPENING or not _is_name(expr.call.function):
                closed = self._closing(at) if self.source[at] == "[" else end
                return _Extent(min(start, at), closed)
            case "const" | "ident":
                signed = self.source[at] == "-"
                return _Extent(at, self.tokens[self._number(at) + signed].end)
            case "list" | "struct":
                return _Extent(at, self._closing(at))
            case _:
                number = self._number(at)
                name = self.tokens[number - 1].start if self.source[at] == "(" else at
                return _Extent(min(start, name), self._closing(at))

    def _written(self, expr: Any) -> Iterator[Any]:
        loop = checked.kind(expr) == "loop"
        yield from ([expr.loop.range] if loop else checked.children(expr))

    def _number(self, at: int) -> int:
        return next(n for n, token in enumerate(self.tokens) if token.start <= at < token.end)

    def _closing(self, at: int) -> int:
        """Return the end of the bracket that closes the one at an offset."""
        depth = 0
        for token in self.tokens[self._number(at) :]:
            depth += self._depth(token)
            if not depth:
                return token.end
        return len(self.source)

    def _depth(self, token: _Extent) -> int:
        character = self.source[token.start : token.end]
        return (character in _OPENING) - (character in _CLOSING) if len(character) == 1 else 0

    def _balanced(self, extent: _Extent) -> _Extent:
        """Return an extent with the parentheses that belong to its first and last parts."""
        start, end = extent
        depth = lowest = 0
        for token in self.tokens:
            if start <= token.start < end:
                depth += self._depth(token)
                lowest = min(lowest, depth)
        before = [token for token in self.tokens if token.start < start]
        behind = [token for token in self.tokens if token.start >= end]
        for token in reversed(before):
            if lowest == 0:
                break
            lowest, depth, start = lowest + 1, depth + 1, token.start
        for token in behind:
            if depth == 0:
                break
            depth, end = depth - 1, token.end
        return _Extent(start, end)


def _is_name(function: str) -> bool:
    return not function.startswith(("_", "@", "!", "-"))
