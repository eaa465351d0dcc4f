"""Wordings that hold several duties, each of which could have an owner of its own."""

from functools import lru_cache

from raci.wording.clarity import compound_chinese, compound_english
from raci.wording.lexicon import Language


@lru_cache(maxsize=4096)
def several(language: Language, text: str) -> tuple[str, ...]:
    """Give the words of a text that stand for its several duties; none where it is one duty."""
    return compound_chinese.several(text) if language == "zh" else compound_english.several(text)
