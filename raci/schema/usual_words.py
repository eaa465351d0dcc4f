"""What people write where raci has another word: keys, the verbs of changes, and languages.

The words are in the form that ``normal`` returns; what fits the place is chosen by the caller.
"""

import unicodedata
from collections.abc import Collection, Mapping

from raci.findings.ref import Function
from raci.wording.simplified import simplified

KEYS: Mapping[str, str] = {
    "org": "organisation organization company 组织 公司 企业",
    "departments": "team dept unit division group teams depts units divisions groups"
    " 部门 团队 科室",
    "roles": "post position job positions posts jobs job_titles 岗位 职位 角色",
    "activities": "task process step tasks processes steps work matrix raci_matrix"
    " 活动 任务 流程 事项",
    "platforms": "system channel shop tool application app systems channels shops tools"
    " applications apps 平台 系统 渠道",
    "people": "employee member user persons employees staff members users 人员 员工 成员",
    "separations": "sod segregation segregations segregation_of_duties conflicts 职责分离"
    " 不相容职责",
    "waivers": "exceptions exemptions accepted 豁免 例外",
    "name": "title label display_name full_name job_title position post role_name caption 名称"
    " 姓名 名字 岗位 岗位名称 部门名称 职位 标题 职务",
    "title": "name label caption 标题 名称",
    "duties": "responsibilities tasks task responsibility job_description mandate functions"
    " work 职责 岗位职责 部门职责 工作职责 工作内容 任务",
    "department": "dept team unit division group belongs_to 部门 所属部门 团队 所属",
    "parent": "department dept belongs_to reports_to part_of superior parent_department 上级"
    " 上级部门 所属部门 隶属",
    "reports_to": "manager boss supervisor superior line_manager lead leader reporting_to"
    " parent report_to 上级 直属上级 直接上级 主管 经理 领导 汇报给 汇报对象 汇报",
    "also_reports_to": "dotted_line matrix_manager functional_manager second_manager 兼管上级"
    " 虚线汇报",
    "head": "manager boss lead leader chief supervisor director owner 负责人 部门负责人 主管"
    " 经理 领导 部门经理",
    "headcount": "members count fte size number heads people staff employees quantity 编制 人数"
    " 定员 编制人数",
    "deputies": "deputy substitute substitutes backup backups stand_in replacement delegate"
    " 代理人 副手 备岗 代理 替补",
    "owners": "owner responsible accountable manager admin administrator 负责人 所有者 责任人"
    " 管理员 归属",
    "responsible": "r doer doers performer does owner executes 负责 执行 执行人 承办 经办",
    "accountable": "a approver owner answers decides 负责人 责任人 终责 问责 最终负责"
    " 最终责任人 批准人",
    "consulted": "c consult advisor adviser 咨询 被咨询 征询 会商",
    "informed": "i inform notified 知会 告知 被告知 通知",
    "support": "s supports supporter helps assists 支持 协助 配合",
    "verifier": "v verify verifies checker reviewer verified 验证 审核 复核 审核人",
    "signatory": "g sign signs signer signed_by 签字 签批 签署",
    "tags": "labels tag categories category 标签 分类",
    "critical": "important essential key 关键 重要",
    "status": "state 状态",
    "kind": "type category 类型 类别 种类",
    "source": "origin ref reference 来源 出处 依据",
    "note": "notes comment comments remark remarks description 备注 说明 描述 注释",
    "formerly": "previously former old_id aliases alias 曾用 原名 曾用名",
    "languages": "language lang langs 语言",
    "extends": "packs include includes import imports uses",
    "from": "start since begin start_date 开始 起始 自",
    "until": "end to till expires expiry valid_until end_date due 截止 结束 到期 至 有效期",
    "reason": "why because justification 原因 理由",
    "approved_by": "approver approvers approved approval 批准人 审批人 批准",
    "rule": "code check rule_name 规则",
    "at": "subject finding where target about on 对象 位置",
    "involves": "with including 涉及",
    "between": "conflict conflicts 之间",
    "only": "allowed allowed_by 仅限",
    "steps": "phases stages 步骤 阶段",
    "changes": "actions change 变更",
    "on": "date day when effective_date effective 日期 生效日期",
    "base": "org organisation organization path folder 基准",
    "proposed_by": "author proposer requested_by 提议人 提出人 申请人",
    "as": "with details values 内容",
    "to": "into target new_owner destination 到 至 给",
    "into": "to target 为 成 并入",
    "dropping": "drop drops without 放弃",
    "because": "reason why 原因 理由",
    "select": "rules enable checks include",
    "ignore": "disable exclude skip",
    "fail-on": "fail threshold level",
    "git": "email mail e_mail address git_email author 邮箱 电子邮件 邮件",
    "lang": "language 语言",
    "attributes": "properties fields custom custom_fields metadata attrs labels annotations"
    " 属性 字段 自定义字段",
    "enum": "options values choices allowed one_of allowed_values 选项 枚举 可选值",
    "minimum": "min least at_least lowest 最小 最小值",
    "maximum": "max most at_most highest 最大 最大值",
    "pattern": "regex regexp regular_expression 正则",
    "minLength": "min_length minlength min_len",
    "maxLength": "max_length maxlength max_len",
    "minItems": "min_items minitems",
    "maxItems": "max_items maxitems",
    "uniqueItems": "unique_items uniqueitems unique",
    "items": "item each of elements",
    "findings": "entries 发现",
    "since": "recorded date",
}
"""By key, what people write for it; only keys that may stand at the place are meant."""

