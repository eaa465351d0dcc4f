"""What a line of an outline is by its words alone: a department, a post, a label, a duty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from raci.convert.outline.duty_words import is_duty
from raci.convert.outline.labels import is_chinese, label_of
from raci.convert.outline.vocabulary import either, listed
from raci.findings.text import one_line
from raci.wording.clarity import english

Kind = Literal["department", "post", "label", "duty", "unknown"]

LONGEST_NAME = 60
_LONGEST_CHINESE = 16
_LONGEST_ENGLISH = 7

_SENTENCE = re.compile(r"[。;:!?！？，]|,(?=[\u3400-\u9fff])|\.\s|\.$|\b(?:19|20)\d\d\b")
_ASIDE = re.compile(r"\s*[(（\[【]([^()（）\[\]【】]*)[)）\]】]\s*")
_PEOPLE = "(?:人|名|位|persons?|people|posts?|fte)"
_POSTS = (
    "(?:岗位)?(?:编制|定编|定员|员额|名额|人数|人员)(?:人?数)?"
    "|head ?count|number of posts|posts?|fte"
)
_STATED = re.compile(
    rf"[(（] ?(?:(?:{_POSTS}) ?[:：为]? ?[共约]? ?(\d{{1,3}}) ?{_PEOPLE}?"
    rf"|[共约]? ?(\d{{1,3}}) ?{_PEOPLE}) ?[)）]|[×x] ?(\d{{1,3}})$",
    re.I,
)
_ENCLOSED = re.compile(r"[【\[<《〔]\s*([^【】\[\]<>《》〔〕]+)[】\]>》〕]\s*:?$")
_POSSESSIVE = re.compile(r"^(?:the|our|a|an)\s+|['’]s$", re.I)
_BEFORE_NAME = re.compile(
    r"^(?:岗位|职位|部门|post|position|role|job title|department|team)"
    r"\s*[一二三四五六七八九十\d]{0,2}\s*[:：]\s*",
    re.I,
)
_OF = r"(?:of|for|:|-|–) ?(?:the )?"
_JOINTS = frozenset(("of", "and", "&", "/", ",", "-", "for"))


@dataclass(frozen=True, slots=True)
class Named:
    """What a text is: its kind, its name without what surrounds it, and what a label says."""

    kind: Kind
    name: str = ""
    label: str = ""
    sure: bool = True


UNKNOWN = Named("unknown")


def headcount_of(text: str) -> int | None:
    """Return the number of people that a title states, ``会计（2人）``; else None."""
    match = _STATED.search(text)
    return int(match[1] or match[2] or match[3]) if match else None


def is_headcount(text: str) -> bool:
    """Return whether a text is a number of people and nothing else."""
    return re.fullmatch(rf"[共约]? ?\d+ ?{_PEOPLE}?[.。]?", text.strip(), re.I) is not None


def bare(text: str) -> str:
    """Return a name without asides in brackets, a number of people, colons and articles."""
    text = _ENCLOSED.sub(r"\1", _STATED.sub("", text).strip())
    text = _ASIDE.sub(" ", text).strip(" :：.。-–—_*\t·,，")
    return " ".join(_POSSESSIVE.sub("", text).split())


def asides_in(text: str) -> Iterator[tuple[int, int]]:
    """Return where the asides in brackets begin and end, without their brackets."""
    return (match.span(1) for match in _ASIDE.finditer(text))


@lru_cache(maxsize=8192)
def named(shadow: str) -> Named:
    """Return what a text is by its words: ``shadow`` is simplified and of half width."""
    text = one_line(shadow)
    if not text:
        return UNKNOWN
    label = label_of(text)
    if label and not _is_title_too(text, label):
        return Named("label", bare(text), label)
    short = bare(text)
    whole = _of_name(short)
    if whole != UNKNOWN:
        return whole
    inner = bare(_inner_name(short))
    found = _of_name(inner) if inner else UNKNOWN
    if found != UNKNOWN:
        return found
    return Named("duty") if is_duty(text) else Named("unknown", inner if inner != short else "")


def _is_title_too(text: str, label: str) -> bool:
    """Return whether a line without a colon is a title rather than a label: ``Manager``."""
    return label == "reports" and ":" not in text and _is_post_noun(bare(text).casefold())


def _inner_name(text: str) -> str:
    """Return the name within a heading such as ``财务部职责`` or ``Duties of the clerk``."""
    text = _BEFORE_NAME.sub("", text)
    pattern = _chinese_title() if is_chinese(text) else _english_title()
    match = pattern.fullmatch(text)
    return next(filter(None, match.groups()), "") if match else text


@cache
def _chinese_title() -> re.Pattern[str]:
    ends = "|".join(map(either, ("zh title end", "zh responsible", "zh responsible verb")))
    return re.compile(f"(.+?)的?(?:{ends})")


@cache
def _english_title() -> re.Pattern[str]:
    end = f"(.+?)(?:[ :–-]+(?:{either('en title end')})| (?:{either('en responsible')}))"
    return re.compile(f"(?:{either('en title start')}) ?{_OF}(.+)|{end}", re.I)


def _of_name(name: str) -> Named:
    if not name or len(name) > LONGEST_NAME or _SENTENCE.search(name):
        return UNKNOWN
    return _chinese_name(name) if is_chinese(name) else _english_name(name)


def _chinese_name(name: str) -> Named:
    solid = name.replace(" ", "")
    if len(solid) > _LONGEST_CHINESE or any(word in solid for word in listed("zh no name")):
        return UNKNOWN
    if any(solid.startswith(word) for word in _strong_verbs(solid)):
        return UNKNOWN
    for list_, kind in _CHINESE_NAMES:
        suffix = longest_suffix(solid, f"zh {list_}")
        if suffix and not _is_excluded(solid, f"zh no {list_}"):
            perhaps = list_ == "perhaps post"
            return UNKNOWN if perhaps and is_duty(solid) else Named(kind, name, sure=not perhaps)
    return UNKNOWN


_CHINESE_NAMES: tuple[tuple[str, Kind], ...] = (
    ("post", "post"),
    ("unit", "department"),
    ("perhaps post", "post"),
)


def longest_suffix(text: str, list_: str) -> str:
    """Return the longest word of a list that a text ends in; ``""`` if none."""
    return max((word for word in listed(list_) if text.endswith(word)), key=len, default="")


def stem_of(name: str) -> str:
    """Return a department's name without the word that names of departments end in."""
    if is_chinese(name):
        return name.removesuffix(longest_suffix(name, "zh unit")) or name
    first, _, last = name.rpartition(" ")
    return first if first and last in listed("en unit") else name


