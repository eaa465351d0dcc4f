"""Sentences about what went wrong, in English and Chinese, and the errors that carry them."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


class Sentence:
    """A sentence of ``sentences.json`` by its key, and the values in it."""

    def __init__(self, key: str, /, **values: Any) -> None:
        self.key, self.values = key, values

    def text(self, lang: str) -> str:
        """Return the sentence in a language."""
        return _sentences()[self.key][lang].format(**self.values)

    def say(self, lang: str) -> str:
        """Return the same as a value of a message."""
        return self.text("zh" if lang.startswith("zh") else "en")


class SentenceError(Exception):
    """An error whose message is a sentence, with advice behind it; in English by itself."""

    def __init__(self, sentence: Sentence, *advice: Sentence) -> None:
        super().__init__(sentence, *advice)
        self.sentence, self.advice = sentence, advice

    def text(self, lang: str) -> str:
        """Return the message in a language."""
        colon, semicolon = (": ", "; ") if lang == "en" else ("：", "；")
        advice = semicolon.join(each.text(lang) for each in self.advice)
        return colon.join(filter(None, (self.sentence.text(lang), advice)))

    def __str__(self) -> str:
        return self.text("en")


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_name("sentences.json").read_text(encoding="utf-8")
    sentences: Mapping[str, Mapping[str, str]] = json.loads(text)
    return sentences
