"""Names that stand in one line with something else, where a number between them was lost."""

import re

from raci.convert.outline.labels import is_chinese
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.names import longest_suffix, named
from raci.wording.clarity import chinese

_LISTS = {"post": "zh post", "department": "zh unit"}
_SHORTEST_REST = 2
_LONGEST = 60


def split_head(line: Line) -> tuple[Line, Line] | None:
    """Return a department and the rest, ``物流部 | 物流主管``; None where there is no rest."""
    dark = shadow(line.text)
    for at in _places(dark) if len(dark) <= _LONGEST else ():
        if named(dark[:at]).kind == "department" and _is_short(dark[at:].strip()):
            return line.cut(0, at), _stripped(line, at)
    return None


def split_tail(line: Line, kind: str) -> tuple[Line, Line] | None:
    """Return a duty and the name behind it, ``打印订单 | 发货员``; None without a name."""
    dark = shadow(line.text).rstrip()
    sentence = max((dark.rfind(end) for end in "。;；"), default=-1) + 1
    if 0 < sentence < len(dark) and named(dark[sentence:]).kind == kind:
        return line.cut(0, sentence), _stripped(line, sentence)
    at = _chinese_tail(dark, kind) if is_chinese(dark) else _english_tail(dark, kind)
    return (line.cut(0, at), _stripped(line, at)) if at >= _SHORTEST_REST else None


def _chinese_tail(dark: str, kind: str) -> int:
    """Return where the name begins that a text ends in: one word before what its kind ends in."""
    suffix = longest_suffix(dark, _LISTS[kind])
    before = dark[: len(dark) - len(suffix)][-_LONGEST:]
    words = chinese.cut(before, chinese.vocabulary()) if suffix else []
    length = len(suffix)
    for word in reversed(words):
        length += len(word)
        if length - len(suffix) > 1:
            break
    return len(dark) - length if suffix and named(dark[-length:]).kind == kind else -1


def _english_tail(dark: str, kind: str) -> int:
    places = [match.start() for match in re.finditer(r"(?<= )(?=[A-Z])", dark)][-5:]
    return next((at for at in places if named(dark[at:]).kind == kind), -1)


def _places(dark: str) -> list[int]:
    if is_chinese(dark):
        return list(range(2, len(dark)))
    return [match.start() for match in re.finditer(" ", dark)]


def _is_short(rest: str) -> bool:
    return 1 < len(rest) <= 20


def _stripped(line: Line, at: int) -> Line:
    rest = line.text[at:]
    return line.cut(at + len(rest) - len(rest.lstrip()))
