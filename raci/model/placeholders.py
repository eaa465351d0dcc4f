"""Recognises names that are placeholders, such as ``TBD``, or that a template left behind."""

import re
import unicodedata

from raci.findings.text import Text
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

_UNDECIDED = re.compile(
    "tb[acd]|n ?[/.] ?a|none|not applicable|placeholder|todo|to do|unknown|undefined"
    "|(still |yet )?to be (announced|confirmed|decided|defined|determined)"
    "|待(定|补|补充|确定|确认)|(尚未|还未|暂未|未)(定|确定|确认)|未知|暂定|暂无|无|不适用"
)
"""What stands for an activity or a duty that nobody has decided; an activity may be vacant."""

_PART = "row|line|column|cell|field|text|entry|example|section|role|activity|task|sheet|template"
_WHAT = "activity|department|duty|job|name|person|position|role|task|team|team member|text|title"
_LEFTOVER = re.compile(
    "<[^<>]*[^<>\\W][^<>]*>|\\{\\{.+\\}\\}|\\$\\{.+\\}"
    "|replace (this )?with\\b.*"
    f"|(delete|remove|replace|edit|overwrite|copy|duplicate) (this|these|the) ({_PART})s?\\b.*"
    f"|(insert|enter|type|fill in|add|write|put) (your |the |an? )?({_WHAT})( name| title)? here"
    f"|(insert|enter|fill in) (your|the|an?) .*|insert ({_WHAT})( name| title)?"
    f"|your ({_WHAT})( name| title)?( here)?|({_WHAT})( name| title)? here"
    f"|({_WHAT})('s)? (name|title)|(sample|example|dummy) ({_WHAT})( name| title)?"
    "|to be filled( in)?|(please )?fill (this |it )?in\\b.*|lorem ipsum\\b.*|[x×]{2,6}"
    "|待(填写?|完善|录入|更新)|请(在此处?|此处)?(填写|填入|输入|替换|删除|修改为)[^\\w]*.*"
    "|(请)?(删除|替换|修改)(此|本|该|这|这一)(行|列|项|条|格|单元格|示例|内容|文字)\\W*.*"
    "|(请)?替换(为|成)\\W*.*|(在)?此处?(处)?(填写|输入|填)\\W*.*|用于?占位|占位(符|文字|名称)?"
    "|(岗位|职位|角色|部门|活动|任务|职责|人员)(的)?(名称|名字|姓名)|(你|您)的(名字|姓名|岗位|部门)"
    "|(示例|样例|范例)(岗位|角色|部门|活动|任务|职责|人员|文字|内容)"
)
"""What a template leaves behind, in names of all kinds."""

_SIMPLIFIED = str.maketrans(
    "員選崗職務補確認暫無適還遴編虛請填寫輸換為刪這條單內處稱動於責範樣",
    "员选岗职务补确认暂无适还遴编虚请填写输换为删这条单内处称动于责范样",
)

_MARKS = re.compile(r"[\s?!*./_·…、。—–-]+")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_IN_BRACKETS = re.compile(r"[(\[{<【〔「](.*?)[)\]}>】〕」]")
_SPACE = re.compile(r"[\s_-]+")


def is_placeholder(entity: Entity) -> bool:
    """Return whether an entity's name is a placeholder in every language, or its id without one.

    ``TBD 2`` is one as well, ``Cashier (vacant)``, and a name of nothing but dashes.
    """
    if not entity.name:
        return _is_nobody(_folded(entity.id))
    return all(map(_stands_for_nobody, map(_folded, entity.name.values())))


def is_undecided(text: Text) -> bool:
    """Return whether words for something to do are a placeholder in every language they are in."""
    return bool(text) and all(
        _MARKS.fullmatch(name) or _is_one_of(name, _UNDECIDED, _LEFTOVER)
        for name in map(_folded, text.values())
    )


def _stands_for_nobody(name: str) -> bool:
    parts = (name, *_IN_BRACKETS.findall(name))
    return any(_MARKS.fullmatch(part) or _is_nobody(part) for part in parts)


def _is_nobody(text: str) -> bool:
    return _is_one_of(text, _ENGLISH, _CHINESE, _LEFTOVER)


def _is_one_of(text: str, *patterns: re.Pattern[str]) -> bool:
    forms = {text.strip(), _SPACE.sub(" ", _AROUND.sub("", text))}
    return any(pattern.fullmatch(form) for form in forms for pattern in patterns)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().translate(_SIMPLIFIED)
