"""The phrases of drills, in English and Chinese."""

WORDS = {
    "drill": ("What would break: {name}", "缺失演练：{name}"),
    "without": ("Without {name}", "缺少{name}时"),
    "lost": ("Without", "缺少"),
    "critical": ("Critical", "关键活动停摆"),
    "undone": ("Undone", "活动无人执行"),
    "unanswered": ("No A", "无人最终负责"),
    "unowned": ("No owner", "平台无负责人"),
    "separations": ("Conflicts", "职责冲突"),
    "covered": ("Covered", "有人代理"),
    "legend": (
        (
            "Critical, Undone: activities that nobody would do, critical ones among them; No A: "
            "nobody would be accountable; No owner: platforms; all without a deputy. Conflicts: "
            "separations that a deputy standing in would break. Covered: what a deputy takes over."
        ),
        (
            "关键活动停摆、活动无人执行、无人最终负责（A）、平台无负责人：均指无代理可接手的数量。"
            "职责冲突：代理接手后会违反的职责分离。有人代理：代理可以接手的数量。"
        ),
    ),
    "nothing-breaks": ("Nothing would break.", "不会有任何缺口。"),
    "harmless": (
        "{n} more would leave no gap.|{n} more would leave no gap.",
        "另有 {n} 项缺失不会造成缺口。",
    ),
    "more": (
        (
            "{n} more, less grave, is left out; --top 0 lists all.|"
            "{n} more, less grave, are left out; --top 0 lists all."
        ),
        "另有 {n} 项影响较轻，未列出；--top 0 列出全部。",
    ),
    "roles": ("Nobody fills", "空缺岗位"),
    "undone-critical": ("Critical activities that nobody would do", "无人执行的关键活动"),
    "undone-other": ("Activities that nobody would do", "无人执行的活动"),
    "stopped-critical": ("Critical activities that would stop", "将停摆的关键活动"),
    "stopped-other": ("Activities that would stop", "将停摆的活动"),
    "unanswered-title": ("Activities that nobody would answer for", "无人负最终责任的活动"),
    "unowned-title": ("Platforms without an owner", "无负责人的平台"),
    "passing-title": ("Accountability that passes on", "最终责任转由他人承担"),
    "conflicts-title": ("Separations that standing in would break", "代理会违反的职责分离"),
    "covered-by": ("Stands in", "代理"),
    "to": ("To", "转由"),
    "separation": ("Separation", "职责分离"),
    "deputy": ("Who stands in", "代理人"),
    "taken-over": ("Takes over", "接手"),
    "own": ("Has already", "原有"),
}
