"""The phrases of reports on the matrix, in English and Chinese."""

from collections.abc import Iterable

from raci.findings.ref import FUNCTIONS
from raci.matrix.rows import Cell
from raci.render.phrases import Words

WORDS = {
    "matrix": ("Responsibility matrix: {name}", "责任分配矩阵：{name}"),
    "derived": (
        "(A) derived: the head of the department answers where nobody is named",
        "(A) 推定：未写明时由部门负责人负最终责任",
    ),
    "responsible": ("responsible: does the work", "负责执行"),
    "accountable": ("accountable: answers for it", "负最终责任"),
    "support": ("support: helps", "协助"),
    "consulted": ("consulted before", "事前咨询"),
    "informed": ("informed after", "事后知会"),
    "verifier": ("verifier: checks", "核查"),
    "signatory": ("signatory: signs off", "签批"),
    "head": ("Head", "部门负责人"),
    "part-of": ("Part of", "上级部门"),
    "also-reports-to": ("Also reports to", "另向其汇报"),
    "reports": ("Direct reports", "直接下属"),
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
    "wording": ("In its own words", "原文表述"),
    "because": ("Because of", "依据"),
    "done-by": ("Done by", "承担岗位"),
    "derived-mark": (" (derived)", "（推定）"),
    "yes": ("yes", "是"),
    "no-activities": ("No activities.", "没有活动。"),
    "catalogue": ("The rules of raci", "raci 规则目录"),
    "code": ("Code", "代码"),
    "name": ("Name", "名称"),
    "flags": ("Flags", "标记的问题"),
    "why": ("{finding} of {org}", "{org}：{finding}"),
    "finding": ("Finding", "问题"),
    "new": ("new", "新"),
    "accepted": (
        " by {waiver}, approved by {by}, until {until}: {reason}",
        "：{waiver}，批准：{by}，有效至 {until}：{reason}",
    ),
    "approval": ("{role} on {day}", "{role}（{day}）"),
    "raised": ("{severity} (by default {own})", "{severity}（默认：{own}）"),
    "raised-at": (
        "{severity} (by {origin}; by default {own})",
        "{severity}（依 {origin}；默认：{own}）",
    ),
    "option": ("{option} {value} ({origin})", "{option} {value}（{origin}）"),
    "default": ("default", "默认"),
    "unnamed": ("If no A", "未写明 A"),
    "unnamed-nobody": ("nobody is accountable", "无人负最终责任"),
    "unnamed-department-head": (
        "the head of its department is accountable",
        "由所属部门的负责人负最终责任",
    ),
    "stands-at": ("Stands at", "位置"),
    "fingerprint": ("Fingerprint", "指纹"),
    "none": ("none", "无"),
    "assignments": ("Assignments", "分工"),
    "reporting-line": ("Reporting line", "汇报关系"),
    "involved-departments": ("Departments", "部门"),
    "separations": ("Separations of duties", "职责分离"),
    "separation": ("Separation", "分离约束"),
    "packs": ("Packs of separations", "职责分离规则包"),
    "pack": ("Pack", "规则包"),
    "about": ("For", "适用范围"),
    "tag": ("Tag", "标签"),
    "what-has-it": ("What an activity does that has it", "带有该标签的活动"),
    "keeps-apart": ("Keeps apart", "相互分离"),
    "apart": (" | ", " | "),
    "or": (" or ", " 或 "),
    "at-most": ("at most {n} of {sides}", "以下至多 {n} 项：{sides}"),
    "ids-of-pack": (
        "In an organisation the separations are called {pack}.NAME.",
        "在组织中，各项职责分离的 id 为 {pack}.名称。",
    ),
    "clause": ("Clause", "依据条款"),
    "clauses": ("Why, and what makes up for it", "依据与补偿"),
    "mitigation": ("What usually makes up for it", "常用补偿措施"),
    "mitigated-by": ("Made up for by", "补偿措施"),
    "within": ("Within", "范围"),
    "within-role": ("one role", "同一岗位"),
    "within-person": ("one person", "同一人员"),
    "within-reporting-line": ("a role and its direct reports", "岗位及其直接下属"),
    "functions": ("Functions that count", "计入的职能"),
    "side": ("Side", "一方"),
    "at-most-of-sides": ("At most, of the sides", "至多可兼几方"),
    "only": ("Only", "仅限"),
    "lists": ("Lists", "所列"),
    "sources": ("Where it is written", "出处"),
    "place": ("Place", "位置"),
    "stands-for": ("What stands there", "所指"),
    "line": ("Line", "原文"),
}


def notes(cells: Iterable[Cell], words: Words, as_of: str) -> tuple[str, ...]:
    """Return notes that explain the letters of some cells, derived ones too, and name the day."""
    held = {(cell.function, cell.derived) for cell in cells}
    letters = (
        f"{function.letter} {words[function.value]}"
        for function in FUNCTIONS
        if function in {function for function, _ in held}
    )
    legend = words["semicolon"].join(letters)
    derived = words["derived"] if any(derived for _, derived in held) else ""
    return tuple(filter(None, (legend, derived, words["as-of-day"].format(day=as_of))))
