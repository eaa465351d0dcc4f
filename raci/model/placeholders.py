"""Recognises names that are placeholders, such as ``TBD``."""

import re
import unicodedata

from raci.model.entities import Entity

_DONE = (
    "advised|announced|appointed|assigned|confirmed|decided|defined|determined|elected|filled"
    "|found|hired|identified|named|nominated|recruited|selected|staffed"
)
_ACT = "appointment|assignment|confirmation|election|hire|hiring|nomination|recruitment|replacement"
_SOMEBODY = "candidate|help|lead|maintainer|owner|person|somebody|someone|volunteers?"
_POST = "position|post|role|seat|job"
_ENGLISH = re.compile(
    "tb[acdhn]|n ?[/.] ?a|none|nobody|no one|not applicable|placeholder|todo|to do|unknown"
    f"|(still |yet |currently )?to be ({_DONE})"
    f"|(still |currently )?(not (yet )?(been )?({_DONE})|un(appointed|assigned|confirmed|decided)"
    "|un(defined|determined|filled|named|staffed))"
    f"|((currently|temporarily) )?(open|vacant|vacancy)( ({_POST}))?"
    f"|({_POST}) ((is )?(currently )?(open|vacant|unfilled)|vacancy)"
    f"|(pending|awaiting) ({_ACT})"
    f"|({_ACT}|{_SOMEBODY}) (is )?(needed|wanted|required|pending|outstanding|in progress)"
)
_CHINESE = re.compile(
    "(人员|人选|岗位|职位|职务|姓名)?"
    "(待(定|聘|招|补|补充|分配|指定|确定|确认|招聘|招募|任命|委任|安排|入职|遴选|选)"
    "|(尚未|还未|暂未|未)(定|分配|指定|确定|确认|任命|安排|到岗)|未知|暂定|暂无|暂缺|无|不适用"
    "|招聘中|招募中|正在招聘|空缺|空缺中|空编|空岗|缺员|缺岗|缺编|出缺|虚位|虚位以待)"
    "(人员|人选|岗位|职位)?"
)
"""Placeholders without width, case, and numbers and marks around them."""

_SIMPLIFIED = str.maketrans("員選崗職務補確認暫無適還遴編虛", "员选岗职务补确认暂无适还遴编虚")

_MARKS = re.compile(r"[\s?!*./_·…、。—–-]+")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_IN_BRACKETS = re.compile(r"[(\[{<【〔「](.*?)[)\]}>】〕」]")
_SPACE = re.compile(r"[\s_-]+")


def is_placeholder(entity: Entity) -> bool:
    """Return whether an entity's name is a placeholder in every language, or its id without one.

    ``TBD 2`` is one as well, ``Cashier (vacant)``, and a name of nothing but dashes.
    """
    if not entity.name:
        return _is_word(_folded(entity.id))
    return all(map(_stands_for_nobody, map(_folded, entity.name.values())))


def _stands_for_nobody(name: str) -> bool:
    parts = (name, *_IN_BRACKETS.findall(name))
    return any(_MARKS.fullmatch(part) or _is_word(part) for part in parts)


def _is_word(text: str) -> bool:
    bare = _SPACE.sub(" ", _AROUND.sub("", text))
    return bool(_ENGLISH.fullmatch(bare) or _CHINESE.fullmatch(bare.translate(_SIMPLIFIED)))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
