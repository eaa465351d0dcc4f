"""Words of raci's own in two languages: a table of phrases, English and Chinese."""

from collections.abc import Mapping

Table = Mapping[str, tuple[str, str]]
"""Phrases by key: English, Chinese."""


class Words:
    """The words of one language."""

    def __init__(self, table: Table, lang: str) -> None:
        self.table = table
        self.lang = lang
        self.chinese = lang.startswith("zh")

    def __getitem__(self, key: str) -> str:
        return self.table[key][self.chinese]

    def count(self, key: str, n: int, **facts: str) -> str:
        """Give a number with its noun, of a phrase ``one|many``."""
        one, _, many = self[key].partition("|")
        return (one if n == 1 or not many else many).format(n=n, **facts)
