"""Finds the vague words of a wording, in either language."""

from functools import lru_cache

from raci.wording.clarity import vague_chinese, vague_english
from raci.wording.lexicon import Language


@lru_cache(maxsize=4096)
def vague_words(language: Language, text: str) -> str | None:
    """Return the words of a text that are too vague to be checked; None if there are none."""
    return vague_chinese.vague_words(text) if language == "zh" else vague_english.vague_words(text)
