"""Reads what stands in a cell: letters, words, nothing, or what is not understood."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from raci.findings.notation import NOTATIONS, Meaning, Notation
from raci.source.tables.notations import MANY, WORDS, is_blank, normal

_SEPARATOR = re.compile(r"\s*(?:[/,;+&|\\、，；・·]|\band\b|和|及|与|\s)\s*")
_PARTS = re.compile(r"[/,;+&|\n，；、]")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_WHOLLY = re.compile(r"[(\[【（]([^()（）\[\]【】]+)[)\]】）]")
_TEXT_BEHIND = re.compile(
    r"(?s)^([A-Za-z](?:[ ]*[/,;+&][ ]*[A-Za-z])*)\s*(?:[:\n→]|\s[-–—]+\s|->).*"
)
_BETWEEN_LETTERS = re.compile(r"[\s/,;:+&|\\、，；：・·→⇒>–—-]+|\band\b|和|及|与")
_LONE = re.compile(r"(?<![\w&'’-])[A-Z](?![\w&'’-])")
_SIGNS = re.compile(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰^°!#]+|(?<=[A-Za-z])\d+$")

_ENGLISH = ("as", "is", "via")

EVERY_LETTER: frozenset[str] = frozenset().union(*NOTATIONS.values())
TOGETHER = frozenset("RACISV")
"""Letters that are written together in one cell, ``RA``, where no notation is known yet."""


LONGEST = 2000
"""No cell of letters, and of a remark behind them, is longer."""


@dataclass(slots=True)
class Reader:
    """Reads cells by a notation; ``extra`` are texts of cells that a mapping explains."""

    notation: Notation
    extra: Mapping[str, Meaning] = field(default_factory=dict)
    words: Notation = field(default_factory=lambda: WORDS)
    _known: dict[str, tuple[str, ...] | None] = field(default_factory=dict)

    def tokens(self, text: str) -> tuple[str, ...] | None:
        """Return the letters and words of a cell, none where it is blank; None for other text."""
        if text not in self._known:
            self._known[text] = self._tokens(text) if len(text) <= LONGEST else None
        return self._known[text]

    def partly(self, text: str) -> tuple[str, ...]:
        """Return the letters and words of those parts of a cell that are understood."""
        read = (self.tokens(part) for part in _PARTS.split(text) if part.strip())
        return tuple(dict.fromkeys(token for tokens in read for token in tokens or ()))

    def meaning(self, token: str) -> Meaning:
        """Return what a letter, or a word, means."""
        if token in self.extra:
            return self.extra[token]
        return self.notation[token] if token in self.notation else self.words[token]

    def _tokens(self, text: str) -> tuple[str, ...] | None:
        folded = normal(text)
        if folded in self.extra:
            return (folded,)
        if is_blank(text):
            return ()
        plain, remarks = self._without_remarks(unicodedata.normalize("NFKC", text).strip())
        if not plain or any(map(self._has_letter, remarks)):
            return None
        if (phrase := normal(plain)) in self.words or phrase in self.extra:
            return (phrase,)
        return self._throughout(plain) or self._parts(plain)

    def _without_remarks(self, text: str) -> tuple[str, list[str]]:
        """Return a cell without the remarks in brackets and behind its letters, and these."""
        whole = _WHOLLY.fullmatch(text)
        brackets = [] if whole else list(_BRACKETED.finditer(text))
        remarks = [each[0] for each in brackets if self._is_remark(each)]
        bare = whole[1] if whole else _BRACKETED.sub(self._unless_letters, text)
        plain = _SIGNS.sub("", bare.strip()).strip()
        behind = None if self._throughout(plain) else _TEXT_BEHIND.match(plain)
        if behind is None:
            return plain, remarks
        return behind[1], [*remarks, plain[behind.end(1) :]]

    def _parts(self, plain: str) -> tuple[str, ...] | None:
        """Return the letters and words of a text in which each part is one."""
        tokens: list[str] = []
        for part in filter(None, _SEPARATOR.split(plain)):
            read = self._part(part)
            if read is None:
                return None
            tokens += read
        return tuple(dict.fromkeys(tokens)) if tokens else None

    def _throughout(self, plain: str) -> tuple[str, ...]:
        """Return the letters of a text that has nothing else."""
        parts = [self._part(part) for part in _BETWEEN_LETTERS.split(plain) if part]
        letters = [letter for part in parts for letter in part or ("",)]
        known = all(letter in self.notation or letter in self.extra for letter in letters)
        return tuple(dict.fromkeys(letters)) if known else ()

    def _has_letter(self, remark: str) -> bool:
        """Return whether a remark has a letter that may be meant as one of the cell."""
        return any(letter in self.notation for letter in _LONE.findall(remark))

    def _unless_letters(self, bracketed: re.Match[str]) -> str:
        """Return letters in brackets without these, and nothing for any other remark."""
        return " " if self._is_remark(bracketed) else f" {bracketed[0][1:-1].strip()} "

    def _is_remark(self, bracketed: re.Match[str]) -> bool:
        parts = parts_of(bracketed[0][1:-1])
        return not parts or not all(part in self.notation for part in parts)

    def _part(self, part: str) -> tuple[str, ...] | None:
        if (folded := normal(part)) in self.words or folded in self.extra:
            return (folded,)
        if self.extra and not part.isalnum() and {*part} <= {*self.extra}:  # symbols together
            return tuple(part)
        upper = part.upper()
        if upper in self.notation:
            return (upper,)
        is_written = part.isupper() or part.islower()
        if is_written and {*upper} <= {*self.notation} and len({*upper}) == len(upper):
            return tuple(upper)
        return None


def is_lettered(text: str) -> bool:
    """Return whether a cell has letters of any notation, or words for them, and nothing else."""
    return bool(ANY.tokens(text))


class _Any(Reader):
    """Reads cells before a notation is known; letters in remarks do not matter yet."""

    def _has_letter(self, remark: str) -> bool:
        return False

    def _part(self, part: str) -> tuple[str, ...] | None:
        if (folded := normal(part)) in self.words or folded in self.extra:
            return (folded,)
        upper = part.upper()
        single = len(part) == 1 and (upper in EVERY_LETTER or (part.isascii() and part.isupper()))
        together = {*upper} <= TOGETHER and len({*upper}) == len(upper) <= 4
        written = part.isupper() or (part.islower() and part not in _ENGLISH)
        return tuple(upper) if single or (together and written) else None


ANY = _Any(dict.fromkeys(map(chr, range(65, 91)), ()))
"""Reads the letters of every notation."""


@lru_cache(maxsize=16)
def any_beside(explained: frozenset[str]) -> Reader:
    """Return what reads the letters of every notation, and texts that something explains."""
    return _Any(ANY.notation, dict.fromkeys(explained, ())) if explained else ANY


@lru_cache(maxsize=MANY)
def is_letter(text: str) -> bool:
    """Return whether a text is letters of functions, or stands for one."""
    return any(len(token) == 1 and token.isupper() for token in ANY.tokens(text) or ())


def parts_of(text: str) -> list[str]:
    """Return what stands between the separators of a cell."""
    return [part for part in _SEPARATOR.split(text.strip()) if part]
