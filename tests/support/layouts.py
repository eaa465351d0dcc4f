"""Texts for property tests: data as YAML or JSON in any layout."""

import json
import re
import unicodedata
from collections.abc import Iterator
from random import Random
from typing import Any


def to_text(data: Any, path: str, random: Random) -> str:
    """Write data in a random layout: JSON or, by the path's suffix, any YAML."""
    is_json = path.endswith(".json")
    if is_json or random.random() < 0.1:
        indent = random.choice((None, 0, 1, 4))
        separators = random.choice(((",", ":"), (", ", ": "), (" ,", " : ")))
        ascii_only = is_json and random.random() < 0.5
        text = to_json(data, ascii_only=ascii_only, indent=indent, separators=separators)
    else:
        text = to_yaml(data, random)
    return unicodedata.normalize("NFD", text) if random.random() < 0.1 else text


def to_json(data: Any, *, ascii_only: bool = False, **layout: Any) -> str:
    """Write data as JSON; with ``ascii_only``, what is beyond 16 bits stands as two escapes."""
    text = json.dumps(data, ensure_ascii=ascii_only, **layout)
    return _UNWRITABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_UNWRITABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON allows as it is, and libyaml refuses or takes for a line break."""

_SINGLE_LINE = re.compile("[\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd😀-😎]*")
_SAFE = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff.+-]*( [\w\u4e00-\u9fff]+)*", re.ASCII)
_SAFE_KEY = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][\w\u4e00-\u9fff.+-]*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d", re.ASCII)
_BLOCK = re.compile(r"\S+( \S+)*(\n\S+( \S+)*)*\n?")
_CORE = {"null", "true", "false"}
_NAMED = {"\n": "\\n", "\t": "\\t", "\0": "\\0", "\x85": "\\N", "\u2028": "\\L", '"': '\\"'}
_COMMENTS = ("# roles: {", "# é", "#", "# 'a", "# \t- *b")


def to_yaml(data: Any, random: Random) -> str:
    """Write data as YAML 1.2 in a random layout: styles, indents, comments, aliases, breaks."""
    body = _Yaml(random).document(data)
    head = random.choice(("", "", "---\n", "# a: b\n", "%YAML 1.2\n---\n", "\n\n", "--- # a\n"))
    text = head + body + random.choice(("", "", "...\n", "# end", "\n\n"))
    if random.random() < 0.1:
        text = text.replace("\n", "\r\n")
    return f"\ufeff{text}" if random.random() < 0.1 else text


def _is_block(text: str) -> bool:
    lines = text.split("\n")
    return bool(_BLOCK.fullmatch(text)) and all(map(_SINGLE_LINE.fullmatch, lines))


class _Yaml:
    """Writes one document; each node chooses its style."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.anchors: dict[str, str] = {}
        self.flowing = random.choice((0.0, 0.2, 0.9))
        self.aliasing = random.choice((0.0, 0.0, 0.1))

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def document(self, data: Any) -> str:
        """Write the whole: a block, or one line of flow."""
        if isinstance(data, dict | list) and data and not self.chance(self.flowing / 2):
            return "".join(f"{line}\n" for line in self.block(data, 0))
        return f"{self.flow(data, 1)}\n"

    def block(self, data: Any, indent: int) -> Iterator[str]:
        """Write a map or list that is not empty, line by line."""
        pad = " " * indent
        step = self.random.choice((1, 2, 2, 2, 4, 7))
        entries = data.items() if isinstance(data, dict) else ((None, item) for item in data)
        for key, value in entries:
            if self.chance(0.05):
                yield self.random.choice(("", pad, *(f"{pad}{c}" for c in _COMMENTS)))
            if key is None:
                head = f"{pad}-"
            elif self.chance(0.03):
                yield f"{pad}? {self.scalar(key, key=True)}"
                head = f"{pad}:"
            else:
                head = f"{pad}{self.scalar(key, key=True)}:"
            yield from self.entry(head, value, indent, step)

    def entry(self, head: str, value: Any, indent: int, step: int) -> Iterator[str]:
        """Write what stands behind a key or a hyphen."""
        mark = self.mark(value)
        head += f" {mark}" if mark else ""
        if mark.startswith("*"):
            yield head + self.comment()
        elif isinstance(value, dict | list) and value and not self.chance(self.flowing):
            lines = list(self.block(value, indent + step))
            first = lines[0].lstrip(" ")
            if head.endswith("-") and step > 1 and first[:1] not in ("", "#") and self.chance(0.5):
                lines[0] = f"{head}{' ' * (step - 1)}{first}"
            else:
                yield head + self.comment()
            yield from lines
        elif isinstance(value, str) and _is_block(value) and self.chance(0.2):
            yield from self.block_scalar(head, value, indent + step)
        else:
            yield f"{head} {self.flow(value, indent + step, marked=True)}{self.comment()}"

    def block_scalar(self, head: str, text: str, indent: int) -> Iterator[str]:
        """Write a text as a literal or, where it is one line, perhaps a folded scalar."""
        lines = text.removesuffix("\n").split("\n")
        sign = ">" if len(lines) == 1 and self.chance(0.5) else "|"
        yield f"{head} {sign}{'' if text.endswith(chr(10)) else '-'}{self.comment()}"
        if sign == ">":
            lines = self.fold(lines[0]).split("\n")
        yield from (" " * indent + line for line in lines)

    def fold(self, text: str) -> str:
        """Break a text in two lines at one of its spaces."""
        spaces = [at for at, character in enumerate(text) if character == " "]
        if not spaces or self.chance(0.5):
            return text
        at = self.random.choice(spaces)
        return f"{text[:at]}\n{text[at + 1 :]}"

    def flow(self, value: Any, indent: int, *, marked: bool = False) -> str:
        """Write a value in flow style; further lines are indented."""
        mark = "" if marked else self.mark(value)
        if mark.startswith("*"):
            return f"{mark} "
        lead = f"{mark} " if mark else ""
        if isinstance(value, dict):
            items = [
                f"{self.scalar(key, key=True)}: {self.flow(each, indent)}"
                for key, each in value.items()
            ]
            return f"{lead}{{{self.separated(items, indent)}}}"
        if isinstance(value, list):
            return f"{lead}[{self.separated([self.flow(v, indent) for v in value], indent)}]"
        text = self.scalar(value)
        if isinstance(value, str) and text == value:
            text = self.fold(text).replace("\n", "\n" + " " * indent)
        return lead + text

    def separated(self, items: list[str], indent: int) -> str:
        fresh = "\n" + " " * indent
        comma = self.random.choice((", ", ", ", " , ", f",{fresh}", f", # a{fresh}", f"{fresh}, "))
        end = self.random.choice(("", "", " ", fresh, "," if items else ""))
        return self.random.choice(("", " ", fresh)) + comma.join(items) + end

    def comment(self) -> str:
        return f" {self.random.choice(_COMMENTS)}" if self.chance(0.05) else ""

    def mark(self, value: Any) -> str:
        """Give ``*name`` for what was anchored, ``&name`` for what is to be, mostly nothing."""
        if not self.chance(self.aliasing):
            return ""
        text = json.dumps(value)
        if text in self.anchors:
            return f"*{self.anchors[text]}"
        self.anchors[text] = f"a{len(self.anchors)}"
        return f"&{self.anchors[text]}"

    def scalar(self, value: Any, *, key: bool = False) -> str:
        """Write a scalar."""
        choice = self.random.choice
        match value:
            case bool():
                return choice((str(value), str(value).lower(), str(value).upper()))
            case int() if 0 <= value < 1e15:
                forms = (f"{value}", f"+{value}", f"0{value}", f"0x{value:x}", f"0o{value:o}")
                return choice((*forms, f"{value}.0", f"{value}e0", f"{value}."))
            case str():
                return self.text(value, key=key)
        return "~" if value is None else repr(value)

    def text(self, value: str, *, key: bool) -> str:
        """Write a text: quoted wherever it might be read as something else."""
        if key:
            plain = bool(_SAFE_KEY.fullmatch(value))
        else:
            safe = _SAFE.fullmatch(value) or _DATE.fullmatch(value)
            plain = bool(safe) and value.lower() not in _CORE
        if plain and self.chance(0.7):
            return value
        if value == "raci":  # files without the word are not looked at
            return '"raci"'
        if _SINGLE_LINE.fullmatch(value) and self.chance(0.5):
            return "'" + value.replace("'", "''") + "'"
        return '"' + "".join(map(self.escaped, value)) + '"'

    def escaped(self, character: str) -> str:
        """Write a character between double quotes."""
        if character in _NAMED and self.chance(0.5):
            return _NAMED[character]
        if character in '"\\' and self.chance(0.9):
            return f"\\{character}"
        if character in '"\\' or not _SINGLE_LINE.fullmatch(character) or self.chance(0.02):
            code = ord(character)
            forms = [f"\\U{code:08x}"]
            forms += [f"\\u{code:04X}"] if code < 0x10000 else []
            forms += [f"\\x{code:02x}"] if code < 0x100 else []
            return self.random.choice(forms)
        return character
