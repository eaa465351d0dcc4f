"""Finds vague words in an English wording: etc., other duties, assist with, office work."""

import re
from collections.abc import Iterable
from functools import cache

from raci.wording.clarity import english
from raci.wording.lexicon import words

_CLAUSES = re.compile(r"[;,.](?:\s+and)?\s+")
_AND_SO_ON = re.compile(
    r"\b(?:and so (?:on|forth)|and the like|and (?:such|more|others)(?=\s*(?:$|[.;,])))"
)


def vague_words(text: str) -> str | None:
    """Return the words of a text that are too vague to be checked; None if there are none."""
    plain = text.replace("\u2019", "'")
    folded = plain.casefold()
    for signs, marker in _markers():
        if any(sign in folded for sign in signs) and (match := marker.search(plain)):
            return match[0].strip()
    normal = english.normalize(text).rstrip(" .;!")
    open_end = _AND_SO_ON.search(normal)
    if open_end and not _of_means().search(normal, 0, open_end.start()):
        return open_end[0]
    if match := _assist().match(normal):
        return match[0]
    if normal in _words("placeholders", "phrases"):
        return text.strip()
    clauses = [english.only_words(clause) for clause in _CLAUSES.split(normal)]
    return text.strip() if any(clauses) and all(map(_names_nothing, clauses)) else None


def _words(*kinds: str) -> frozenset[str]:
    return words("en", "vague", *kinds)


def _any(listed: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(w) for w in sorted(listed, key=lambda w: (-len(w), w)))})"


@cache
def _markers() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Return signs, and the pattern of vague words that needs one of them.

    Looking for the signs first takes a fraction of the time of a pattern.
    """
    general, heads = _any(_words("modifiers", "fields")), _any(_words("heads"))
    patterns = {
        "etc cetera &c. ... …": r"\betc\b\.?|\bet\s+cetera\b|&c\.|(?:\.\.\.|\u2026)\s*$",
        "other": rf"\bother\s+(?:{general}\s+){{0,3}}{heads}\b|\b(?:and|or) other(?=\s*$)",
        "misc odds stuff things": (
            r"\bmisc\b\.?|\bmiscellaneous\b|\bodds and ends\b|\bstuff\b|\b(?<!of )things\b"
        ),
        "whatever anything everything": r"\bwhatever\b|\banything\b|\beverything else\b",
        "some part": r"\bsome\b|(?<!as )(?<!be )(?<!is )\b(?:a\s+)?part of\b|\bparts of the\b",
        "certain": r"(?<!make )\bcertain\b(?! that)",
    }
    return tuple(
        (tuple(signs.split()), re.compile(pattern, re.IGNORECASE))
        for signs, pattern in patterns.items()
    )


@cache
def _of_means() -> re.Pattern[str]:
    return re.compile(rf"\b{_any(_words('openers of means'))}\s")


@cache
def _assist() -> re.Pattern[str]:
    """Return the pattern of help with a thing or for a superior: nobody knows who does what."""
    verb = r"(?:assist|help|aid)(?:s|ing)?"
    whom = (
        rf"(?:(?:the|our|a|his|her|their|other|all)\s+)?(?:[\w-]+\s+)?{_any(_words('superiors'))}\b"
    )
    return re.compile(
        rf"{verb}\s+(?:with|in|out)\b|{verb}\s+{whom}|support(?:s|ing)?\s+(?:with\b|{whom}$)"
        r"|(?:provide|give|offer|lend)(?:s|ing)?\s+(?:assistance|help|a hand)\s+(?:with|in)\b"
        r"|(?:be\s+)?involved\s+in\b|involvement\s+in\b"
    )


def _names_nothing(clause: list[str]) -> bool:
    """Return whether every word of a clause is general, so that it names no thing."""
    if not clause:
        return True
    verb = _light_verb(clause)
    rest = clause[verb.count(" ") + 1 if verb else 0 :] or clause
    if " ".join(rest) in _words("phrases"):
        return True
    weak = _words("weak heads") if verb in _words("weak verbs") else frozenset()
    bare, around = _words("objectless"), _words("bare modifiers")
    return (
        _only(rest, _words("heads"), _words("modifiers", "fields", "scopes"))
        or _only(rest, weak, _words("modifiers"))
        or _only(rest, bare, around)
    )


def _only(clause: list[str], heads: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a clause has a head word, and otherwise only heads and the other words."""
    return not heads.isdisjoint(clause) and all(word in heads or word in others for word in clause)


def _light_verb(clause: list[str]) -> str:
    """Return the verb at the beginning if it only says that something is done, else ``""``."""
    first = english.verb_of(clause[0]) or clause[0]
    for size in (3, 2, 1):
        phrase = " ".join((first, *clause[1:size]))
        if len(clause) > size and phrase in _words("light"):
            return phrase
    return ""
