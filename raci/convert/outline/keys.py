"""Keys of duties: readable, the same for the same words, so that rules see who does the same."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from raci.convert.outline.labels import is_chinese
from raci.convert.outline.lines import shadow
from raci.findings.text import one_line
from raci.wording.likeness.normalize import normalize
from raci.wording.likeness.parse import ParsedWording, parse
from raci.wording.likeness.similarity import compare

_LEADING = re.compile(
    r"^(?:主要|全面|具体)?负责(?:对)?"
    r"|^(?:(?:is |be )?(?:responsible|accountable) for|in charge of|to) (?:the )?",
    re.I,
)
_STOP = re.compile(r"[,;:。(]|\.(?=\s|$)|、")
_SPACED = re.compile("(?<=[\u2e80-\u9fff\uf900-\uffef])\\s+(?=[\u2e80-\u9fff\uf900-\uffef])")
_JOINT = re.compile(r"[;,] (?:and|or)$")
_LONGEST_CHINESE, _LONGEST_ENGLISH, _WORDS = 14, 48, 6
_SHORTEST = 4


def wording(text: str) -> str:
    """Return a duty's words without the blanks of scanning and the mark that ends it."""
    one = _SPACED.sub("", one_line(text))
    return _JOINT.sub("", one).strip(" ;；。.,，、:：*_")


class Keys:
    """The keys of the duties of one outline."""

    def __init__(self, slug: Callable[[str], str]) -> None:
        self.slug = slug
        self.keys: dict[str, str] = {}
        self.words: dict[str, str] = {}

    def of(self, words: str, mandate: Sequence[str]) -> tuple[str, str]:
        """Return the key of a duty, and the line of the mandate that it is taken for, if any."""
        plain = _plain(words)
        if plain in self.keys:
            return self.keys[plain], ""
        near = next((each for each in mandate if _same(words, each)), "")
        if near and _plain(near) in self.keys:
            return self.keys.setdefault(plain, self.keys[_plain(near)]), near
        key = self._new(words)
        self.keys[plain] = key
        self.words[key] = words
        return key, ""

    def _new(self, words: str) -> str:
        id_ = self.slug(short(words))
        key, number = id_, 1
        while key in self.words:
            number += 1
            key = f"{id_}-{number}"
        return key


def short(words: str) -> str:
    """Return the first words of a duty, without what all duties begin with."""
    dark = shadow(words)
    lead = _LEADING.match(dark)
    start = lead.end() if lead and len(dark) - lead.end() >= _SHORTEST else 0
    rest = words[start:]
    stops = [match.start() for match in _STOP.finditer(dark[start:]) if match.start() >= _SHORTEST]
    rest = rest[: stops[0]] if stops else rest
    if is_chinese(rest):
        return rest[:_LONGEST_CHINESE]
    kept = rest.split()[:_WORDS]
    while len(kept) > 1 and len(" ".join(kept)) > _LONGEST_ENGLISH:
        kept.pop()
    while len(kept) > 2 and kept[-1].casefold() in _DANGLING:
        kept.pop()
    return " ".join(kept)


_DANGLING = frozenset(
    ("and", "or", "of", "the", "a", "an", "to", "for", "with", "in", "on", "at", "by", "from", "as")
)


@lru_cache(maxsize=8192)
def _plain(words: str) -> str:
    (normal,) = normalize([words])
    return _LEADING.sub("", normal).strip(" .;,") or normal


def _same(one: str, other: str) -> bool:
    return compare(_parsed(one), _parsed(other)).same()


@lru_cache(maxsize=8192)
def _parsed(words: str) -> ParsedWording:
    (normal,) = normalize([words])
    return parse(normal)
