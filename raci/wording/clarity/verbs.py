"""The verbs of a wording, and which of them are separate duties."""

from collections.abc import Iterable
from typing import NamedTuple

from raci.wording.lexicon import Language, families_by_class, verb_classes


class VerbPhrase(NamedTuple):
    """A verb in its base form, as written, and whether it has its own object."""

    verb: str
    written: str
    own: bool


def distinct_verbs(language: Language, phrases: Iterable[VerbPhrase]) -> tuple[str, ...]:
    """Return the verbs, as written, that are separate duties; none if there is only one.

    A repeated verb only continues the list of its objects. Related verbs on the same object are
    one duty ("maintain and update", 收集和整理).
    """
    kept: list[VerbPhrase] = []
    for phrase in phrases:
        if not any(_is_one(language, earlier, phrase) for earlier in kept):
            kept.append(phrase)
    return tuple(phrase.written for phrase in kept) if len(kept) > 1 else ()


def _is_one(language: Language, earlier: VerbPhrase, later: VerbPhrase) -> bool:
    if earlier.verb == later.verb:
        return True
    return not later.own and bool(
        _families(language, earlier.verb) & _families(language, later.verb)
    )


def _families(language: Language, verb: str) -> frozenset[str]:
    classes = verb_classes(language).get(verb, frozenset())
    return classes.union(*(families_by_class().get(name, frozenset()) for name in classes))
