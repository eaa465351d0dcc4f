"""Compares the wordings of two duties in every language that both have."""

from collections.abc import Iterator

from raci.findings.text import Text
from raci.wording.likeness.normalize import normalize
from raci.wording.likeness.parse import parse
from raci.wording.likeness.similarity import compare
from raci.wording.likeness.tokens import MARKS, tokens


def are_equal(one: Text, other: Text) -> bool:
    """Return whether two texts have equal words in a language that both have.

    Width, traditional characters, case, punctuation, numbering and how duties begin ("responsible
    for", 负责) make no difference; any other word does.
    """
    pairs = ((_words(a), _words(b)) for a, b in _in_common(one, other))
    return any(mine and mine == theirs for mine, theirs in pairs)


def are_apart(one: Text, other: Text) -> bool:
    """Return whether two texts have a language in common, and say different things in each."""
    pairs = [normalize(pair) for pair in _in_common(one, other)]
    return bool(pairs) and not any(
        mine == theirs or compare(parse(mine), parse(theirs)).same() for mine, theirs in pairs
    )


def _in_common(one: Text, other: Text) -> Iterator[tuple[str, str]]:
    """Yield the texts of each language that both have; a plain string stands for every one."""
    for tag, mine in one.items():
        for other_tag, theirs in other.items():
            if not tag or not other_tag or _main(tag) == _main(other_tag):
                yield mine, theirs


def _main(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _words(text: str) -> tuple[str, ...]:
    (form,) = normalize([text])
    words = [word for word in tokens(form) if word.written not in MARKS]
    if words and words[0].part == "opening":
        words = words[2:] if [word.written for word in words[1:2]] == ["for"] else words[1:]
    return tuple(word.written for word in words)
