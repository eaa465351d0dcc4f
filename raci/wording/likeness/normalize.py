"""Normalizes the width, case, Chinese characters and numbering of texts."""

import re
import unicodedata
from collections.abc import Sequence

from raci.wording.clarity.language import can_encode
from raci.wording.simplified import simplified

NUMBERED = re.compile(
    r"""^[ ]*(?:
        [(\[]?(?:\d{1,2}|[a-z]|[ivx]{2,4}|[一二三四五六七八九十]{1,3})[)\].、:](?![\da-z])[ ]*
      | 第[一二三四五六七八九十\d]{1,3}[条项][、:.\ ]*
      | [-*•·‣▪◦–—]+[ ]*
    )+""",
    re.VERBOSE | re.MULTILINE,
)
"""The numbers or bullets of list items."""

_CIRCLED = re.compile("^ *[\u2460-\u249b\u24b6-\u24ff\u2776-\u2793\u3251-\u325f]+", re.MULTILINE)
_HYPHEN = re.compile("(?<=[^\\W\\d_])[-/\u2010\u2011](?=[^\\W\\d_])")
_GROUPED = re.compile(r"(?<=\d)[, ](?=\d{3}(?!\d))")
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_QUOTES = str.maketrans("’‘“”「」『』《》〈〉【】。，；：！？．・", '\'\'"""""""""""".,;:!?.、')

_ODD = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽")
"""Characters of GB 2312, the simplified set, that nevertheless have a simpler form."""


def normalize(texts: Sequence[str]) -> list[str]:
    """Return the normalized texts; handling all at once is much faster than one by one."""
    lines = "\n".join(_BREAKS.sub(" ", text) for text in texts)
    lines = _CIRCLED.sub("", lines)
    lines = unicodedata.normalize("NFKC", lines).casefold().translate(_QUOTES)
    if _has_traditional(lines):
        lines = simplified(lines)
    return _HYPHEN.sub(" ", _GROUPED.sub("", NUMBERED.sub("", lines))).split("\n")


def _has_traditional(text: str) -> bool:
    han = {char for char in set(text) if "\u3400" <= char <= "\u9fff" or char >= "\uf900"}
    return any(char in _ODD or not can_encode(char, "gb2312") for char in han)
