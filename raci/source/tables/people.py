"""Tells names of people from those of roles, firms and departments, where that is clear."""

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from raci.source.tables.notations import is_blank, normal
from raci.source.tables.sheet import UNSURE

_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Mme)\.?\s+(?=\S)")
_HONORIFIC = re.compile(r"(?:先生|女士|博士|老师)$")
_HAN = re.compile(r"[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)*")
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.)+|[^\W\d_a-zß-ÿ][^\W\d_]*(?:['’\-][^\W\d_]+)*|van|von|de|der|den|di|da|del|la|bin|al"
)
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐"
_NO_CHINESE = re.compile(
    "[部组处科室司局厂队员长师工监理官办会层岗位事务管销购产品技术财法审计质安保客户商方人力目划程库场店区]"
)
_PERSON_LABEL = re.compile(
    r"\bnames?\b|\bpersons?\b|\bpeople\b|\bwho\b|\bholder|\bmember|姓名|人员|成员|担任人"
)
_OTHER_LABEL = re.compile(
    r"\b(?:roles?|positions?|posts?|jobs?|titles?|functions?|tasks?|activit(?:y|ies)|process(?:es)?"
    r"|steps?|departments?|teams?|units?|groups?|firms?|compan(?:y|ies)|projects?|products?"
    r"|systems?|files?)\b|岗位|职位|职务|角色|活动|任务|部门|团队|小组|公司|项目|产品|流程|系统"
)
"""A name under such a label is not a person's."""

_SEPARATOR = re.compile(r"\s*[,;/&\n，；、]\s*|\s+(?:and|und|et|y)\s+")


def people_in(text: str) -> list[str]:
    """Return the names of people that a head has, where it has nothing else."""
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    return parts if parts and all(map(_is_shaped, parts)) else []


def are_people(texts: Sequence[str], label: str) -> bool:
    """Return whether heads are clearly people: by their label, or half of them by known names."""
    named = [text for text in texts if not is_unheld(text)]
    people = [people_in(text) for text in named]
    if len(named) < 2 or not all(people):
        return False
    if _PERSON_LABEL.search(normal(label)):
        return True
    parts = [part for each in people for part in each]
    return sum(map(_is_known, parts)) * 2 >= len(parts)


def may_be_people(texts: Sequence[str], label: str) -> bool:
    """Return whether heads may be people where that is not clear.

    By their label one is, or most of them may be; without one, more than half are known names.
    """
    named = [text for text in texts if not is_unheld(text)]
    known = sum(any(map(_is_known, people_in(text))) for text in named)
    roles = sum(map(_is_role, named))
    if is_label_of_people(label):
        return known > 0 or roles * 2 < len(named)
    return len(named) > 1 and known * 2 > len(named)


def is_label_of_people(label: str) -> bool:
    """Return whether names of people stand beside a label."""
    folded = normal(label)
    return bool(_PERSON_LABEL.search(folded)) and not _OTHER_LABEL.search(folded)


def is_unheld(text: str) -> bool:
    """Return whether a head says that nobody is appointed, or nobody yet."""
    return is_blank(text) or normal(text) in UNSURE


def _is_role(text: str) -> bool:
    """Return whether a head is clearly no person: an abbreviation, or with a word of roles."""
    if re.search("[\u4e00-\u9fff]", text):
        return _NO_CHINESE.search(text) is not None
    is_short = any(len(token) > 1 and token.isupper() for token in text.split())
    return is_short or not _words("no_person").isdisjoint(re.split(r"\W+", normal(text)))


def _is_shaped(name: str) -> bool:
    """Return whether a name may be a person's: capitalised words of which none is of a role."""
    plain = _HONORIFIC.sub("", _TITLE.sub("", name.strip(), count=1))
    if _chinese().fullmatch(plain) or (plain != name and _HAN.fullmatch(plain)):
        return not _NO_CHINESE.search(plain[1:])
    tokens = plain.split()
    if not 0 < len(tokens) <= 4 or not all(map(_TOKEN.fullmatch, tokens)):
        return False
    if any(len(token) > 1 and token.isupper() and "." not in token for token in tokens):
        return False
    is_whole = len(tokens) > 1 or plain != name or _is_known(plain)
    return is_whole and _words("no_person").isdisjoint(re.split(r"\W+", normal(plain)))


def _is_known(name: str) -> bool:
    if _TITLE.match(name) or _HONORIFIC.search(name) or _chinese().fullmatch(name):
        return True
    tokens = normal(name).split()
    return bool({*tokens[:1]} & _known() or {*tokens[1:][-1:]} & _words("surnames"))


@cache
def _data() -> dict[str, list[str]]:
    """Return common names, which need not be complete, and words that no person's name has."""
    text = files(__package__).joinpath("people.json").read_text("utf-8")
    data: dict[str, list[str]] = json.loads(text)
    return data


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(" ".join(_data()[kind]).split())


@cache
def _known() -> frozenset[str]:
    return _words("given") | _words("surnames")


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(rf"(?:{_DOUBLE}|[{_data()['chinese_surnames']}])[\u4e00-\u9fff]{{1,2}}")
