"""The words of business, in the file beside this module: what means the same, and its part."""

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from raci.wording.likeness.stem import stem

FILE = Path(__file__).with_name("meanings.txt")

COUNTING = frozenset(
    {
        "char",
        "word",
        "thing",
        "party",
        "recipient",
        "tail",
        "often",
        "deed",
        "limit",
        "number",
        "whole",
    }
)
"""Parts of words that say something of their own."""

SOLID = frozenset({"deed", "limit", "number"})
"""Parts of words without which a duty is another one."""


MANAGE = "manage"
"""The deed that goes without saying beside any other."""


class Meaning(NamedTuple):
    """What a word means: its name is the first word on its line; ``part`` is its section."""

    name: str
    part: str


class Meanings:
    """The words by their meanings.

    ``chinese`` holds whole words, ``english`` words and phrases by their stems, ``verbs`` those
    that mean it as a verb only, ``compounds`` the Chinese words that stand for several; by name,
    ``near`` deeds that are one where all else is the same, and ``implied`` what goes without
    saying beside which others.
    """

    def __init__(self, text: str) -> None:
        self.chinese: dict[str, Meaning] = {}
        self.english: dict[tuple[str, ...], Meaning] = {}
        self.verbs: dict[str, Meaning] = {}
        self.compounds: dict[str, tuple[str, ...]] = {}
        self.near: dict[str, frozenset[str]] = {}
        implied: list[tuple[str, list[str]]] = []
        for section, line in _lines(text):
            part = section.partition(" ")[0]
            if part == "compound":
                word, _, parts = line.partition(" = ")
                self.compounds[word] = tuple(parts.split())
            elif part == "near":
                family = frozenset(line.split(", "))
                for name in family:
                    self.near[name] = self.near.get(name, frozenset()) | family
            elif part == "implied":
                word, _, others = line.partition(" = ")
                implied.append((word, others.split(", ")))
            elif part == "whole":
                self.chinese |= {word: Meaning(word, part) for word in line.split()}
            else:
                self._add(line, part)
        self.implied = {
            name: frozenset(each for other in by for each in self._names(other))
            for word, by in implied
            for name in self._names(word)
        }

    def _names(self, word: str) -> set[str]:
        """Give the names of what a word may mean."""
        stems = tuple(map(stem, word.split()))
        known = (self.chinese.get(word), self.english.get(stems), self.verbs.get(stems[0]))
        return {meaning.name for meaning in known if meaning} or {stems[0]}

    @cached_property
    def free(self) -> frozenset[str]:
        """Give the names of what may be left unsaid, whatever stands beside it."""
        named = (*self.chinese.values(), *self.english.values())
        unsaid = {meaning.name for meaning in named if meaning.part in ("party", "often")}
        return frozenset({*unsaid, MANAGE})

    def _add(self, line: str, part: str) -> None:
        english, _, chinese = line.partition("|")
        words = [word.strip() for word in english.split(",") if word.strip()]
        name = (words or chinese.split())[0].removeprefix("~")
        meaning = Meaning(name, part)
        for word in words:
            if word.startswith("~"):
                self.verbs.setdefault(stem(word[1:]), meaning)
            else:
                stems = tuple(map(stem, word.replace("-", " ").split()))
                self.english.setdefault(stems, meaning)
        for word in chinese.split():
            self.chinese.setdefault(word, meaning)

    @cached_property
    def longer(self) -> dict[str, list[str]]:
        """Give the Chinese words by their first two characters, the longest first."""
        found: dict[str, list[str]] = {}
        for word in sorted((*self.chinese, *self.compounds), key=len, reverse=True):
            if len(word) > 1:
                found.setdefault(word[:2], []).append(word)
        return found

    @cached_property
    def phrases(self) -> dict[str, int]:
        """Give the length of the longest English phrase that begins with a stem."""
        found: dict[str, int] = {}
        for words in self.english:
            found[words[0]] = max(found.get(words[0], 0), len(words))
        return found

    @cached_property
    def ambiguous(self) -> dict[str, dict[str, str]]:
        """Give, by name, what an English word means as a verb and else: ``""`` for nothing."""
        found: dict[str, dict[str, str]] = {}
        for word, verb in self.verbs.items():
            pair = (verb, self.english.get((word,), Meaning(word, "word")))
            names = {each.name: each.name if each.part in COUNTING else "" for each in pair}
            for name in names:
                found.setdefault(name, {}).update(names)
        return found

    @cached_property
    def coarse(self) -> dict[str, str]:
        """Give one name for the meanings that a word may have; ``""`` where it may say nothing."""
        near = ({name: name for name in each} for each in self.near.values())
        found: dict[str, str] = {}
        for group in (*self.ambiguous.values(), *near):
            names = {found.get(name, coarse) for name, coarse in group.items()}
            into = min(names)
            for name, coarse in list(found.items()):
                if coarse in names:
                    found[name] = into
            found |= dict.fromkeys(group, into)
        return found


@cache
def meanings() -> Meanings:
    """Give the words known, read once."""
    return Meanings(FILE.read_text(encoding="utf-8"))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line[1:].partition("]")[0]
        elif line and not line.startswith("#"):
            yield section, line
