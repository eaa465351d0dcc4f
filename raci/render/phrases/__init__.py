"""raci's own phrases in English and Chinese, a JSON file a family of renderers."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def phrases(family: str) -> Mapping[str, tuple[str, str]]:
    """Return the phrases of a family by key, English and Chinese; ``shared`` are those of all."""
    text = Path(__file__).with_name(f"{family}.json").read_text(encoding="utf-8")
    return {key: (english, chinese) for key, (english, chinese) in json.loads(text).items()}


class Words:
    """The phrases of one language: a family's own, and the shared ones."""

    def __init__(self, family: str, lang: str) -> None:
        self.phrases = {**phrases("shared"), **phrases(family)}
        self.lang = lang
        self.chinese = lang.startswith("zh")

    def __contains__(self, key: str) -> bool:
        return key in self.phrases

    def __getitem__(self, key: str) -> str:
        return self.phrases[key][self.chinese]

    def count(self, key: str, n: int, **facts: str) -> str:
        """Return a number with its noun, from a phrase ``one|many``."""
        one, _, many = self[key].partition("|")
        return (one if n == 1 or not many else many).format(n=n, **facts)