VERBS: Mapping[str, str] = {
    "add": "assign appoint hire create new insert introduce open establish found 新增 增加 新建"
    " 创建 添加 设立 招聘",
    "retire": "end release remove delete fire close drop abolish dissolve eliminate lay_off"
    " dismiss 删除 撤销 移除 取消 裁撤 关闭 停用 解散",
    "rename": "retitle relabel call 改名 更名 重命名",
    "move": "hand_over set transfer relocate reassign shift promote demote reparent 调动 移动"
    " 调整 转移 调岗 划归",
    "split": "divide separate break_up 拆分 分拆 分立",
    "merge": "join combine consolidate unite integrate fuse 合并 整合 并入",
    "hand_over": "move transfer reassign handover hand_off handoff delegate give pass 移交 交接"
    " 转交 转让",
    "set": "change update modify edit alter 修改 设置 变更 更新",
    "assign": "add grant give 分配 指派 指定",
    "release": "retire end remove delete unassign revoke withdraw drop 解除 免除 收回",
    "appoint": "add assign hire promote nominate place move 任命 委任 聘用 录用 调任 晋升 招聘",
    "end": "retire release fire terminate leave resign dismiss remove delete 离任 免职 解雇"
    " 辞退 离职 免去",
}
"""By verb of a proposal, what people write for it; the kind of the thing decides."""

TYPES: Mapping[str, str] = {
    "string": "text str date varchar word words 文本 字符串 文字 日期",
    "integer": "int whole whole_number count 整数",
    "number": "float double decimal numeric 数字 数值 小数",
    "boolean": "bool yesno yes_no flag 布尔 是否",
    "array": "list set sequence tuple 列表 数组",
}
"""By type of JSON Schema, what people write for it."""

NOTATIONS: Mapping[str, str] = {
    "raci": "arci",
    "rasci": "rasic rasi rascii",
    "raci-vs": "racivs raci_vs vs",
    "racio": "cairo",
}
"""By notation, what people write for it."""

FUNCTIONS: Mapping[str, str] = {function.value: KEYS[function] for function in Function}
"""By function, what people write for it."""

LANGUAGES: Mapping[str, str] = {
    "zh": "chinese mandarin cn zh_cn zh_hans 中文 汉语 简体中文 简体",
    "zh-Hant": "traditional_chinese zh_tw tw 繁体中文 繁體中文 繁体",
    "en": "english eng en_us en_gb 英文 英语",
    "de": "german deutsch 德语",
    "fr": "french 法语",
    "es": "spanish 西班牙语",
    "ja": "japanese jp 日语 日文",
    "pt-BR": "portuguese 葡萄牙语",
}
"""By language tag, what people write for it."""


def normal(word: str) -> str:
    """Return a word in lower case, plain width, simplified Chinese, with ``_`` for blanks."""
    folded = unicodedata.normalize("NFKC", word).casefold().strip(" :\"'")
    if not folded.isascii():
        folded = simplified(folded)
    return "_".join(folded.replace("-", " ").replace("_", " ").split())


def meant(word: str, table: Mapping[str, str], possible: Collection[str]) -> tuple[str, ...]:
    """Return those of the possible words of a table that people write so."""
    wanted = normal(word)
    return tuple(key for key, words in table.items() if key in possible and wanted in words.split())
