"""Two wordings compared: whether they say the same, what is shared, what differs."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from raci.wording.likeness.parse import ParsedWording
from raci.wording.likeness.thesaurus import SOLID, meanings
from raci.wording.likeness.tokens import Token

Weigh = Callable[[Token], float]
"""What a word counts."""

THRESHOLD = 0.7


class Likeness(NamedTuple):
    """How alike two wordings are, from 0 to 1, and whether what differs makes them two things."""

    share: float
    apart: bool
    shared: tuple[Token, ...]
    only: tuple[tuple[Token, ...], tuple[Token, ...]]

    def same(self, threshold: float = THRESHOLD) -> bool:
        """Tell whether they say the same."""
        return not self.apart and self.share >= threshold


def plain(word: Token) -> float:
    """Count a word by itself, without an organisation: a lone character is half a word."""
    return 0.5 if word.part == "char" else 1.0


def likeness(one: ParsedWording, other: ParsedWording, weigh: Weigh = plain) -> Likeness:
    """Compare two wordings; the same in either order, but for ``only``."""
    found = [_compared(a, b, weigh) for a, b in _readings(one, other)]
    best = max(found, key=lambda each: (not each.apart, each.share))
    if _against(one, other):
        return best._replace(apart=True)
    return best


def _compared(one: tuple[Token, ...], other: tuple[Token, ...], weigh: Weigh) -> Likeness:
    mine, theirs = _leaving(one, other), _leaving(other, one)
    left = [word.name for word in mine]
    shared = []
    for word in one:
        if word.name in left:
            left.remove(word.name)
        else:
            shared.append(word)
    mine, theirs = _said(mine, theirs, shared), _said(theirs, mine, shared)
    if _are_near(mine, theirs):
        shared, mine, theirs = [*shared, *mine], (), ()
    common = sum(map(weigh, shared))
    whole = common + sum(map(weigh, mine)) + sum(map(weigh, theirs))
    apart = (
        not common or bool(mine and theirs) or any(word.part in SOLID for word in (*mine, *theirs))
    )
    return Likeness(common / whole if whole else 0.0, apart, tuple(shared), (mine, theirs))


def _are_near(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Tell whether all that differs is one deed, and nearly the same one."""
    if len(mine) != 1 or len(theirs) != 1 or {mine[0].part, theirs[0].part} != {"deed"}:
        return False
    return theirs[0].name in meanings().near.get(mine[0].name, ())


PARTIES = frozenset({"party", "recipient"})


def _said(
    mine: Sequence[Token], theirs: Sequence[Token], shared: Sequence[Token]
) -> tuple[Token, ...]:
    """Leave out what only one side says and goes without saying, unless the other contradicts."""
    if not mine:
        return ()
    beside = {word.name for word in shared}
    parties = any(word.part in PARTIES for word in theirs)
    often = any(word.part == "often" for word in theirs)
    deeds = any(word.part == "deed" for word in theirs)
    implied = meanings().implied

    def unsaid(word: Token) -> bool:
        if (word.part in PARTIES and parties) or (word.part == "deed" and deeds):
            return False
        if word.part == "often":
            return not often
        return word.part in ("recipient", "tail") or not beside.isdisjoint(
            implied.get(word.name, ())
        )

    return tuple(word for word in mine if not unsaid(word))


def _leaving(one: tuple[Token, ...], other: tuple[Token, ...]) -> tuple[Token, ...]:
    """Give the words of one that the other does not have, the last ones where it has fewer."""
    have = [word.name for word in other]
    left = []
    for word in one:
        if word.name in have:
            have.remove(word.name)
        else:
            left.append(word)
    return tuple(left)


def _readings(
    one: ParsedWording, other: ParsedWording
) -> Iterator[tuple[tuple[Token, ...], tuple[Token, ...]]]:
    """Give the ways to read two wordings: with all their examples, with one, with none."""
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


def _exemplified(
    one: ParsedWording, other: ParsedWording
) -> Iterator[tuple[tuple[Token, ...], tuple[Token, ...]]]:
    """Give the ways to read a wording with examples beside one without."""
    if one.headed:
        yield one.units, other.units
    else:
        extra = _leaving(other.units, one.units)
        if any(_alike(item, extra) for item in one.examples):
            names = {id(word) for word in extra}
            yield one.units, tuple(word for word in other.units if id(word) not in names)
    for item in one.examples:
        yield _with(one, item), other.units


def _with(one: ParsedWording, *items: tuple[Token, ...]) -> tuple[Token, ...]:
    return (*one.units, *(word for item in items for word in item))


def _alike(one: tuple[Token, ...], other: tuple[Token, ...]) -> bool:
    """Tell whether an example is another one, or its last or first words."""
    a, b = sorted(([word.name for word in one], [word.name for word in other]), key=len)
    return bool(a) and (b[-len(a) :] == a or b[: len(a)] == a)


def _against(one: ParsedWording, other: ParsedWording) -> bool:
    """Tell whether the order of words, or whose it is, makes them two things."""
    frames = bool(one.frame - other.frame) and bool(other.frame - one.frame)
    near = meanings().near
    like = one.lead.union(*(near.get(name, ()) for name in one.lead))
    leads = bool(one.lead) and bool(other.lead) and not like & other.lead
    ways = bool(one.way) and bool(other.way) and one.way != other.way
    return frames or leads or ways
