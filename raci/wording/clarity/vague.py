"""What a wording leaves open, in a language."""

from functools import lru_cache

from raci.wording.clarity import vague_chinese, vague_english
from raci.wording.lexicon import Language


@lru_cache(maxsize=4096)
def vague(language: Language, text: str) -> str | None:
    """Give the words of a text that name nothing which could be checked; None where all do."""
    return vague_chinese.vague(text) if language == "zh" else vague_english.vague(text)
