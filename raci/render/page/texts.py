"""Texts of a page, which shows both languages: ``[en, zh]``, or one string where both are equal."""

from collections.abc import Callable
from typing import Any

from raci.findings.text import Text, in_language
from raci.render.phrases import phrases

LANGS = ("en", "zh")

Both = str | list[str]


def both(say: Callable[[str], str]) -> Both:
    """Return what a function says in each language."""
    return one_or_both(*map(say, LANGS))


def one_or_both(english: str, chinese: str) -> Both:
    """Return two texts of one meaning."""
    return english if english == chinese else [english, chinese]


def name_of(name: Text, id_: str) -> Both:
    """Return a name in both languages, its id where it has none."""
    return both(lambda lang: in_language(name, lang) or id_)


def words(*families: str) -> dict[str, Any]:
    """Return the phrases of families by key, in both languages."""
    return {key: list(pair) for family in families for key, pair in phrases(family).items()}
