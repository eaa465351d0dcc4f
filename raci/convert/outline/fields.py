"""Labels with values, ``岗位名称：会计`` and ``Reports to: CFO``, several on a line."""

import re
from dataclasses import replace
from itertools import pairwise

from raci.convert.outline.duty_words import is_duty
from raci.convert.outline.labels import is_chinese, label_of
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.marks import first_end, mark_before
from raci.convert.outline.names import bare, named
from raci.convert.outline.vocabulary import either, listed

_LONGEST_LABEL = 40
_BEFORE_LABEL = " \t|;,.、)"
OF_A_POST = ("reports", "department", "headcount", "duties")
"""Labels that follow the name of a post."""
_ENCLOSED = re.compile(r"[【\[<《] ?([^】\]>》]{1,20})[】\]>》] ?:?")
_REPORTS = re.compile(
    r"(?:(?P<who>[^.;:]{1,60}?) )?reports? (?:directly )?(?:in)?to:? (?:the )?(?P<en>[^.;]+?)\.?$"
    r"|(?:本|该)?(?:岗位|职位)?(?:直接)?(?:向|对)(?P<zh>[^,。;:]{2,16}?)(?:汇报(?:工作)?|负责)[。.]?$",
    re.I,
)


def fields_of(line: Line) -> list[Line]:
    """Return a line, or its parts where it has several labels, or a name before a label."""
    if line.label:
        return [line]
    dark = shadow(line.text)
    found = [start for at in _colons(dark) if (start := _label_before(dark, at)) is not None]
    starts = [mark_before(dark, start) for start in found]
    if starts and not _stands_apart(dark, starts[0], found[0], alone=len(starts) == 1):
        starts[0] = 0
    places = list(dict.fromkeys((0, *starts)))
    if len(places) < 2:
        return [line]
    parts = [line.cut(*each) for each in pairwise((*places, len(dark)))]
    return [replace(part, text=part.text.rstrip(" \t;；|，,")) for part in parts]


def _colons(dark: str) -> list[int]:
    """Return the colons of a line but those of an aside, as in ``会计(编制:2人)``."""
    starts = [match.start() for match in re.finditer(":", dark)]
    return [at for at in starts if dark[:at].count("(") <= dark[:at].count(")")]


def _label_before(dark: str, end: int) -> int | None:
    """Return where the label starts that ends at a colon, if there is one."""
    low = max(end - _LONGEST_LABEL, 0)
    for start in range(low, end):
        if (start == 0 or dark[start - 1] in _BEFORE_LABEL) and label_of(dark[start:end]):
            return start
    return None


def _stands_apart(dark: str, start: int, label: int, *, alone: bool) -> bool:
    """Return whether what stands before the first label of a line is no part of its sentence."""
    before = dark[:start].rstrip()
    name = before[first_end(before) :]
    if not name:
        return False
    if start < label:
        return True
    if alone and label_of(dark[label : dark.index(":", label)]) not in OF_A_POST:
        return False
    if named(name).kind in ("department", "post"):
        return True
    gap = 1 if is_chinese(name) else 2
    return start - len(before) >= gap and len(name) <= _LONGEST_LABEL and not _is_sentence(name)


def _is_sentence(text: str) -> bool:
    return is_duty(text) or text[-1] in ".,。;、"


def labelled(line: Line) -> Line:
    """Return a line with its label told from its value; as it is where it has none."""
    dark = shadow(line.text)
    enclosed = _ENCLOSED.match(dark)
    if enclosed and (label := label_of(enclosed[1])):
        return _with_value(line, label, enclosed.end())
    at = next(iter(_colons(dark)), -1)
    if 0 < at <= _LONGEST_LABEL:
        label = label_of(dark[:at])
        if label:
            return _with_value(line, label, at + 1)
    label = label_of(dark)
    if label and named(dark).kind == "label":
        return _with_value(line, label, len(dark))
    match = _REPORTS.match(dark.strip())
    group = "en" if match and match["en"] else "zh"
    if match and named(match[group]).kind == "post" and _is_somebody(match["who"] or ""):
        offset = len(dark) - len(dark.lstrip())
        start, end = match.span(group)
        return replace(line.cut(offset + start, offset + end), label="reports")
    return line


def _is_somebody(who: str) -> bool:
    """Return whether a text says who reports, not what somebody does: ``The planner``."""
    return not who or named(who).kind == "post" or bare(who).casefold() in listed("en this post")


def _with_value(line: Line, label: str, at: int) -> Line:
    rest = line.text[at:]
    start = at + len(rest) - len(rest.lstrip())
    value = line.cut(min(start, len(line.text)))
    text = value.text.rstrip()
    required = label == "position" and re.search(
        f"(?:{either('zh no position end')})$", shadow(text)
    )
    return replace(value, text=text, label="skip" if required else label)
