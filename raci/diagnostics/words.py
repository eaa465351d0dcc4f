"""The renderers' own words, in English and Chinese."""

WORDS = {
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "info": ("info", "提示"),
    "help": ("help: ", "建议："),
    "more": ("and {n} more; --format concise lists all", "另有 {n} 项；--format concise 列出全部"),
    "errors": ("{n} error|{n} errors", "{n} 个错误"),
    "warnings": ("{n} warning|{n} warnings", "{n} 个警告"),
    "infos": ("{n} info|{n} infos", "{n} 个提示"),
    "findings": ("{n} finding|{n} findings", "{n} 项"),
    "found": ("Found {list}, as of {day}.", "共 {list}（截至 {day}）。"),
    "clean": ("All clear, as of {day}.", "未发现问题（截至 {day}）。"),
    "comma": (", ", "，"),
    "hidden": (" (not shown: --show info)", "（未列出：--show info）"),
    "warnings-below": (
        "{n} warning below the failing severity|{n} warnings below the failing severity",
        "{n} 个警告低于失败级别",
    ),
    "infos-below": (
        "{n} info below the failing severity|{n} infos below the failing severity",
        "{n} 个提示低于失败级别",
    ),
    "errors-below": (
        "{n} error below the failing severity|{n} errors below the failing severity",
        "{n} 个错误低于失败级别",
    ),
    "waived": ("waived", "已豁免"),
    "baselined": ("in the baseline", "在基线中"),
    "waived-count": ("{n} waived", "{n} 项已豁免"),
    "baselined-count": ("{n} in the baseline", "{n} 项在基线中"),
    "waived-hidden": (" (not shown: --show-waived)", "（未列出：--show-waived）"),
    "baselined-hidden": (" (not shown: --show baselined)", "（未列出：--show baselined）"),
    "accepted": (
        "waived by {waiver}, approved by {by}, until {until}: {reason}",
        "豁免：{waiver}，批准：{by}，有效至 {until}：{reason}",
    ),
    "before": (
        "{n} there before, at {revision} (not shown)",
        "{n} 项在 {revision} 时已存在（未列出）",
    ),
    "stale": (
        "Stale in the baseline: {n}; raci baseline --prune takes them out.",
        "基线中已失效：{n} 条；raci baseline --prune 可将其删除。",
    ),
    "checked": (
        "Checked {id} ({path}): {roles}, {activities} in {files}; {rules}, {subjects} judged.",
        "已检查 {id}（{path}）：{roles}、{activities}，共 {files}；{rules}，判定 {subjects}。",
    ),
    "unchecked": (
        "Not checked: {id} ({path}), because its files have the errors above.",
        "未检查：{id}（{path}），因为文件有上述错误。",
    ),
    "roles": ("{n} role|{n} roles", "{n} 个岗位"),
    "activities": ("{n} activity|{n} activities", "{n} 项活动"),
    "files": ("{n} file|{n} files", "{n} 个文件"),
    "rules": ("{n} rule|{n} rules", "{n} 条规则"),
    "subjects": ("{n} subject|{n} subjects", "{n} 个对象"),
    "skipped": (
        "{n} other YAML or JSON file skipped.|{n} other YAML or JSON files skipped.",
        "跳过 {n} 个其他 YAML 或 JSON 文件。",
    ),
    "not-applicable": ("Not applicable: {list}.", "不适用：{list}。"),
}
