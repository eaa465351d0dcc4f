"""Takes a wording apart: its significant words, its examples, its verbs and its direction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from raci.wording.likeness.stem import stem
from raci.wording.likeness.thesaurus import MANAGE, Thesaurus, thesaurus
from raci.wording.likeness.tokens import Token, tokens

DOER = frozenset({"char", "word", "thing", "whole", "frame", "filler", "function"})
"""Parts of the words in the name of a post or a department."""

PARSED = 10_000
"""How many texts are kept as they were parsed: packs and duties are asked for by several rules."""

Words = tuple[Token, ...]

_NOMINAL = ("ing", "ion", "ment", "al", "ance", "ence", "sis", "ure", "up", "sale", "sales")
"""Endings of nouns of action: such a noun at the end is the head of its phrase."""


@dataclass(frozen=True, slots=True)
class ParsedWording:
    """A wording taken apart.

    ``units`` are the significant words, in order, without ``examples``, each of which is a tuple
    of words; ``headed``: a word for all of these stands beside them. ``frame`` names whose duty it
    is, ``lead`` the verbs that an English sentence begins with, ``way`` from where to where.
    """

    units: Words
    examples: tuple[Words, ...] = ()
    headed: bool = True
    frame: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    way: tuple[str, ...] = ()

    @property
    def all(self) -> Words:
        """The significant words, those of the examples last."""
        return (*self.units, *(word for item in self.examples for word in item))


@lru_cache(maxsize=PARSED)
def parse(text: str) -> ParsedWording:
    """Return a normalized text taken apart."""
    words, lead = _read_as_verbs(_without_subject(tokens(text)))
    rest, examples, headed = _without_examples(words)
    return ParsedWording(
        units=_with_tail(tuple(_once(_with_recipients(rest))), rest),
        examples=examples,
        headed=headed,
        frame=frozenset(word.name for word in rest if word.part == "frame"),
        lead=lead,
        way=_way(rest),
    )


def _without_subject(words: list[Token]) -> list[Token]:
    at = next((i for i, word in enumerate(words) if word.part == "opening"), 0)
    named = all(word.part in DOER for word in words[:at])
    return words[at:] if at and named and any(word.counts for word in words[at:]) else words


def _read_as_verbs(words: Sequence[Token]) -> tuple[list[Token], frozenset[str]]:
    """Return the words, the leading English ones read as verbs, and the names of these verbs."""
    known = thesaurus()
    result: list[Token] = []
    lead: set[str] = set()
    leading, after_deed = True, False
    for token in words:
        word = _verb(token, known, leading=leading and not after_deed)
        result.append(word)
        if word.part == "deed" and word.written.isascii() and leading and not after_deed:
            lead |= {word.name} if not word.written.endswith(_NOMINAL[1:]) else set()
            after_deed = True
        elif word.part == "and":
            after_deed = False
        elif word.part not in ("filler", "opening", "frame"):
            leading = leading and word.written in ("for", "to", "of") and not lead
    ends = [word for word in result if word.counts]
    phrase = len(ends) > 1 and ends[-1].part == "deed" and ends[-1].written.endswith(_NOMINAL)
    return result, frozenset() if phrase else frozenset(lead)


def _verb(word: Token, known: Thesaurus, *, leading: bool) -> Token:
    if word.part not in ("word", "thing", "filler", "deed") or not word.written.isascii():
        return word
    may_be_verb = leading or word.written.endswith("ing")
    meaning = known.verbs.get(stem(word.written)) if may_be_verb else None
    return Token(word.written, meaning.name, meaning.part) if meaning else word


_BEFORE = frozenset(
    ("to", "for", "with", "from", "by", "towards", "among", *"向与对为给跟从由和", "对于", "针对")
)
"""Words before the party for whom or with whom something is done."""


def _with_recipients(words: Sequence[Token]) -> Iterator[Token]:
    """Yield the words, with parties behind *to*, *for* or *with* as recipients."""
    behind = False
    for word in words:
        yield word._replace(part="recipient") if behind and word.part == "party" else word
        if word.counts or word.part in ("light", "deed"):
            behind = False
        behind = behind or word.written in _BEFORE


def _once(words: Iterable[Token]) -> Iterator[Token]:
    """Yield the significant words; a verb repeated at once in another word counts once."""
    before = None
    for word in words:
        if word.counts and not (word.part == "deed" and before == word.name):
            yield word
        if word.counts:
            before = word.name


def _with_tail(units: Words, words: Sequence[Token]) -> Words:
    """Return the significant words, with *management* behind its object as a mere tail."""
    behind = {id(word) for before, word in pairwise(words) if before.counts}

    def is_tail(word: Token) -> bool:
        chinese_end = not word.written.isascii() and word is units[-1]
        return word.name == MANAGE and (chinese_end or word.written == "management")

    return tuple(
        word._replace(part="tail") if id(word) in behind and is_tail(word) else word
        for word in units
    )


def _way(words: Sequence[Token]) -> tuple[str, ...]:
    ends: dict[str, str] = {}
    for at, word in enumerate(words):
        side = {"from": "from", "从": "from", "自": "from", "to": "to", "到": "to", "至": "to"}
        if word.part == "function" and word.written in side:
            following = next((w.name for w in words[at + 1 :] if w.counts), "")
            ends.setdefault(side[word.written], following)
    return (ends["from"], ends["to"]) if len(ends) == 2 else ()


def _without_examples(words: list[Token]) -> tuple[list[Token], tuple[Words, ...], bool]:
    """Separate examples: behind *such as*, in brackets, before *and so on*."""
    if not any(word.part in ("such", "etc", "(") for word in words):
        return words, (), True
    examples: list[Words] = []
    headed, at = True, 0
    rest: list[Token] = []
    while at < len(words):
        part = words[at].part
        at += 1
        if part in ("such", "("):
            end = _end_of_examples(words, at, part)
            items = _items(words[at:end])
            if items:
                examples += items
                at = end
        elif part == "etc":
            start = _start_of_examples(rest)
            items = _items(rest[start:])
            if len(items) > 1:
                examples += items
                del rest[start:]
                headed = (
                    headed and at < len(words) and words[at].counts and words[at].part != "deed"
                )
        else:
            rest.append(words[at - 1])
    return rest, tuple(examples), headed


def _end_of_examples(words: Sequence[Token], at: int, part: str) -> int:
    closing = (")",) if part == "(" else ("deed", "light", "opening", "function", "etc", "(", ")")
    return next((i for i in range(at, len(words)) if words[i].part in closing), len(words))


def _start_of_examples(words: Sequence[Token]) -> int:
    stop = ("deed", "light", "opening", "function", "such", "(", ")", "limit")
    return next((i for i in range(len(words), 0, -1) if words[i - 1].part in stop), 0)


def _items(words: Sequence[Token]) -> list[Words]:
    """Split words at commas and *and*; return none if one is a verb or only a number."""
    items = list(filter(None, _split(words)))
    named = all(any(word.part not in ("limit", "number") for word in item) for item in items)
    return items if named and not any(word.part == "deed" for word in words) else []


def _split(words: Sequence[Token]) -> Iterator[Words]:
    item: list[Token] = []
    for word in words:
        if word.part == "and":
            yield tuple(item)
            item = []
        elif word.counts:
            item.append(word)
    yield tuple(item)
