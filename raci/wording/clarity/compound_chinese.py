"""Finds several duties in one Chinese line: 拓展和管理, 进驻平台并组织销售, 订单处理和客户服务."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from raci.wording.clarity import chinese
from raci.wording.clarity.verbs import VerbPhrase, distinct_verbs
from raci.wording.lexicon import verbs, words

_CLAUSES = re.compile(r"[,;。:]|(?:并|而)且|同时|然后|并(?![购发网联轨行入案表列存排非重])")
_JOINTS = re.compile(
    r"、|/|以及|(?<!参)与(?!会)|(?<![涉普以])及(?![时其格])|(?<![饱缓调总共])和(?![谐解平])"
)
_ASIDE = re.compile(r"\([^()]*\)")
_TRAILING = ("工作", "事务", "事宜", "任务", "等", "等工作")


def separate_duties(text: str) -> tuple[str, ...]:
    """Return the words for the several duties of a text; none if the text is one duty."""
    normal = _ASIDE.sub("", chinese.normalize(text))
    phrases: list[VerbPhrase] = []
    for clause in filter(None, _CLAUSES.split(normal)):
        further = _verb_phrases(clause)
        phrases += _main_verbs(_sharing(phrases, further), clause) if phrases else further
    return distinct_verbs("zh", phrases) or _rules_and_plans(normal)


def _words(kind: str) -> frozenset[str]:
    return words("zh", "compound", kind)


def _verb_phrases(clause: str) -> list[VerbPhrase]:
    """Return the verbs of a clause that stand in a row, or its nouns of action."""
    parts = [_cut(part) for part in _JOINTS.split(clause)]
    parts[0] = _after_opening(parts[0])
    parts = [part for part in parts if part]
    if not parts or parts[0][0] in _words("prepositions"):
        return []
    return list(_in_a_row(parts) or _as_nouns(parts) or _with_objects(parts))


def _sharing(before: list[VerbPhrase], phrases: list[VerbPhrase]) -> list[VerbPhrase]:
    """Return the later verbs; the first shares its object with a verb before that has none."""
    if before[-1].own:
        return phrases
    return [phrase._replace(own=False) for phrase in phrases[:1]] + phrases[1:]


def _main_verbs(phrases: list[VerbPhrase], clause: str) -> Iterator[VerbPhrase]:
    """Omit the verbs of a later clause that state a purpose or only complete the duty."""
    for phrase in phrases:
        rest = clause.partition(phrase.verb)[2]
        completes = phrase.verb in _words("completions") and (
            not rest or any(word in _words("outcomes") for word in _cut(rest))
        )
        if phrase.verb not in _words("purposes") and not completes:
            yield phrase


def _in_a_row(parts: list[list[str]]) -> list[VerbPhrase]:
    """Return verbs that share an object: 审核和发布商品, 招聘、培训员工."""
    row: list[str] = []
    for part in parts:
        if not _is_verb(part[0]):
            break
        row.append(part[0])
        if len(part) > 1:
            noun_of_action = _is_verb(part[-1]) and part[0] not in _words("clauses only")
            return [] if len(row) == 1 or noun_of_action else _shared(row)
    return _shared(row) if len(row) == len(parts) > 1 else []


def _as_nouns(parts: list[list[str]]) -> list[VerbPhrase]:
    """Return nouns of action: 淘宝客的联系和开发, 订单处理和客户服务."""
    first = parts[0]
    if len(first) < 2 or not _is_verb(first[-1]) or _governs(first):
        return []
    phrases = [VerbPhrase(first[-1], first[-1], own=True)]
    for part in parts[1:]:
        if not _is_verb(part[-1]) or (len(part) > 1 and _is_verb(part[0])):
            return []
        phrases.append(VerbPhrase(part[-1], part[-1], own=len(part) > 1))
    return phrases


def _with_objects(parts: list[list[str]]) -> Iterator[VerbPhrase]:
    """Return verbs, each with an object (审核发票和支付货款); the first governs what is no verb."""
    first, *others = parts
    if not _is_verb(first[0]):
        return
    yield VerbPhrase(first[0], first[0], own=len(first) > 1)
    for part in others:
        opens = len(first) > 1 and len(part) > 1 and part[0] in _words("clauses only")
        if opens and not _is_verb(part[-1]) and not _is_only_verb(first[-1]):
            yield from _main_verbs([VerbPhrase(part[0], part[0], own=True)], "".join(part))


def _governs(first: list[str]) -> bool:
    """Return whether the first word is a verb with the nouns of action behind it as objects."""
    if not _is_verb(first[0]):
        return False
    return not (first[0] in _words("attributive") and (len(first) > 2 or first[-2] == "的"))


def _after_opening(part: list[str]) -> list[str]:
    while len(part) > 1 and part[0] in _words("look through"):
        part = part[1:]
    return part


def _cut(part: str) -> list[str]:
    for end in _TRAILING:
        part = part.removesuffix(end)
    return chinese.cut(part, _vocabulary())


@cache
def _vocabulary() -> frozenset[str]:
    own = ("look through", "prepositions", "purposes", "rules", "plans")
    return chinese.vocabulary() | words("zh", "compound", *own)


def _is_verb(word: str) -> bool:
    return word in verbs("zh")


def _is_only_verb(word: str) -> bool:
    return _is_verb(word) and word not in _words("plans")


def _shared(row: list[str]) -> list[VerbPhrase]:
    return [VerbPhrase(verb, verb, own=False) for verb in row]


def _rules_and_plans(normal: str) -> tuple[str, ...]:
    """Return a rule and a plan named side by side: making rules and planning are two duties."""
    last = [pieces[-1] for part in _JOINTS.split(normal) if (pieces := _cut(part))]
    for one, other in pairwise(last):
        for kind, another in (("rules", "plans"), ("plans", "rules")):
            if one in _words(kind) and other in _words(another):
                return one, other
    return ()
