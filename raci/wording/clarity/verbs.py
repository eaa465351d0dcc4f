"""The deeds that a wording names, and which of them are separate duties."""

from collections.abc import Iterable
from typing import NamedTuple

from raci.wording.lexicon import Language, kin, verb_classes


class VerbPhrase(NamedTuple):
    """A verb in its base form, as it is written, and whether its object is its own."""

    verb: str
    written: str
    own: bool


def separate(language: Language, deeds: Iterable[VerbPhrase]) -> tuple[str, ...]:
    """Give the verbs, as written, of deeds that are duties of their own.

    A verb said again goes on with its list of objects; on one and the same object, verbs of one
    kin are one duty ("maintain and update", 收集和整理).
    """
    kept: list[VerbPhrase] = []
    for deed in deeds:
        if not any(_is_one(language, earlier, deed) for earlier in kept):
            kept.append(deed)
    return tuple(deed.written for deed in kept) if len(kept) > 1 else ()


def _is_one(language: Language, earlier: VerbPhrase, later: VerbPhrase) -> bool:
    if earlier.verb == later.verb:
        return True
    return not later.own and bool(_kin(language, earlier.verb) & _kin(language, later.verb))


def _kin(language: Language, verb: str) -> frozenset[str]:
    classes = verb_classes(language).get(verb, frozenset())
    return classes.union(*(kin().get(each, frozenset()) for each in classes))
