"""The numbers and bullets that begin the items of outlines, in many families."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from raci.convert.outline.misread import LOOKALIKES
from raci.convert.outline.numerals import FORMAL, HAN, ROMANS, STEMS, number
from raci.convert.outline.vocabulary import listed

BULLET = "(?:[├└│─┣┗┝┕]+|[•·‣▪◦●○■□◆◇►▶➢✓✔❖➤\uf0b7\uf0a7\uf0d8]|[-*+–—o](?= ))"


@dataclass(frozen=True, slots=True)
class Family:
    """A way of marking items: its form, and the pattern of its marks."""

    form: str
    pattern: str
    inline: bool = True
    """Its marks may stand within a line too."""


_NOT_AFTER = r"(?<![\dA-Za-z.])"

FAMILIES = (
    Family(
        "chapter",
        rf"第\s?(?P<n0>[{HAN}百\d]{{1,4}})\s?(?P<unit>章|节|篇|编|部分|条|款)[、:. ]?",
        inline=False,
    ),
    Family(
        "english chapter",
        r"(?:(?i:chapter|part|section|article)) (?P<n1>\d{1,2}|[IVX]{1,5})[:.)–-]? ",
        inline=False,
    ),
    Family("(一)", rf"[(〔] ?(?P<n2>[{HAN}]{{1,3}}|[-—─–]) ?[)〕][、.]?"),
    Family("壹、", rf"(?P<n16>[{FORMAL}参]{{1,3}}) ?[、.]", inline=False),
    Family("甲、", rf"(?P<n17>[{STEMS}]) ?[、.]", inline=False),
    Family("一、", rf"(?<![{HAN}])(?P<n3>[{HAN}]{{1,3}}) ?[、.](?![{HAN}])"),
    Family(
        "1.1",
        rf"{_NOT_AFTER}(?P<n4>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:[.、)]|(?=[ \u3400-\u9fff]))",
        inline=False,
    ),
    Family("(1)", r"[(〔] ?(?P<n5>\d{1,2}) ?[)〕][、.]?"),
    Family("1)", rf"{_NOT_AFTER}(?<!\()(?P<n6>\d{{1,2}}) ?\)[、.]?"),
    Family("1、", rf"{_NOT_AFTER}(?P<n7>\d{{1,2}}) ?、(?!\d)"),
    Family("1.", rf"{_NOT_AFTER}(?P<n8>\d{{1,2}}) ?\.(?!\d)"),
    Family("1:", rf"{_NOT_AFTER}(?P<n9>\d{{1,2}}) ?[:,](?![\d ]\d)", inline=False),
    Family("①", r"(?P<n10>[①-⑳⑴-⒛㈠-㈩❶-❿Ⅰ-Ⅻ])[、.]?"),
    Family("(a)", r"(?<![A-Za-z\d])\( ?(?P<n11>[A-Za-z]|[ivxIVX]{2,5}) ?\)"),
    Family("a)", r"(?<![A-Za-z\d(])(?P<n12>[A-Za-z]|[ivxIVX]{2,5}) ?\)[、.]?"),
    Family(
        "a.",
        r"(?<![A-Za-z\d(.&/'’-])(?P<n13>[A-Za-z]|[ivxIVX]{2,5})(?:\.(?= |[\u3400-\u9fff])|、)",
    ),
    Family("1", r"(?P<n14>\d{1,2})(?= {1,4}[A-Z\u3400-\u9fff])", inline=False),
    Family("•", rf"(?P<n15>{BULLET})", inline=False),
)  # fmt: skip
"""In the order in which they are tried at a place."""

_ANY = re.compile("|".join(f"(?:{family.pattern})" for family in FAMILIES))
_GROUPS = {
    name[0]: family for family in FAMILIES if (name := re.findall(r"\?P<(n\d+)>", family.pattern))
}
_BROKEN = re.compile(
    r"(?P<x>[^\s\d()、.:;,，。；：])(?P<d>[、.)])(?=\S| \S)|\( ?(?P<y>[^\s()]{1,2}) ?\)"
)
_ENDS = "。;!?:."
_NEAR = 20
_LONGEST = 12
"""No mark is longer, with the gap behind it."""
_PLAIN_ROMAN = re.compile("[ivx]+|[IVX]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that may begin an item: its forms with the number that it is in each, and its place.

    ``first`` says that it begins a line, ``boundary`` that a sentence or a gap ends before it.
    ``scanned`` has the forms that it is a mark of if its number, as ``written``, was misread.
    """

    readings: tuple[tuple[str, int], ...]
    start: int
    end: int
    written: str
    first: bool
    boundary: bool
    scanned: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether it has no number."""
        return not self.readings

    @property
    def is_letter(self) -> bool:
        """Whether Latin letters are written for its number."""
        return self.written.isascii() and self.written.isalpha()


def marks_of(text: str) -> Iterator[Mark]:
    """Return the possible marks of a line, in order; ``text`` is simplified and of half width."""
    end = 0
    for _ in range(2):
        start = end + len(text[end:]) - len(text[end:].lstrip())
        mark = _at(text, start)
        if mark is None or (end and mark.broken):
            break
        yield mark
        end = mark.end
    yield from (
        mark for mark in _inline(text) if mark.start >= end and not _is_reference(text, mark.start)
    )


def first_end(text: str) -> int:
    """Return where the marks end that begin a line; 0 without any."""
    return max((mark.end for mark in marks_of(text) if mark.first and mark.readings), default=0)


def mark_before(text: str, at: int) -> int:
    """Return where the mark begins that stands right before a place; the place without one."""
    for start in range(max(at - _LONGEST, 0), at):
        match = _ANY.match(text, start)
        apart = start == 0 or text[start - 1] in f" {_ENDS}"
        if match and apart and match.end() <= at and not text[match.end() : at].strip():
            return start
    return at


def _is_reference(text: str, at: int) -> bool:
    """Return whether a number is one that a sentence refers to: ``section (a)``, ``第(1)项``."""
    before = text[max(at - _NEAR, 0) : at].rstrip()
    word = re.search(r"[A-Za-z]+$", before)
    if word:
        return word[0].casefold() in listed("en refers")
    return before[-1:] in listed("zh refers")


def _at(text: str, at: int) -> Mark | None:
    match = _ANY.match(text, at)
    if match and match.end() > at:
        return _mark(match, first=True, boundary=True)
    broken = _BROKEN.match(text, at)
    return _broken(broken, first=True, boundary=True) if broken else None


def _inline(text: str) -> list[Mark]:
    found: dict[int, Mark] = {}
    for match in _ANY.finditer(text):
        if _family(match)[0].inline:
            found[match.start()] = _mark(match, first=False, boundary=_ends(text, match.start()))
    for match in _BROKEN.finditer(text):
        boundary = _ends(text, match.start())
        if match.start() not in found and (match["y"] or boundary):
            found[match.start()] = _broken(match, first=False, boundary=boundary)
    for match in re.finditer(r"(?<= )[•●▪■◆➢]\s", text):
        found[match.start()] = Mark(
            (("•", 0),), match.start(), match.end(), match[0][0], False, True
        )
    return [found[at] for at in sorted(found)]


def _ends(text: str, at: int) -> bool:
    """Return whether a sentence or a gap ends before a place."""
    before = text[max(at - _NEAR, 0) : at].rstrip()
    if not before or before[-1] in _ENDS or text[max(at - 2, 0) : at] == "  ":
        return True
    return text[at - 1] == " " and (before[-1] > "\u2e80" or before[-1] == ")")


def _family(match: re.Match[str]) -> tuple[Family, str]:
    """Return the family that matched, and what stands for the number."""
    name = next(name for name in _GROUPS if match[name] is not None)
    return _GROUPS[name], match[name]


def _mark(match: re.Match[str], *, first: bool, boundary: bool) -> Mark:
    family, written = _family(match)
    form = f"{family.form} {match['unit']}" if match["unit"] else family.form
    readings = tuple(_readings(form, written))
    dressed = f"a{match[0].strip()[-1]}" if family.form == "a." else family.form
    scanned = _SCANNED.get(dressed, ()) if written in LOOKALIKES else ()
    return Mark(readings, match.start(), match.end(), written, first, boundary, scanned)


def _broken(match: re.Match[str], *, first: bool, boundary: bool) -> Mark:
    written = match["x"] or match["y"]
    scanned = _SCANNED[f"a{match['d']}"] if match["x"] else _SCANNED["(a)"]
    return Mark((), match.start(), match.end(), written, first, boundary, scanned)


_SCANNED = {
    "a、": ("1、", "一、", "a."),
    "a.": ("1.", "1、", "一、"),
    "a)": ("1)", "a)"),
    "(a)": ("(一)", "(1)", "(a)"),
    "(一)": ("(一)",),
}
"""The forms whose numbers scanning may have broken, by what stands around the character."""


def _readings(form: str, written: str) -> Iterator[tuple[str, int]]:
    if form == "1.1":
        yield f"1{'.1' * written.count('.')}", int(written.rpartition(".")[2])
    elif form in ("(a)", "a)", "a."):
        yield from _letters(form, written)
    elif form == "①":
        start, form = next(block for block in reversed(_CIRCLED) if written >= block[0])
        yield form, ord(written) - ord(start) + 1
    elif form == "•":
        yield form, 0
    elif form == "1":
        yield "1.", int(written)
    else:
        yield form, number(written)


_CIRCLED = (("Ⅰ", "I."), ("①", "①"), ("⑴", "(1)"), ("⒈", "1."), ("❶", "①"), ("㈠", "(一)"))
"""The first character of each block of numbers that are one character, and their form."""


def _letters(form: str, written: str) -> Iterator[tuple[str, int]]:
    case = "A" if written.isupper() else "a"
    if len(written) == 1:
        yield form.replace("a", case), ord(written.lower()) - ord("a") + 1
    if _PLAIN_ROMAN.fullmatch(written) and written.lower() in ROMANS:
        yield form.replace("a", "I" if case == "A" else "i"), ROMANS.index(written.lower()) + 1
