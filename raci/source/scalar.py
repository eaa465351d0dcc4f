"""Finds the place of a character of a YAML scalar's value in the text of its file."""

import re
from collections.abc import Iterator

_BREAKS = re.compile(r"[ \t]*(?:\r?\n[ \t]*)+")
_ESCAPES = {"x": 4, "u": 6, "U": 10}


def offsets(raw: str, value: str) -> list[int]:
    """Return where each character of a scalar's value stands in the scalar as it is written.

    Args:
        raw: the scalar's text in the file: plain, in quotes, or a block with its head.
        value: what a reader makes of it.

    Returns:
        An offset for each character, and one for the end.
    """
    walk = _block(raw, value) if raw[:1] in ("|", ">") else _flow(raw, value)
    found = list(walk)
    return found + [len(raw)] * (len(value) + 1 - len(found))


def _flow(raw: str, value: str) -> Iterator[int]:
    quote = raw[:1] if raw[:1] in ("'", '"') else ""
    at = len(quote)
    for character in value:
        if quote == '"':
            at = _behind_joined_line(raw, at)
        yield at
        breaks = _BREAKS.match(raw, at)
        if breaks and "\n" in breaks[0]:
            at = _behind_break(raw, at, breaks, character)
        elif quote == '"' and raw[at : at + 1] == "\\":
            at += _ESCAPES.get(raw[at + 1 : at + 2], 2)
        else:
            at += 2 if quote == "'" == character else 1
    yield at


def _behind_joined_line(raw: str, at: int) -> int:
    joined = re.compile(r"\\\r?\n[ \t]*").match(raw, at)
    return joined.end() if joined else at


def _behind_break(raw: str, at: int, breaks: re.Match[str], character: str) -> int:
    """Return where the next character stands: one break is a blank, each further one a break."""
    if character == "\n" and breaks[0].count("\n") > 2:
        return raw.index("\n", at) + 1
    return breaks.end()


def _block(raw: str, value: str) -> Iterator[int]:
    written = list(_without_indent(raw))
    at = 0
    for character in value:
        fits = (character, "\n") if character == " " else (character,)
        while at < len(written) and raw[written[at]] not in fits:
            at += 1
        if at == len(written):
            return
        yield written[at]
        at += 1


def _without_indent(raw: str) -> Iterator[int]:
    """Yield the offsets of a block's characters that are no indentation."""
    head, *lines = raw.splitlines(keepends=True)
    blanks = (len(line) - len(line.lstrip(" ")) for line in lines if line.strip())
    indent, start = min(blanks, default=0), len(head)
    for line in lines:
        yield from range(start + min(indent, len(line.rstrip("\r\n"))), start + len(line))
        start += len(line)
