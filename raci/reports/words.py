"""The reports' own words, in English and Chinese."""

from collections.abc import Iterable

from raci.model import FUNCTIONS
from raci.rows import Cell
from raci.words import Words

WORDS = {
    "matrix": ("Responsibility matrix: {name}", "责任分配矩阵：{name}"),
    "activity": ("Activity", "活动"),
    "role": ("Role", "岗位"),
    "department": ("Department", "部门"),
    "no-department": ("No department", "无部门"),
    "derived": (
        "(A) derived: the head of the department answers where nobody is named",
        "(A) 推定：未写明时由部门负责人负最终责任",
    ),
    "as-of": ("As of {day}", "截至 {day}"),
    "responsible": ("responsible: does the work", "负责执行"),
    "accountable": ("accountable: answers for it", "负最终责任"),
    "support": ("support: helps", "协助"),
    "consulted": ("consulted before", "事前咨询"),
    "informed": ("informed after", "事后知会"),
    "verifier": ("verifier: checks", "核查"),
    "signatory": ("signatory: signs off", "签批"),
    "head": ("Head", "部门负责人"),
    "part-of": ("Part of", "上级部门"),
    "reports-to": ("Reports to", "汇报对象"),
    "also-reports-to": ("Also reports to", "另向其汇报"),
    "reports": ("Direct reports", "直接下属"),
    "headcount": ("Headcount", "编制"),
    "kind": ("Kind", "类型"),
    "deputies": ("Deputies", "代理"),
    "source": ("Source", "出处"),
    "note": ("Note", "备注"),
    "mandate": ("Mandate", "部门职责"),
    "roles": ("Roles", "岗位"),
    "departments": ("Departments below", "下级部门"),
    "owners": ("Owners", "负责人"),
    "owns": ("Owns", "负责的平台"),
    "platforms": ("Platforms", "平台"),
    "activities": ("Activities", "活动"),
    "tags": ("Tags", "标签"),
    "status": ("Status", "状态"),
    "critical": ("Critical", "关键"),
    "approves": ("Approves", "审批"),
    "function": ("Function", "职能"),
    "wording": ("In its own words", "原文表述"),
    "because": ("Because of", "依据"),
    "done-by": ("Done by", "承担岗位"),
    "nobody": ("nobody", "无"),
    "derived-mark": (" (derived)", "（推定）"),
    "yes": ("yes", "是"),
    "no-activities": ("No activities.", "没有活动。"),
    "full-stop": (".", "。"),
    "semicolon": ("; ", "；"),
    "catalogue": ("The rules of raci", "raci 规则目录"),
    "code": ("Code", "代码"),
    "name": ("Name", "名称"),
    "severity": ("Severity", "级别"),
    "flags": ("Flags", "标记的问题"),
    "messages": ("Messages", "消息"),
}


def notes(cells: Iterable[Cell], words: Words, as_of: str) -> tuple[str, ...]:
    """Explain the letters that some cells print, derived ones too, and tell the day."""
    held = {(cell.function, cell.derived) for cell in cells}
    letters = (
        f"{function.letter} {words[function.value]}"
        for function in FUNCTIONS
        if function in {function for function, _ in held}
    )
    legend = words["semicolon"].join(letters)
    derived = words["derived"] if any(derived for _, derived in held) else ""
    return tuple(filter(None, (legend, derived, words["as-of"].format(day=as_of))))
