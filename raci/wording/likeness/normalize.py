"""Texts without what says nothing: width, case, traditional forms, numbering."""

import re
import unicodedata
from collections.abc import Sequence

NUMBERED = re.compile(
    r"""^[ ]*(?:
        [(\[]?(?:\d{1,2}|[a-z]|[ivx]{2,4}|[一二三四五六七八九十]{1,3})[)\].、:](?![\da-z])[ ]*
      | 第[一二三四五六七八九十\d]{1,3}[条项][、:.\ ]*
      | [-*•·‣▪◦–—]+[ ]*
    )+""",
    re.VERBOSE | re.MULTILINE,
)
"""Numbering of list items and their dots."""

_CIRCLED = re.compile("^ *[\u2460-\u249b\u24b6-\u24ff\u2776-\u2793\u3251-\u325f]+", re.MULTILINE)
_HYPHEN = re.compile("(?<=[^\\W\\d_])[-/\u2010\u2011](?=[^\\W\\d_])")
_GROUPED = re.compile(r"(?<=\d)[, ](?=\d{3}(?!\d))")
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_QUOTES = str.maketrans("’‘“”「」『』《》〈〉【】。，；：！？．・", '\'\'"""""""""""".,;:!?.、')

_ODD = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽")
"""Characters of GB 2312, the set of simplified ones, that have a simpler form all the same."""


def normal(texts: Sequence[str]) -> list[str]:
    """Give texts in one form each, all at once: many calls of fast functions would be slow."""
    lines = "\n".join(_BREAKS.sub(" ", text) for text in texts)
    lines = _CIRCLED.sub("", lines)
    lines = unicodedata.normalize("NFKC", lines).casefold().translate(_QUOTES)
    if _has_traditional(lines):
        import opencc  # only where it is needed: it takes time

        lines = opencc.OpenCC("t2s").convert(lines)
    return _HYPHEN.sub(" ", _GROUPED.sub("", NUMBERED.sub("", lines))).split("\n")


def _has_traditional(text: str) -> bool:
    han = {char for char in set(text) if "\u3400" <= char <= "\u9fff" or char >= "\uf900"}
    return any(char in _ODD or not _simplified(char) for char in han)


def _simplified(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