def _strong_verbs(solid: str) -> frozenset[str]:
    """Return the verbs that no name begins with; one character is none in ``对外联络部``."""
    return frozenset(w for w in listed("zh strong verb") if len(w) > 1 and len(solid) - len(w) > 2)


def _is_excluded(solid: str, list_: str) -> bool:
    return solid in listed(list_) or any(solid.endswith(end) for end in listed(f"{list_} end"))


def _english_name(name: str) -> Named:
    words = name.replace("/", " / ").replace(",", " , ").split()
    lower = [word.casefold().strip(".") for word in words]
    joined = " ".join(lower)
    if any(joined.startswith(f"{start} ") for start in listed("en unit of")):
        return Named("department", name)
    if len([word for word in lower if word not in _JOINTS]) > _LONGEST_ENGLISH:
        return UNKNOWN
    if any(word in listed("en no post") for word in lower):
        return UNKNOWN
    if joined in listed("en unit name"):
        return Named("department", name, sure=False)
    if _is_post(lower):
        return Named("post", name) if _is_title(words) or _is_bare_title(lower) else UNKNOWN
    is_unit = lower[-1] in listed("en unit") and len(lower) > 1
    is_name = _is_title(words) or _is_bare_title(lower)
    return Named("department", name) if is_unit and is_name else UNKNOWN


def _is_post(lower: list[str]) -> bool:
    """Return whether words are a title: ``finance manager``, ``head of sales``."""
    end = next((at for at, word in enumerate(lower) if at and word in ("of", ",")), len(lower))
    return _is_post_noun(lower[end - 1]) or ("of" not in lower and _is_post_noun(lower[-1]))


def _is_title(words: list[str]) -> bool:
    """Return whether the last word has a capital, or the first cannot be a verb."""
    return words[-1][0].isupper() or english.verb_of(words[0].casefold()) is None


def _is_bare_title(lower: list[str]) -> bool:
    """Return whether a few words are no order: ``support engineer``, not ``supports engineers``."""
    noun = english.verb_of(lower[0]) == lower[0] or english.is_noun(lower[0])
    return len(lower) <= 3 and noun and lower[-1][-1] != "s"


def _is_post_noun(word: str) -> bool:
    parts = re.split("[-/]", word)
    posts = listed("en post")
    last = parts[-1]
    return last in posts or (last.endswith("s") and last[:-1] in posts)


def rank(name: str) -> int:
    """Return how high a title of a department's head ranks, from 1 to 3; 0 is no such title."""
    language, end = "en", ""
    if is_chinese(name):
        language = "zh"
        if any(word in name for word in listed("zh no head")):
            return 0
        end = max((longest_suffix(name, f"zh head {at}") for at in RANKS), key=len)
    else:
        lower = name.casefold()
        if any(re.search(rf"\b{word}\b", lower) for word in listed("en no head")):
            return 0
        words = re.findall("[a-z]+", lower)
        end = next(
            (word for word in words if any(word in listed(f"en head {at}") for at in RANKS)), ""
        )
    return next((at for at in RANKS if end in listed(f"{language} head {at}")), 0)


RANKS = (3, 2, 1)
