"""Finds vague words in a Chinese wording: 等工作, 其他事项, 部分, 行政工作, 协助, 站内外的推广."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from raci.wording.clarity import chinese
from raci.wording.lexicon import verbs, words

_CLAUSES = re.compile("[,;。、]")
_THEME = re.compile(
    "^(?:围绕|结合|根据需要|按照要求|根据要求|按要求|按需)[^,;。]*?(?=做|进行|开展|完成)"
)
_ENDS = r"(?=[\s。;；.!！)）]*$)"


def vague_words(text: str) -> str | None:
    """Return the words of a text that are too vague to be checked; None if there are none."""
    plain = chinese.simplify(text)
    for marker in _markers():
        if match := marker.search(plain):
            return text[match.start() : match.end()]
    normal = chinese.normalize(text)
    if normal in _words("placeholders"):
        return text.strip()
    if assisted := _assist(normal):
        return assisted
    clauses = [clause for clause in _CLAUSES.split(_THEME.sub("", normal)) if clause]
    return text.strip() if clauses and all(map(_names_nothing, clauses)) else None


def _words(*kinds: str) -> frozenset[str]:
    return words("zh", "vague", *kinds)


@cache
def _markers() -> tuple[re.Pattern[str], ...]:
    head = (
        f"{_any(w for w in _words('heads') if len(w) > 1)}(?!{_any(_words('compound after head'))})"
    )
    modifiers = f"{_any(_words('modifiers'))}*"
    no_grade = f"(?<![{''.join(sorted(_words('grade before list')))}])"
    others = "(?!部门|同事|岗位|人员|员工|科室|公司|单位|机构|团队|小组|班组|供应商|客户|平台|渠道)"
    not_whole = "".join(f"(?<!{w})" for w in sorted(_words("whole before part")))
    part = f"{_any(_words('parts'))}(?!{_any(_words('whole after part'))}|[的之,，。;；、)）]|$)"
    return tuple(
        re.compile(pattern)
        for pattern in (
            f"{no_grade}等{modifiers}{head}",
            f"等等{_ENDS}|{no_grade}等{_ENDS}",
            f"其[他它余]{others}[^,，。;；、]{{0,8}}?{head}",
            f"其[他它]{_ENDS}",
            f"(?:相关|有关|相应)的?{head}",
            f"{not_whole}{part}",
        )
    )


def _any(listed: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(listed, key=lambda word: (-len(word), word)))})"


def _assist(normal: str) -> str | None:
    """Return 协助 with a verb or a superior behind it: nobody can tell who does which part."""
    for word in sorted(_words("assist")):
        if normal.startswith(word):
            rest = chinese.cut(normal.removeprefix(word), _objects_of_assistance())
            if rest and rest[0] in _objects_of_assistance():
                return word + rest[0]
    return None


@cache
def _objects_of_assistance() -> frozenset[str]:
    return verbs("zh") | _words("superiors")


def _names_nothing(clause: str) -> bool:
    """Return whether every word of a clause is general, so that it names no thing."""
    pieces = chinese.cut(clause, chinese.vocabulary())
    opening = list(_leading(pieces, _words("light")))
    rest = pieces[len(opening) :] or pieces
    general = _words("modifiers")
    if rest[-1] in _words("heads"):
        broad = _words("modifiers", "fields", "scopes", "heads")
        return all(word in broad for word in rest)
    if rest[-1] in _words("weak heads"):
        weak = _words("weak verbs")
        return any(word in weak for word in opening) and _all_but_last(rest, general)
    if (
        rest[-1] in _words("nominal")
        and _all_but_last(rest, _words("modifiers", "heads", "weak heads"))
        and any(word in _words("heads", "weak heads") for word in rest)
    ):
        return True
    return rest[-1] in _words("objectless") and _all_but_last(
        rest, _words("modifiers", "objectless")
    )


def _all_but_last(pieces: list[str], general: frozenset[str]) -> bool:
    return all(word in general for word in pieces[:-1])


def _leading(pieces: list[str], light: frozenset[str]) -> Iterator[str]:
    """Yield the words at the beginning that only say that something is done."""
    for word in pieces[:-1]:
        if word not in light:
            return
        yield word
