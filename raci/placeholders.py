"""Names that say only that nobody is there yet."""

import re
import unicodedata

from raci.model import Entity

WORDS = frozenset(
    {
        *("tbd", "tba", "tbc", "n/a", "n.a", "n. a", "n / a", "none", "nobody", "no one"),
        *("unassigned", "not assigned", "not yet assigned", "to be assigned", "to be filled"),
        *("to be determined", "to be decided", "to be defined", "to be announced", "to be hired"),
        *("to be confirmed", "to be appointed", "to be named", "not applicable", "unfilled"),
        *("vacant", "vacancy", "vacant position", "vacant post", "position vacant", "unstaffed"),
        *("open position", "position open", "unnamed", "unknown", "placeholder", "todo", "to do"),
        *("待定", "未定", "暂定", "暂无", "无", "空缺", "暂缺", "缺员", "出缺", "空岗", "缺岗"),
        *("未分配", "待分配", "未指定", "待指定", "未确定", "待确定", "待确认", "待补", "待补充"),
        *("待聘", "待招", "待招聘", "招聘中", "待任命", "待安排", "不适用", "未知", "虚位"),
        *("暫定", "暫無", "無", "暫缺", "缺員", "空崗", "缺崗", "未確定", "待確定", "待確認"),
        *("待補", "待補充", "不適用", "虛位"),
    }
)
"""What people write there, folded: without width and case, without numbers and marks around it."""

_MARKS = re.compile(r"[\s?!*./_·…、。—–-]+")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_IN_BRACKETS = re.compile(r"[(\[{<【〔「](.*?)[)\]}>】〕」]")
_SPACE = re.compile(r"\s+")


def is_placeholder(entity: Entity) -> bool:
    """Tell whether a thing is called by a placeholder in every language, or by its bare id.

    ``TBD 2`` is one as well, ``Cashier (vacant)``, and a name of nothing but dashes.
    """
    if not entity.name:
        return _is_word(_folded(entity.id))
    return all(map(_stands_for_nobody, map(_folded, entity.name.values())))


def _stands_for_nobody(name: str) -> bool:
    parts = (name, *_IN_BRACKETS.findall(name))
    return any(_MARKS.fullmatch(part) or _is_word(part) for part in parts)


def _is_word(text: str) -> bool:
    return _SPACE.sub(" ", _AROUND.sub("", text)) in WORDS


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
