"""Finds several duties in one English line: review and pay invoices, packing and refunds."""

import re
from collections.abc import Iterator
from functools import cache

from raci.wording.clarity import english
from raci.wording.clarity.verbs import VerbPhrase, distinct_verbs
from raci.wording.lexicon import verbs, words

_SENTENCES = re.compile(r";|\.(?=\s|$)|:")
_ASIDE = re.compile(r"\([^()]*\)")
_AND = frozenset(("and", "&", "then", "plus", "/", "or"))
_JOINTS = _AND | {","}
_OF = frozenset(("of", "for", "in", "to", "with", "on", "at", "across", "within", "by", "from"))


def separate_duties(text: str) -> tuple[str, ...]:
    """Return the words for the several duties of a text; none if the text is one duty."""
    normal = _ASIDE.sub("", english.normalize(text)).replace("as well as", "and")
    phrases: list[VerbPhrase] = []
    for sentence in _SENTENCES.split(normal):
        further = _verb_phrases(_main_part(_after_opening(english.tokens(sentence))))
        phrases += [p for p in further if not phrases or p.verb not in _words("purposes")]
    return distinct_verbs("en", phrases) or _rules_and_plans(normal)


def _words(*kinds: str) -> frozenset[str]:
    return words("en", "compound", *kinds)


def _after_opening(tokens: list[str]) -> list[str]:
    """Omit the words that only say that something is done."""
    while len(tokens) > 1:
        skipped = _opening(tokens)
        if not skipped:
            return tokens
        tokens = tokens[skipped:]
    return tokens


def _opening(tokens: list[str]) -> int:
    first = english.verb_of(tokens[0]) or tokens[0]
    for size in (2, 1):
        if " ".join((first, *tokens[1:size])) in _words("look through") and len(tokens) > size:
            return size
    return 1 if _is_adverb(tokens[0]) or tokens[0] in _JOINTS else 0


def _main_part(tokens: list[str]) -> list[str]:
    """Return the words before those that state a purpose, a means or a condition."""
    for at, word in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        purpose = word == "to" and at and _form(after) == "base" and _is_surely_verb(tokens, at + 1)
        means = word == "by" and after.endswith("ing")
        if at and (purpose or means or word in _words("subordinate") or word == "in order"):
            return tokens[:at]
    return tokens


def _verb_phrases(tokens: list[str]) -> list[VerbPhrase]:
    by_verbs = list(_verbs(tokens))
    if len(by_verbs) > 1 or (tokens and _is_surely_order(tokens)):
        return by_verbs
    return _nouns_of_action(tokens) or by_verbs


def _is_surely_order(tokens: list[str]) -> bool:
    return english.verb_of(tokens[0]) is not None and not _may_be_noun(tokens[0])


def _verbs(tokens: list[str]) -> Iterator[VerbPhrase]:
    """Yield the verbs of the first one's form: in a row they share an object, later they do not."""
    first = english.verb_at(tokens, 0)
    if first is None or _heads_a_noun(tokens):
        return
    form = _form(tokens[0])
    yield VerbPhrase(first[0], " ".join(tokens[: first[1]]), own=False)
    at, in_row = first[1], True
    while at < len(tokens):
        start = at
        while at < len(tokens) and (
            tokens[at] in _JOINTS or (at > start and _is_adverb(tokens[at]))
        ):
            at += 1
        if at == start:
            at, in_row = at + 1, False
            continue
        later = english.verb_at(tokens, at)
        if later and _form(tokens[at]) == form and (in_row or _counts(tokens, at, later[1])):
            if in_row or not _is_left_out(later[0], tokens[at + later[1] :]):
                yield VerbPhrase(later[0], " ".join(tokens[at : at + later[1]]), own=not in_row)
            at += later[1]
        else:
            in_row = False


def _counts(tokens: list[str], at: int, size: int) -> bool:
    has_object = at + size < len(tokens) and tokens[at + size] not in _JOINTS | _OF
    return (has_object or size > 1) and _is_surely_verb(tokens, at)


def _is_surely_verb(tokens: list[str], at: int) -> bool:
    if tokens[at] in _ambiguous() or _may_be_noun(tokens[at]):
        return at + 1 < len(tokens) and tokens[at + 1] in _words("determiners")
    return True


def _may_be_noun(word: str) -> bool:
    if word.endswith("ing"):
        return word in _words("nominal gerunds")
    return (english.verb_of(word) or word) in _ambiguous() or english.is_noun(word)


@cache
def _ambiguous() -> frozenset[str]:
    return _words("also nouns") | (verbs("en") & words("en", "nouns"))


def _heads_a_noun(tokens: list[str]) -> bool:
    """Return whether nouns of action follow: "plan and budget approval", "testing of staff"."""
    end = next((at for at, word in enumerate(tokens) if word in _OF), len(tokens))
    last = tokens[end - 1] if end else ""
    opens = _may_be_noun(tokens[0]) and any(word in _JOINTS for word in tokens[1:end])
    of_something = end < len(tokens) and tokens[end] == "of"
    return opens and (of_something or english.action_of(last) is not None)


def _is_left_out(verb: str, rest: list[str]) -> bool:
    """Return whether a verb states a purpose or only completes: "and report the results"."""
    if verb in _words("purposes"):
        return True
    objects = rest[: next((at for at, word in enumerate(rest) if word in _JOINTS), len(rest))]
    completes = not objects or not _words("outcomes").isdisjoint(objects)
    return verb in _words("completions") and completes


def _nouns_of_action(tokens: list[str]) -> list[VerbPhrase]:
    """Return nouns of action: "recruitment and training", "order processing and refunds"."""
    end = next((at for at, word in enumerate(tokens) if word in _OF), len(tokens))
    parts: list[list[str]] = [[]]
    for word in tokens[:end]:
        if word in _JOINTS:
            parts.append([])
        elif not _is_adverb(word) and word not in _words("determiners"):
            parts[-1].append(word)
    parts = [part for part in parts if part]
    if len(parts) < 2 or (end == len(tokens) and all(len(part) == 1 for part in parts[:1])):
        return []
    actions = [(_action(part[-1]), part) for part in parts]
    for at, (action, part) in enumerate(actions):
        governed = len(part) > 1 and (_action(part[0]) is not None)
        if action is None or (at and governed):
            return []
    return [VerbPhrase(str(action), part[-1], own=len(part) > 1) for action, part in actions]


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
    """Return a rule and a plan named side by side: making rules and planning are two duties."""
    tokens = english.tokens(normal)
    before = next((at for at, word in enumerate(tokens) if at and word in _OF), len(tokens))
    tokens = tokens[:before]
    for at, word in enumerate(tokens):
        if word not in _JOINTS or not at:
            continue
        after = next((w for w in tokens[at + 1 :] if w in _words("rules", "plans")), "")
        for kind, another in (("rules", "plans"), ("plans", "rules")):
            if tokens[at - 1] in _words(kind) and after in _words(another):
                return tokens[at - 1], after
    return ()
