"""Names with what they do in the same line: ``会计：记账``, ``财务部负责…``."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from raci.convert.outline.duty_words import is_duty
from raci.convert.outline.labels import is_chinese
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.names import Named, named
from raci.convert.outline.vocabulary import either, listed
from raci.wording.clarity import english

_LONGEST_HEAD = 60
_LONGEST_PHRASE = 90
_MOST_VERBS = 2


class Body(NamedTuple):
    """What a line names, and what it says of it."""

    head: Named
    rest: Line


def body_of(line: Line) -> Body | None:
    """Return the name that a line begins with, and the duties behind it; None without either."""
    dark = shadow(line.text)
    chinese = is_chinese(dark)
    behind = _behind_chinese(dark) if chinese else (*_behind_phrase(dark), *_behind_name(dark))
    for end, start in (*_behind_mark(dark), *behind):
        head = named(dark[:end].removesuffix("的"))
        rest = dark[start:].strip(" :。.")
        if head.kind in ("department", "post") and len(rest) > 1 and not _is_name(rest):
            return Body(head, line.cut(start))
    return None


def _is_name(rest: str) -> bool:
    """Return whether what follows a title is a name: ``Owner: HR Manager``, ``组长：张三``."""
    found = named(rest)
    if found.sure and found.kind in ("department", "post"):
        return True
    return len(rest) <= 3 and rest[0] in listed("zh surname") and not is_duty(rest)


def _behind_mark(dark: str) -> Iterator[tuple[int, int]]:
    """Yield where a name may end before a colon, a dash or its own full stop, and what follows."""
    for match in re.finditer(r":| [-–—] |。|\. ", dark[:_LONGEST_HEAD]):
        yield match.span()


def _behind_chinese(dark: str) -> Iterator[tuple[int, int]]:
    for list_, kept in (("zh responsible", False), ("zh responsible verb", True)):
        for match in re.finditer(either(list_), dark[1:_LONGEST_HEAD]):
            yield match.start() + 1, match.start() + 1 if kept else match.end() + 1


def _behind_phrase(dark: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(f" (?:{either('en responsible')}) ", dark[:_LONGEST_PHRASE], re.I):
        yield match.span()


def _behind_name(dark: str) -> Iterator[tuple[int, int]]:
    """Yield where a verb stands behind some words: ``the cashier counts the till``."""
    for match in list(re.finditer(r" ([a-z]+s)(?= )", dark))[:_MOST_VERBS]:
        if english.verb_of(match[1]):
            yield match.start(), match.start() + 1
