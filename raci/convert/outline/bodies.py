"""Names with what they do in the same line: ``会计：记账``, ``财务部负责…``."""

import re
from typing import NamedTuple

from raci.convert.outline.labels import is_chinese
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.names import Named, named
from raci.convert.outline.vocabulary import listed

_LONGEST_HEAD = 60


class Body(NamedTuple):
    """What a line names, and what it says of it."""

    head: Named
    rest: Line


def body_of(line: Line) -> Body | None:
    """Return the name that a line begins with, and the duties behind it; None without either."""
    dark = shadow(line.text)
    for end, start in (*_after_colon(dark), *_after_verb(dark)):
        head = named(dark[:end].removesuffix("的"))
        if head.kind in ("department", "post") and len(dark[start:].strip(" :。.")) > 1:
            return Body(head, line.cut(start))
    return None


def _after_colon(dark: str) -> list[tuple[int, int]]:
    found = re.search(r":| [-–—] ", dark[:_LONGEST_HEAD])
    return [found.span()] if found else []


def _after_verb(dark: str) -> list[tuple[int, int]]:
    chinese = is_chinese(dark)
    lower = dark.casefold()
    phrases = sorted(
        listed("zh responsible" if chinese else "en responsible"), key=len, reverse=True
    )
    places = []
    for phrase in phrases:
        at = lower.find(phrase if chinese else f" {phrase} ", 1, _LONGEST_HEAD + len(phrase))
        if at > 0:
            places.append((at, at + len(phrase) + (0 if chinese else 2)))
    return places
