"""What a wording says: the words that count, in one form each, and the examples it gives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from raci.wording.likeness.stem import stem
from raci.wording.likeness.thesaurus import MANAGE, Meanings, meanings
from raci.wording.likeness.tokens import Token, tokens

DOER = frozenset({"char", "word", "thing", "whole", "frame", "filler", "function"})
"""What the name of a post or a department is made of."""

Items = tuple[tuple[Token, ...], ...]

_NOMINAL = ("ing", "ion", "ment", "al", "ance", "ence", "sis", "ure", "up", "sale", "sales")
"""Endings of the nouns of deeds: such a word at the end is what a phrase is about."""


@dataclass(slots=True)
class ParsedWording:
    """A wording taken apart.

    ``units`` are the words that count, in order, without ``examples``, of which each is a list of
    words; ``headed`` tells whether a word for all of them stands beside. ``frame`` says whose it
    is; ``lead`` are the deeds that an English sentence begins with; ``way`` from where to where.
    """

    units: tuple[Token, ...]
    examples: Items = ()
    headed: bool = True
    frame: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    way: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Token, ...]:
        """The words that count, those of the examples last."""
        return (*self.units, *(word for item in self.examples for word in item))


def said(text: str) -> ParsedWording:
    """Take a text in its normal form apart."""
    words, lead = _read_as_verbs(_without_doer(tokens(text)))
    rest, examples, headed = _without_examples(words)
    return ParsedWording(
        units=_with_tail(tuple(_once(_with_recipients(rest))), rest),
        examples=examples,
        headed=headed,
        frame=frozenset(word.name for word in rest if word.part == "frame"),
        lead=lead,
        way=_way(rest),
    )


def _without_doer(words: list[Token]) -> list[Token]:
    """Leave out who is responsible, where a sentence begins with that."""
    at = next((i for i, word in enumerate(words) if word.part == "opening"), 0)
    named = all(word.part in DOER for word in words[:at])
    return words[at:] if at and named and any(word.counts for word in words[at:]) else words


def _read_as_verbs(words: Sequence[Token]) -> tuple[list[Token], frozenset[str]]:
    """Give English words in front their meaning as verbs, and the deeds that stand there."""
    known = meanings()
    found: list[Token] = []
    lead: set[str] = set()
    leading, after_deed = True, False
    for each in words:
        word = _verb(each, known, leading=leading and not after_deed)
        found.append(word)
        if word.part == "deed" and word.shown.isascii() and leading and not after_deed:
            lead |= {word.name} if not word.shown.endswith(_NOMINAL[1:]) else set()
            after_deed = True
        elif word.part == "and":
            after_deed = False
        elif word.part not in ("filler", "opening", "frame"):
            leading = leading and word.shown in ("for", "to", "of") and not lead
    ends = [word for word in found if word.counts]
    phrase = len(ends) > 1 and ends[-1].part == "deed" and ends[-1].shown.endswith(_NOMINAL)
    return found, frozenset() if phrase else frozenset(lead)


def _verb(word: Token, known: Meanings, *, leading: bool) -> Token:
    if word.part not in ("word", "thing", "filler", "deed") or not word.shown.isascii():
        return word
    asked = leading or word.shown.endswith("ing")
    meaning = known.verbs.get(stem(word.shown)) if asked else None
    return Token(word.shown, meaning.name, meaning.part) if meaning else word


_BEFORE = frozenset(
    ("to", "for", "with", "from", "by", "towards", "among", *"向与对为给跟从由和", "对于", "针对")
)
"""Words behind which somebody is named for whom or with whom something is done."""


def _with_recipients(words: Sequence[Token]) -> Iterator[Token]:
    """Give the words, parties that stand behind *to*, *for* or *with* as recipients."""
    behind = False
    for word in words:
        yield word._replace(part="recipient") if behind and word.part == "party" else word
        if word.counts or word.part in ("light", "deed"):
            behind = False
        behind = behind or word.shown in _BEFORE


def _once(words: Iterable[Token]) -> Iterator[Token]:
    """Give the words that count; a deed that is said twice in a row, in two words, once."""
    before = None
    for word in words:
        if word.counts and not (word.part == "deed" and before == word.name):
            yield word
        if word.counts:
            before = word.name


def _with_tail(units: tuple[Token, ...], words: Sequence[Token]) -> tuple[Token, ...]:
    """Give the words that count, *management* behind what is managed as a tail of that."""
    behind = {id(word) for before, word in pairwise(words) if before.counts}

    def is_tail(word: Token) -> bool:
        chinese_end = not word.shown.isascii() and word is units[-1]
        return word.name == MANAGE and (chinese_end or word.shown == "management")

    return tuple(
        word._replace(part="tail") if id(word) in behind and is_tail(word) else word
        for word in units
    )


def _way(words: Sequence[Token]) -> tuple[str, ...]:
    """Give what stands behind *from* and behind *to*, where both are said."""
    found: dict[str, str] = {}
    for at, word in enumerate(words):
        side = {"from": "from", "从": "from", "自": "from", "to": "to", "到": "to", "至": "to"}
        if word.part == "function" and word.shown in side:
            following = next((w.name for w in words[at + 1 :] if w.counts), "")
            found.setdefault(side[word.shown], following)
    return (found["from"], found["to"]) if len(found) == 2 else ()


def _without_examples(words: list[Token]) -> tuple[list[Token], Items, bool]:
    """Part the examples from the rest: behind *such as*, in brackets, before *and so on*."""
    if not any(word.part in ("such", "etc", "(") for word in words):
        return words, (), True
    examples: list[tuple[Token, ...]] = []
    headed, at = True, 0
    rest: list[Token] = []
    while at < len(words):
        part = words[at].part
        at += 1
        if part in ("such", "("):
            end = _end(words, at, part)
            items = _items(words[at:end])
            if items:
                examples += items
                at = end
        elif part == "etc":
            start = _start(rest)
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


def _end(words: Sequence[Token], at: int, part: str) -> int:
    """Tell where examples end that begin here."""
    closing = (")",) if part == "(" else ("deed", "light", "opening", "function", "etc", "(", ")")
    return next((i for i in range(at, len(words)) if words[i].part in closing), len(words))


def _start(words: Sequence[Token]) -> int:
    """Tell where examples began that end here."""
    stop = ("deed", "light", "opening", "function", "such", "(", ")", "limit")
    return next((i for i in range(len(words), 0, -1) if words[i - 1].part in stop), 0)


def _items(words: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Part words at commas and *and*; none where one is a deed or but a number."""
    items = list(filter(None, _parted(words)))
    told = all(any(word.part not in ("limit", "number") for word in item) for item in items)
    return items if told and not any(word.part == "deed" for word in words) else []


def _parted(words: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    item: list[Token] = []
    for word in words:
        if word.part == "and":
            yield tuple(item)
            item = []
        elif word.counts:
            item.append(word)
    yield tuple(item)
