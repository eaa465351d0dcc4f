"""Chinese wordings cut into words, in simplified characters and without the usual opening."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from raci.wording.lexicon import traditional, verbs, words

_SPACES = re.compile(r"(?<=[\u3400-\u9fff,。、;:()])\s+|\s+(?=[\u3400-\u9fff,。、;:()])")
_NUMBERING = re.compile(
    r"^\s*(?:[-*•·–—]\s*|[(]?(?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})(?:[.)、:]|\.(?!\d))\s*)+",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:主要|全面|具体|直接|独立|统一|共同|并|还|也|本岗位|该岗位|本部门)*"
    r"(?:负责|负有|分管|主抓)(?:好)?(?:对)?)+"
)
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .&+/_-]*")


def simplify(text: str) -> str:
    """Return a text in simplified characters; its length stays the same."""
    return text.translate(_to_simplified())


def normalize(text: str) -> str:
    """Return a text in simplified, half-width characters, without numbering and 负责."""
    plain = unicodedata.normalize("NFKC", text).translate(_to_simplified()).strip()
    plain = _NUMBERING.sub("", _SPACES.sub("", plain)).rstrip("。.;!, ")
    return _OPENING.sub("", plain) or plain


def cut(normal_text: str, listed: frozenset[str]) -> list[str]:
    """Return a text cut into the longest listed words and the unlisted pieces between them."""
    pieces: list[str] = []
    at = unknown = 0
    while at < len(normal_text):
        word = _word_at(normal_text, at, listed)
        if not word:
            at += 1
            continue
        if unknown < at:
            pieces.append(normal_text[unknown:at])
        pieces.append(word)
        at += len(word)
        unknown = at
    return [*pieces, normal_text[unknown:]] if unknown < len(normal_text) else pieces


def _word_at(text: str, at: int, listed: frozenset[str]) -> str:
    for size in _sizes(listed).get(text[at], ()):
        if (word := text[at : at + size]) in listed:
            return word
    return ""


@cache
def _sizes(listed: frozenset[str]) -> Mapping[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in listed:
        lengths.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


@cache
def vocabulary() -> frozenset[str]:
    """Return all listed verbs and nouns, and the listed words that name nothing concrete."""
    vague = ("heads", "weak heads", "modifiers", "scopes", "fields", "light")
    return verbs("zh") | words("zh", "nouns") | words("zh", "vague", *vague)


def is_latin(word: str) -> bool:
    """Return whether a word is a name in Latin letters or digits."""
    return _LATIN.fullmatch(word) is not None


@cache
def _to_simplified() -> Mapping[int, str]:
    return {ord(other): plain for plain, others in traditional().items() for other in others}
