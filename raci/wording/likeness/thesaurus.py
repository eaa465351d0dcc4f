"""General business words by meaning, read from the file beside this module."""

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from raci.wording.likeness.stem import stem

FILE = Path(__file__).with_name("thesaurus.txt")

SOLID = frozenset({"deed", "limit", "number"})
"""Parts of words that no duty loses without becoming another one."""

COUNTING = SOLID | {"char", "word", "thing", "party", "recipient", "tail", "often", "whole"}
"""Parts of words that have a meaning of their own."""

MANAGE = "manage"
"""The verb that any other one implies."""


class Meaning(NamedTuple):
    """The meaning of a word: its name is the first word of its line, ``part`` its section."""

    name: str
    part: str


class Thesaurus:
    """The known words and their meanings.

    ``chinese`` has whole words, ``english`` words and phrases by their stems, ``verbs`` the stems
    that have a meaning as verbs only, ``compounds`` Chinese words that stand for several words.
    ``near`` maps the name of a verb to those that mean the same if all else is equal, ``implied``
    a name to those that imply it.
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
            name: frozenset(implying for other in by for implying in self._names(other))
            for word, by in implied
            for name in self._names(word)
        }

    def _names(self, word: str) -> set[str]:
        stems = tuple(map(stem, word.split()))
        known = (self.chinese.get(word), self.english.get(stems), self.verbs.get(stems[0]))
        return {meaning.name for meaning in known if meaning} or {stems[0]}

    @cached_property
    def free(self) -> frozenset[str]:
        """The names of meanings that may always be omitted."""
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
        """The Chinese words by their first two characters, the longest first."""
        by_start: dict[str, list[str]] = {}
        for word in sorted((*self.chinese, *self.compounds), key=len, reverse=True):
            if len(word) > 1:
                by_start.setdefault(word[:2], []).append(word)
        return by_start

    @cached_property
    def phrases(self) -> dict[str, int]:
        """The length of the longest English phrase by its first stem."""
        lengths: dict[str, int] = {}
        for words in self.english:
            lengths[words[0]] = max(lengths.get(words[0], 0), len(words))
        return lengths

    @cached_property
    def ambiguous(self) -> dict[str, dict[str, str]]:
        """The names, as verb and otherwise, of ambiguous English words; ``""``: no own meaning."""
        by_name: dict[str, dict[str, str]] = {}
        for word, verb in self.verbs.items():
            pair = (verb, self.english.get((word,), Meaning(word, "word")))
            names = {m.name: m.name if m.part in COUNTING else "" for m in pair}
            for name in names:
                by_name.setdefault(name, {}).update(names)
        return by_name

    @cached_property
    def begun(self) -> frozenset[tuple[str, ...]]:
        """The first two stems of the English phrases."""
        return frozenset(words[:2] for words in self.english if len(words) > 1)

    def merged(self, name: str) -> str:
        """Return the one name for a meaning and those that it may be taken for."""
        return self.merged_names.get(name, name)

    @cached_property
    def merged_free(self) -> frozenset[str]:
        """The merged names of meanings that may always be omitted."""
        return frozenset(map(self.merged, self.free))

    @cached_property
    def merged_names(self) -> dict[str, str]:
        """One name for all meanings that one word may have; ``""`` if one of these is none."""
        near = ({name: name for name in family} for family in self.near.values())
        merged: dict[str, str] = {}
        for group in (*self.ambiguous.values(), *near):
            names = {merged.get(name, own) for name, own in group.items()}
            into = min(names)
            for name, earlier in list(merged.items()):
                if earlier in names:
                    merged[name] = into
            merged |= dict.fromkeys(group, into)
        return merged


@cache
def thesaurus() -> Thesaurus:
    """Return the thesaurus; it is read once."""
    return Thesaurus(FILE.read_text(encoding="utf-8"))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line[1:].partition("]")[0]
        elif line and not line.startswith("#"):
            yield section, line
