"""DEF014: people with one name."""

import unicodedata
from collections.abc import Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.matrix.matrix import Matrix
from raci.model.entities import Person
from raci.model.placeholders import is_placeholder
from raci.rules.rule import Hits, rule


@rule("DEF014", of=Person, mutual=True)
def person_twice(person: Person, matrix: Matrix) -> Hits:
    """Another person, whose id is greater, has the same name."""
    for other in matrix.cached(_namesakes).get(person.ref, ()):
        yield Hit(involves=(other,), label=person.ref, also=((other, other),), other=other)


def _namesakes(matrix: Matrix) -> Mapping[Ref, tuple[Ref, ...]]:
    """Return, by the smallest id, persons with the same name in every language that both have."""
    groups: dict[str, list[Person]] = {}
    for id_ in sorted(matrix.org.people):
        person = matrix.org.people[id_]
        if not is_placeholder(person):
            for name in sorted({_folded(name) for name in person.name.values()} - {""}):
                groups.setdefault(name, []).append(person)
    namesakes: dict[Ref, dict[Ref, None]] = {}
    for first, *others in groups.values():
        for other in others:
            if _agree(first.name, other.name):
                namesakes.setdefault(first.ref, {})[other.ref] = None
    return {first: tuple(sorted(others)) for first, others in namesakes.items()}


def _agree(one: Text, other: Text) -> bool:
    return all(_folded(one[tag]) == _folded(other[tag]) for tag in one.keys() & other.keys())


def _folded(name: str) -> str:
    """Return a name without width, case and punctuation, with single spaces between words."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(" " if _is_mark(each) else each for each in plain).split())


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZC"
