"""The messages of a policy: texts with ``{expression}`` holes."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from raci.findings.text import Text


class Hole(NamedTuple):
    """An expression in a message: its text, and where it begins there."""

    text: str
    offset: int


class UnclosedHoleError(Exception):
    """A brace that nothing closes, or one that nothing opens, at an offset."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def holes(message: str) -> Iterator[Hole]:
    """Yield the holes of a message in one language.

    Raises:
        UnclosedHoleError: braces do not match.
    """
    yield from (part for part in _parts(message) if isinstance(part, Hole))


def template(message: Text, keys: Mapping[str, str]) -> Text:
    """Return a message whose holes are the keys of values, by the text of each expression."""
    return {tag: _with_keys(words, keys) for tag, words in message.items()}


def _with_keys(words: str, keys: Mapping[str, str]) -> str:
    parts = _parts(words)
    return "".join(part if isinstance(part, str) else f"{{{keys[part.text]}}}" for part in parts)


def _parts(message: str) -> Iterator[str | Hole]:
    at = 0
    while at < len(message):
        if message[at] == "{":
            end = _closing(message, at)
            yield Hole(message[at + 1 : end], at + 1)
            at = end + 1
        elif message[at] == "}":
            raise UnclosedHoleError(at)
        else:
            yield message[at]
            at += 1


def _closing(message: str, start: int) -> int:
    """Return where the brace at an offset is closed; those within quotes do not count."""
    depth, quote = 0, ""
    for at in range(start, len(message)):
        character = message[at]
        if quote:
            quote = "" if character == quote and message[at - 1] != "\\" else quote
        elif character in "\"'":
            quote = character
        else:
            depth += (character == "{") - (character == "}")
            if not depth:
                return at
    raise UnclosedHoleError(start)
