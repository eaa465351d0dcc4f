"""Several duties in one English line: review and pay invoices, order processing and refunds."""

import re
from collections.abc import Iterator
from functools import cache

from raci.wording.clarity import english
from raci.wording.clarity.verbs import VerbPhrase, separate
from raci.wording.lexicon import verbs, words

_SENTENCES = re.compile(r";|\.(?=\s|$)|:")
_ASIDE = re.compile(r"\([^()]*\)")
_AND = frozenset(("and", "&", "then", "plus", "/", "or"))
_JOINTS = _AND | {","}
_OF = frozenset(("of", "for", "in", "to", "with", "on", "at", "across", "within", "by", "from"))


def several(text: str) -> tuple[str, ...]:
    """Give the words of a text that stand for its several duties; none where it is one duty."""
    normal = _ASIDE.sub("", english.normal(text)).replace("as well as", "and")
    found: list[VerbPhrase] = []
    for sentence in _SENTENCES.split(normal):
        tokens = _main_part(_after_opening(english.tokens(sentence)))
        deeds = list(_deeds(tokens))
        found += [d for d in deeds if not found or d.verb not in _words("purposes")]
    return separate("en", found) or _rules_and_plans(normal)


def _words(*kinds: str) -> frozenset[str]:
    return words("en", "compound", *kinds)


def _after_opening(found: list[str]) -> list[str]:
    """Leave out what only says that something is done."""
    while len(found) > 1:
        skipped = _opening(found)
        if not skipped:
            return found
        found = found[skipped:]
    return found


def _opening(found: list[str]) -> int:
    first = english.verb_of(found[0]) or found[0]
    for size in (2, 1):
        if " ".join((first, *found[1:size])) in _words("look through") and len(found) > size:
            return size
    return 1 if _is_adverb(found[0]) or found[0] in _JOINTS else 0


def _main_part(found: list[str]) -> list[str]:
    """Give the words before those that say what for, by which means, or of which things."""
    for at, word in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else ""
        purpose = word == "to" and at and _form(after) == "base" and _is_surely_verb(found, at + 1)
        means = word == "by" and after.endswith("ing")
        if at and (purpose or means or word in _words("subordinate") or word == "in order"):
            return found[:at]
    return found


def _deeds(found: list[str]) -> list[VerbPhrase]:
    by_verbs = list(_verbs(found))
    if len(by_verbs) > 1 or (found and _is_surely_order(found)):
        return by_verbs
    return _nouns_of_action(found) or by_verbs


def _is_surely_order(found: list[str]) -> bool:
    return english.verb_of(found[0]) is not None and not _may_be_noun(found[0])


def _verbs(found: list[str]) -> Iterator[VerbPhrase]:
    """Give the verbs of one form: those in a row share an object, later ones have their own."""
    first = english.verb_at(found, 0)
    if first is None or _heads_a_noun(found):
        return
    form = _form(found[0])
    yield VerbPhrase(first[0], " ".join(found[: first[1]]), own=False)
    at, in_row = first[1], True
    while at < len(found):
        start = at
        while at < len(found) and (found[at] in _JOINTS or (at > start and _is_adverb(found[at]))):
            at += 1
        if at == start:
            at, in_row = at + 1, False
            continue
        later = english.verb_at(found, at)
        if later and _form(found[at]) == form and (in_row or _counts(found, at, later[1])):
            if in_row or not _is_left_out(later[0], found[at + later[1] :]):
                yield VerbPhrase(later[0], " ".join(found[at : at + later[1]]), own=not in_row)
            at += later[1]
        else:
            in_row = False


def _counts(found: list[str], at: int, size: int) -> bool:
    """Tell that a word after a joint is a verb with an object of its own."""
    has_object = at + size < len(found) and found[at + size] not in _JOINTS | _OF
    return (has_object or size > 1) and _is_surely_verb(found, at)


def _is_surely_verb(found: list[str], at: int) -> bool:
    if found[at] in _ambiguous() or _may_be_noun(found[at]):
        return at + 1 < len(found) and found[at + 1] in _words("determiners")
    return True


def _may_be_noun(word: str) -> bool:
    if word.endswith("ing"):
        return word in _words("nominal gerunds")
    return (english.verb_of(word) or word) in _ambiguous() or english.is_noun(word)


@cache
def _ambiguous() -> frozenset[str]:
    return _words("also nouns") | (verbs("en") & words("en", "nouns"))


def _heads_a_noun(found: list[str]) -> bool:
    """Tell "plan and budget approval", "testing and training of staff": nouns of action."""
    end = next((at for at, word in enumerate(found) if word in _OF), len(found))
    last = found[end - 1] if end else ""
    opens = _may_be_noun(found[0]) and any(word in _JOINTS for word in found[1:end])
    of_something = end < len(found) and found[end] == "of"
    return opens and (of_something or english.action_of(last) is not None)


def _is_left_out(verb: str, rest: list[str]) -> bool:
    """Tell what a duty is for, and what only completes it: "and report the results"."""
    if verb in _words("purposes"):
        return True
    objects = rest[: next((at for at, word in enumerate(rest) if word in _JOINTS), len(rest))]
    completes = not objects or not _words("outcomes").isdisjoint(objects)
    return verb in _words("completions") and completes


def _nouns_of_action(found: list[str]) -> list[VerbPhrase]:
    """Give "recruitment and training of staff", "order processing and customer service"."""
    end = next((at for at, word in enumerate(found) if word in _OF), len(found))
    parts: list[list[str]] = [[]]
    for word in found[:end]:
        if word in _JOINTS:
            parts.append([])
        elif not _is_adverb(word) and word not in _words("determiners"):
            parts[-1].append(word)
    parts = [part for part in parts if part]
    if len(parts) < 2 or (end == len(found) and all(len(part) == 1 for part in parts[:1])):
        return []
    deeds = [(_action(part[-1]), part) for part in parts]
    for at, (action, part) in enumerate(deeds):
        governed = len(part) > 1 and (_action(part[0]) is not None)
        if action is None or (at and governed):
            return []
    return [VerbPhrase(str(action), part[-1], own=len(part) > 1) for action, part in deeds]


def _action(noun: str) -> str | None:
    verb = english.verb_of(noun)
    if verb and (noun.endswith("ing") or (noun == verb and _may_be_noun(noun))):
        return verb
    return english.action_of(noun)


def _form(word: str) -> str:
    if word.endswith("ing") and word not in verbs("en"):
        return "ing"
    return "base" if word in verbs("en") or english.verb_of(word) is None else "s"


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4 and english.verb_of(word) is None


def _rules_and_plans(normal: str) -> tuple[str, ...]:
    """Give a rule and a plan that are made together: to set rules is not to plan."""
    found = english.tokens(normal)
    before = next((at for at, word in enumerate(found) if at and word in _OF), len(found))
    found = found[:before]
    for at, word in enumerate(found):
        if word not in _JOINTS or not at:
            continue
        after = next((w for w in found[at + 1 :] if w in _words("rules", "plans")), "")
        for kind, another in (("rules", "plans"), ("plans", "rules")):
            if found[at - 1] in _words(kind) and after in _words(another):
                return found[at - 1], after
    return ()
