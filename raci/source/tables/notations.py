"""How notations are recognised in a table: titles, sets of letters, and usual words."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from raci.findings.notation import BOTH, NOTATIONS, OUT, A, C, G, I, Meaning, Notation, R, S, V

TITLES: Mapping[str, str] = {
    **{name: name for name in NOTATIONS if "-" not in name},
    "raci-vs": "raci-vs",
    "racivs": "raci-vs",
    "arci": "raci",
    "rasic": "rasci",
    "rasi": "rasci",
    "rascii": "rasci",
    "cairo": "racio",
}
"""The notation that a word of a title means."""

_WORDS: Mapping[Meaning, str] = {
    BOTH: "lead and accountable|主责|主責|牽頭|主辦|主導|負總責|牵头|主办|主导|负总责",
    A: "accountable|accountability|answerable|answers|answers for|owns|own|owner|owned"
    "|ultimately responsible|decide|decides|decider|decision maker"
    "|最终责任|最終責任|问责|問責|當責|擔責|核定|核决|核決|決策|決定|最終負責|總負責|負最終責任|責任人|当责|担责|决策|决定|最终负责|总负责|负最终责任|责任人",
    R: "responsible|responsibility|execute|executes|executed|executing|executor|execution|perform"
    "|performs|performer|does|do|doer|does the work|work|works|performing|lead|leads|leader"
    "|driver|drives|負責|執行|承辦|實施|經辦|執行人|負責人|负责|执行|承办|实施|经办|执行人|负责人",
    C: "consulted|consult|consults|consultation|consulting|advise|advises|input|gives input"
    "|asked|asks|suggest|suggests|咨询|諮詢|徵詢|徵求意見|被諮詢|會商|會辦|会办|會簽|会签|建議|征询|征求意见|被咨询|会商|建议",
    I: "informed|inform|informs|information|notified|notify|told|kept informed|be informed"
    "|知会|知會|通知|被告知|副知|告知|通知|知情|被告知|抄送",
    S: "support|supports|supporting|supported|supportive|supporter|helps|help|helper|assist|assists"
    "|assisting|assistant|recommend|recommends|recommender|contributes|contributor|contribute|participates|participant"
    "|配合|協助|支援|協辦|輔助|參與|协助|支持|协办|辅助|参与",
    V: "verifier|verify|verifies|verification|verified|review|reviews|reviewer|reviewed|check"
    "|checks|checker|quality review|quality reviewer|control|controls|monitor|monitors"
    "|验证|驗證|複核|審核|檢查|校驗|复核|审核|检查|校验|核查",
    G: "approve|approves|approved|approver|approval|approving|sign off|sign-off|signs off|signoff"
    "|signatory|signs|sign|signature|agree|agrees|veto|authority"
    "|authorise|authorises|authorize|authorizes"
    "|批准|審批|簽批|核准|簽署|審定|审批|签批|签字|核准|签署|审定",
    OUT: "omitted|out of the loop|not involved|not applicable|none|n/a|不涉及|不适用",
}
WORDS: Notation = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}
"""The meaning of a word that fills a cell, a head or a legend."""

_DASHES = (
    "",
    "-",
    "--",
    "---",
    "–",
    "—",
    "―",
    "‐",
    "−",
    "ー",
    ".",
    "..",
    "·",
    "•",
    "/",
    "\\",
    "_",
    "*",
)
_NOTHING = (
    "n/a",
    "na",
    "n.a.",
    "none",
    "nil",
    "null",
    "not applicable",
    "~",
    "无",
    "不涉及",
    "不适用",
)
BLANKS = frozenset((*_DASHES, *_NOTHING))
"""What is written where a role has no part."""

TICKS = frozenset(
    ("x", "✓", "✔", "✅", "☑", "√", "●", "■", "yes", "y", "是", "1", "true", "✗", "×")
)
"""What marks a cell under the head of a letter."""

_SORTS_FIRST = (A, BOTH, R, C, I, S, V, G, OUT)


MANY = 16_384
"""So many texts are remembered with what they are: those of cells repeat."""


@lru_cache(maxsize=MANY)
def normal(text: str) -> str:
    """Return a text as words and blanks are compared."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=MANY)
