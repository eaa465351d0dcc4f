"""Finds wordings that combine several duties, each of which could have its own owner."""

from functools import lru_cache

from raci.wording.clarity import compound_chinese, compound_english
from raci.wording.lexicon import Language


@lru_cache(maxsize=4096)
def separate_duties(language: Language, text: str) -> tuple[str, ...]:
    """Return the words for the several duties of a text; none if the text is one duty."""
    if language == "zh":
        return compound_chinese.separate_duties(text)
    return compound_english.separate_duties(text)
