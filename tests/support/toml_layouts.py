"""Texts for property tests: data as TOML in any layout."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from random import Random
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_RAW = re.compile("[\t\x20-\x7e\x80-\U0010ffff]*")
_RAW_LINES = re.compile("[\t\n\x20-\x7e\x80-\U0010ffff]*")
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}
_COMMENTS = ("# [a]", "# é", "#", "# 'a", '# """', "#]", "# a = {")


def to_toml(data: dict[str, Any], random: Random) -> str:
    """Write data in a random layout: headers, dotted keys or inline, any quotes and comments."""
    text = "".join(_Toml(random).section(data, ()))
    if random.random() < 0.2:
        text = text.removesuffix("\n")
    if random.random() < 0.2:
        text = text.replace("\n", "\r\n")
    return text


class _Toml:
    """Writes one text; each table, list, key and text chooses its style."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def section(self, table: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
        """Write a table's pairs, then the tables below it that have headers."""
        below = [key for key, value in table.items() if self._may_have_header(value)]
        for key, value in table.items():
            if key not in below:
                yield from (self._line(pair) for pair in self._pairs((key,), value))
        for key in below:
            yield from self._headed((*path, key), table[key])

    def _may_have_header(self, value: Any) -> bool:
        is_tables = isinstance(value, list) and value and all(isinstance(i, dict) for i in value)
        return (isinstance(value, dict) or bool(is_tables)) and self.random.random() < 0.5

    def _headed(self, path: tuple[str, ...], value: Any) -> Iterator[str]:
        if isinstance(value, list):
            for item in value:
                yield self._line(f"[[{self._blank()}{self._dotted(path)}{self._blank()}]]")
                yield from self.section(item, path)
            return
        own = self._line(f"[{self._blank()}{self._dotted(path)}{self._blank()}]")
        nested = {k: v for k, v in value.items() if isinstance(v, dict)}
        if nested and self.random.random() < 0.3:  # parts before the whole, which may be left out
            for key, part in nested.items():
                yield from self._headed((*path, key), part)
            value = {k: v for k, v in value.items() if k not in nested}
            if not value and self.random.random() < 0.5:
                return
        yield own
        yield from self.section(value, path)

    def _pairs(self, keys: tuple[str, ...], value: Any) -> Iterator[str]:
        """Write a pair; a table's may be many, each with a dotted key."""
        if isinstance(value, dict) and value and self.random.random() < 0.5:
            for key, inner in value.items():
                yield from self._pairs((*keys, key), inner)
        else:
            yield f"{self._dotted(keys)}{self._blank()}={self._blank()}{self._value(value)}"

    def _value(self, value: Any) -> str:
        if isinstance(value, dict):
            pairs = [pair for key, inner in value.items() for pair in self._pairs((key,), inner)]
            return f"{{{self._blank()}{f'{self._blank()},{self._blank()}'.join(pairs)}}}"
        if isinstance(value, list):
            items = [self._value(item) + self._break() for item in value]
            last = self.random.choice(("", ",")) if items else ""
            inside = ",".join(self._break() + item for item in items)
            return f"[{inside}{last}{self._break()}]"
        if isinstance(value, str):
            return self._text(value)
        return self._other(value)

    def _other(self, value: Any) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, datetime):
            return value.isoformat(sep=self.random.choice("T "))
        if isinstance(value, date | time):
            return value.isoformat()
        if isinstance(value, int) and value >= 0:
            return self.random.choice(("{}", "+{}", "0x{:x}", "0b{:b}", "{:_}")).format(value)
        return repr(value)

    def _dotted(self, keys: tuple[str, ...]) -> str:
        return f"{self._blank()}.{self._blank()}".join(map(self._key, keys))

    def _key(self, key: str) -> str:
        if _BARE.fullmatch(key) and self.random.random() < 0.7:
            return key
        return self._one_line(key)

    def _text(self, text: str) -> str:
        style = self.random.choice(("one line", "literal", "basic"))
        if style == "literal" and _RAW_LINES.fullmatch(text) and "'''" not in text + "'":
            return f"'''{self._start(text)}{text}'''"
        if style == "basic":
            return f'"""{self._start(text)}{"".join(self._in_lines(text))}"""'
        return self._one_line(text)

    def _one_line(self, text: str) -> str:
        if _RAW.fullmatch(text) and "'" not in text and self.random.random() < 0.5:
            return f"'{text}'"
        return f'"{"".join(map(self._escaped, text))}"'

    def _start(self, text: str) -> str:
        return "\n" if text.startswith("\n") or self.random.random() < 0.5 else ""

    def _in_lines(self, text: str) -> Iterator[str]:
        for before, char in zip(" " + text, text, strict=False):
            if not char.isspace() and self.random.random() < 0.1:
                yield "\\\n \t"
            yield char if char == "\n" or (char == '"' != before) else self._escaped(char)

    def _escaped(self, char: str) -> str:
        if char in _NAMED and (char != "\t" or self.random.random() < 0.5):
            return _NAMED[char]
        if not _RAW.fullmatch(char) or self.random.random() < 0.05:
            return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"
        return char

    def _blank(self) -> str:
        return self.random.choice(("", "", " ", "\t "))

    def _break(self) -> str:
        """Give what may stand between the items of a list."""
        return self.random.choice(("", "", " ", "\n", f" {self.random.choice(_COMMENTS)}\n\t"))

    def _line(self, content: str) -> str:
        lines = self.random.choice(("", "", "\n", f"{self.random.choice(_COMMENTS)}\n"))
        end = self.random.choice(("", "", " ", self.random.choice(_COMMENTS)))
        return f"{lines}{self._blank()}{content}{end}\n"
