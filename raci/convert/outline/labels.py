"""Labels such as ``岗位职责`` and ``Reports to``, and what they say."""

import re
from functools import cache, lru_cache

from raci.convert.outline.vocabulary import either, labels

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_ASIDE = re.compile(r"\s*[(\[【].*?[)\]】]")
_AROUND = " :：.…。-–—*_【】[]<>《》\t"
_BETWEEN = re.compile("(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])")


def is_chinese(text: str) -> bool:
    """Return whether a text has Chinese characters."""
    return _HAN.search(text) is not None


def label_of(text: str) -> str:
    """Return what a label says: ``duties``, ``reports`` …; ``""`` where a text is none."""
    words = _ASIDE.sub("", text.strip(_AROUND)).strip(_AROUND).casefold()
    words = words.replace("’", "'").replace(" & ", " and ").removeprefix("the ")
    words = _BETWEEN.sub("", words)
    return labels().get(words, "") or _composed(words)


@lru_cache(maxsize=4096)
def _composed(words: str) -> str:
    """Return what a label of several usual words says: ``key duties and responsibilities``."""
    for kind in ("duties", "skip"):
        pattern = _chinese_label(kind) if is_chinese(words) else _english_label(kind)
        if pattern.fullmatch(words):
            return kind
    return ""


@cache
def _english_label(kind: str) -> re.Pattern[str]:
    before, noun = either("en label before"), either(f"en {kind} noun")
    part = f"(?:(?:{before}) )*(?:{noun})"
    more = f"(?:(?:,? and |, | ?/ ?| or ){part})*"
    return re.compile(f"{part}{more}(?: (?:include|are|of the (?:role|post|job|position)))?")


@cache
def _chinese_label(kind: str) -> re.Pattern[str]:
    return re.compile(f"(?:{either('zh label before')}){{1,3}}(?:{either(f'zh {kind} noun')})")
