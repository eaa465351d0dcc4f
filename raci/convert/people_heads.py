"""The heads of a list of people, by what their columns say."""

import re
from collections.abc import Iterable, Mapping

_WHO = r"(?:(?:employee|staff|personnel|pers|person|worker|user|emp|associate) ?)?"
_NUMBER = r"(?:id|no|nr|num|number|code)"
_MAIL = r"e ?mail(?: address)?|mail|(?:电子|工作|企业)?邮(?:箱|件)(?:地址)?"
_BOSS = (
    r"(?:(?:line|direct|reporting|solid line)? ?(?:manager|supervisor|boss)(?:'?s)?|reports to"
    r"|(?:直接|直属|上级)?(?:上级|主管|领导|经理)|汇报对象|汇报上级|汇报给|汇报人)"
)
HEADS: Mapping[str, str] = {
    "manager-id": rf"{_BOSS} ?{_WHO}(?:{_NUMBER}|工号|编号)",
    "manager-email": rf"{_BOSS} ?(?:{_MAIL})",
    "manager": rf"{_BOSS} ?(?:full )?(?:name|姓名)?",
    "id": rf"{_WHO}{_NUMBER}|(?:员工|人员|职工|雇员)?(?:工号|编号)|员工号|职工号",
    "account": r"account(?: ?name)?|s ?am ?account ?name|user ?name|login|(?:员工)?user ?id"
    r"|帐号|账号",
    "first-name": r"(?:first|given) ?name|forename|名",
    "last-name": r"(?:last|family) ?name|surname|姓",
    "name": rf"(?:{_WHO}|full ?|display ?|preferred ?|legal ?|full legal ?)names?"
    r"|employee|worker|staff member|associate|(?:员工|人员|职工)?姓名|名字",
    "title": r"(?:job|position|business|post|role|work|employee)? ?(?:title|name of post)"
    r"|job|position|post|role|designation|(?:岗位|职位|职务)(?:名称)?|职称|岗位职务",
    "level-1": r"一级部门|division|business unit|事业部|事业群",
    "level-2": r"二级部门",
    "level-3": r"三级部门",
    "level-4": r"四级部门",
    "level-5": r"五级部门",
    "department": r"(?:department|dept|org(?:ani[sz]ation(?:al)?)? ?unit|unit"
    r"|(?:supervisory )?organi[sz]ation)(?: name| path)?"
    r"|(?:所属|所在)?(?:部门|组织|机构)(?:名称|路径|全称|全路径)?|科室",
    "team": r"(?:sub ?department|team)(?: name)?|小组|班组|团队|子部门",
    "email": rf"(?:work |business |company )?(?:{_MAIL})|user principal name|upn",
    "start": r"(?:position|role|job|post|effective|assignment)? ?(?:start|from)(?: date)?"
    r"|in (?:position|role|post) since|(?:任职|上岗|任职开始|到岗|开始)(?:日期|时间)",
    "hired": r"(?:hired?|join(?:ing|ed)?|entry|employment|employment start|onboarding)(?: date)?"
    r"|date of (?:joining|hire|entry)|doj|(?:入职|入司|进公司)(?:日期|时间)",
    "end": r"(?:(?:position|role|employment|contract|assignment)? ?(?:end|until)"
    r"|termination|leaving|exit|last(?: working)?)(?: (?:date|day))?"
    r"|(?:离职|结束|任职结束|到期)(?:日期|时间)",
    "status": r"(?:employment |employee |staff )?status|(?:在职|员工|人员|任职)?状态",
}
LEVELS = ("level-1", "level-2", "level-3", "level-4", "level-5", "department", "team")
"""The fields with a part of the department, the topmost first."""
BESIDE = {"manager", "manager-id", "manager-email", "email", "start", "hired", "end", *LEVELS}
"""What a list of people has besides names and titles."""

WHO = ("id", "account", "name", "last-name", "first-name")
"""The fields that say who a row is about."""

DATES = (("from", ("start", "hired")), ("until", ("end",)))
"""The dates of an appointment, and the fields that say them."""

LEFT = re.compile(
    r"(?:已)?(?:离职|退休|停用|辞职|解聘)|terminated|left|inactive|leaver|resigned|retired|former"
    r"|disabled|ex employee|separated|departed"
)
"""The states of people who are there no more."""


def has_people(heads: Iterable[str]) -> bool:
    """Return whether heads say who people are and which posts they have."""
    return not {*WHO}.isdisjoint(heads) and "title" in heads