def is_blank(text: str) -> bool:
    """Return whether a cell says that a role has no part."""
    return not text or normal(text) in BLANKS


LONGEST_MEANING = 500
"""What stands behind so many characters says nothing of a letter."""


@lru_cache(maxsize=4096)
def meaning_in(text: str) -> Meaning | None:
    """Return what a text says of a letter: the strongest of its words; None where it says nothing.

    "Approves the result, and is accountable for it" is accountable; "responsible + accountable" is
    both.
    """
    text = text[:LONGEST_MEANING]
    parts = [meaning_in(part) for part in text.split(" + ")] if " + " in text else []
    if parts and None not in parts:
        return tuple(dict.fromkeys(each for part in parts for each in part or ()))
    folded = normal(text)
    found = [meaning for word, meaning in WORDS.items() if _occurs(word, folded)]
    first = re.split(r"[^\w\s]", folded, maxsplit=1)[0].strip()
    if first in WORDS:
        return WORDS[first]
    return next((meaning for meaning in _SORTS_FIRST if meaning in found), None)


def begins_with_word(text: str) -> bool:
    """Return whether a text begins with the word for a function: "Responsible for the result"."""
    first = re.split(r"[^\w]", folded := normal(text), maxsplit=1)[0]
    if first in WORDS:
        return True
    return any(folded.startswith(word) for word in WORDS if not word.isascii())


def _occurs(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None


def approving(notation: Notation) -> Notation:
    """Return a notation in which one answers: who leads, unless another does, else R beside G.

    Where another letter is responsible as A is, and none answers, it is A: ``R=执行, A=负责``.
    """
    meanings = {*notation.values()}
    if not {A, BOTH, G} & meanings and [*notation.values()].count(notation.get("A", OUT)) > 1:
        return {letter: A if letter == "A" else meaning for letter, meaning in notation.items()}
    was: Meaning
    now: Meaning
    if A in meanings:
        was, now = BOTH, R
    elif G in meanings and BOTH not in meanings:
        was, now = R, BOTH
    else:
        return notation
    return {letter: now if meaning == was else meaning for letter, meaning in notation.items()}


def covering(letters: Collection[str]) -> list[str]:
    """Return the notations that letters may be of: RACI, RASCI, the one of just these, else all."""
    plain = (name for name in NOTATIONS if name not in ("rasci-approval", "rasci-control"))
    known = [name for name in plain if {*letters} <= {*NOTATIONS[name]}]
    for usual in ("raci", "rasci"):
        if usual in known:
            return [usual]
    return [name for name in known if {*letters} == {*NOTATIONS[name]}] or known


_ACRONYM = re.compile(r"(?<![A-Za-z])([A-Z]{3,6}(?:-?VS)?)(?![A-Za-z])")
_OF_MATRICES = re.compile(
    r"(?i)[\s_-]*(?:(?:decisions?|roles?|responsibility|accountability|assignment|rights)[\s_-]+)*"
    r"(?:matrix|matrices|charts?|model|framework|notation|method)(?![a-z])"
    r"|\s*(?:责任|責任|职责|職責|权责|權責|决策|決策)?(?:矩阵|矩陣|模型|图|圖|表)"
)
"""What follows the name of a notation, in a title that says so."""


class Named(NamedTuple):
    """A notation that a title names; ``clearly``: the word can mean nothing else there."""

    name: str
    clearly: bool


def named_in(title: str) -> Iterator[Named]:
    """Yield the notations that a title names in capitals.

    One is named clearly where it stands alone or before "matrix" and the like: PARIS is a city too.
    """
    for match in _ACRONYM.finditer(title):
        if name := TITLES.get(match[1].lower()):
            alone = not re.search(r"\w", title[: match.start()] + title[match.end() :])
            yield Named(name, alone or _OF_MATRICES.match(title, match.end()) is not None)


def named_in_file(stem: str) -> Iterator[Named]:
    """Yield the notations that the name of a file has; alone, it is clear in capitals only."""
    words = re.sub(r"[\W_]+", " ", stem).strip().upper()
    for name, clearly in named_in(words):
        yield Named(name, clearly and (" " in words or stem.isupper()))
