"""Compares two wordings: how similar they are, and whether they mean the same."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from raci.wording.likeness.parse import ParsedWording, Words
from raci.wording.likeness.thesaurus import SOLID, thesaurus
from raci.wording.likeness.tokens import Token

Weigh = Callable[[Token], float]
"""Returns the weight of a word."""

THRESHOLD = 0.7


class Similarity(NamedTuple):
    """How similar two wordings are, from 0 to 1, and whether a difference makes them two duties."""

    share: float
    apart: bool

    def same(self, threshold: float = THRESHOLD) -> bool:
        """Return whether the wordings mean the same."""
        return not self.apart and self.share >= threshold


def plain_weight(word: Token) -> float:
    """Return the weight of a word without an organisation: a single character is half a word."""
    return 0.5 if word.part == "char" else 1.0


def compare(one: ParsedWording, other: ParsedWording, weigh: Weigh = plain_weight) -> Similarity:
    """Return how similar two wordings are, in whichever order."""
    readings = [_compared(a, b, weigh) for a, b in _readings(one, other)]
    best = max(readings, key=lambda reading: (not reading.apart, reading.share))
    return best._replace(apart=True) if _contradict(one, other) else best


def _compared(one: Words, other: Words, weigh: Weigh) -> Similarity:
    mine, theirs = _missing(one, other), _missing(other, one)
    shared = list(_missing(one, mine))
    mine, theirs = _stated(mine, theirs, shared), _stated(theirs, mine, shared)
    if _are_near(mine, theirs):
        shared, mine, theirs = [*shared, *mine], (), ()
    common = sum(map(weigh, shared))
    whole = common + sum(map(weigh, mine)) + sum(map(weigh, theirs))
    apart = (
        not common or bool(mine and theirs) or any(word.part in SOLID for word in (*mine, *theirs))
    )
    return Similarity(common / whole if whole else 0.0, apart)


def _are_near(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Return whether only one verb differs, and means nearly the same."""
    if len(mine) != 1 or len(theirs) != 1 or {mine[0].part, theirs[0].part} != {"deed"}:
        return False
    return theirs[0].name in thesaurus().near.get(mine[0].name, ())


PARTIES = frozenset({"party", "recipient"})


def _stated(mine: Sequence[Token], theirs: Sequence[Token], shared: Sequence[Token]) -> Words:
    """Omit the words of one side that are implied, unless the other side contradicts them."""
    if not mine:
        return ()
    beside = {word.name for word in shared}
    parties = any(word.part in PARTIES for word in theirs)
    often = any(word.part == "often" for word in theirs)
    verbs = any(word.part == "deed" for word in theirs)
    implied = thesaurus().implied

    def is_implied(word: Token) -> bool:
        if (word.part in PARTIES and parties) or (word.part == "deed" and verbs):
            return False
        if word.part == "often":
            return not often
        return word.part in ("recipient", "tail") or not beside.isdisjoint(
            implied.get(word.name, ())
        )

    return tuple(word for word in mine if not is_implied(word))


def _missing(one: Words, other: Words) -> Words:
    """Return the words of one that the other lacks, the last ones if it has some of them."""
    names = [word.name for word in other]
    missing = []
    for word in one:
        if word.name in names:
            names.remove(word.name)
        else:
            missing.append(word)
    return tuple(missing)


def _readings(one: ParsedWording, other: ParsedWording) -> Iterator[tuple[Words, Words]]:
    """Yield the ways to read two wordings: with all their examples, with one, with none."""
    whole, others = _with(one, *one.examples), _with(other, *other.examples)
    yield whole, others
    if one.examples and other.examples:
        if any(_alike(a, b) for a in one.examples for b in other.examples):
            yield one.units, other.units
    elif one.examples or other.examples:
        yield from (
            _exemplified(one, other)
            if one.examples
            else ((a, b) for b, a in _exemplified(other, one))
        )


def _exemplified(one: ParsedWording, other: ParsedWording) -> Iterator[tuple[Words, Words]]:
    """Yield the ways to read a wording with examples beside one without."""
    if one.headed:
        yield one.units, other.units
    else:
        extra = _missing(other.units, one.units)
        if any(_alike(item, extra) for item in one.examples):
            names = {id(word) for word in extra}
            yield one.units, tuple(word for word in other.units if id(word) not in names)
    for item in one.examples:
        yield _with(one, item), other.units


def _with(one: ParsedWording, *items: Words) -> Words:
    return (*one.units, *(word for item in items for word in item))


def _alike(one: Words, other: Words) -> bool:
    """Return whether one example consists of the first or the last words of the other."""
    a, b = sorted(([word.name for word in one], [word.name for word in other]), key=len)
    return bool(a) and (b[-len(a) :] == a or b[: len(a)] == a)


def _contradict(one: ParsedWording, other: ParsedWording) -> bool:
    """Return whether the leading verbs, the direction or whose duty it is make them two."""
    frames = bool(one.frame - other.frame) and bool(other.frame - one.frame)
    near = thesaurus().near
    like = one.lead.union(*(near.get(name, ()) for name in one.lead))
    leads = bool(one.lead) and bool(other.lead) and not like & other.lead
    ways = bool(one.way) and bool(other.way) and one.way != other.way
    return frames or leads or ways
