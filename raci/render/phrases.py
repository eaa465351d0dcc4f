"""raci's own phrases, in English and Chinese, and those that the families of renderers share."""

from collections.abc import Mapping

Phrases = Mapping[str, tuple[str, str]]
"""Phrases by key: English, Chinese."""

SHARED: Phrases = {
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "info": ("info", "提示"),
    "waived": ("waived", "已豁免"),
    "baselined": ("in the baseline", "在基线中"),
    "is-waived": (" (waived)", "（已豁免）"),
    "is-baselined": (" (in the baseline)", "（在基线中）"),
    "help": ("help: ", "建议："),
    "comma": (", ", "，"),
    "semicolon": ("; ", "；"),
    "as-of": ("As of {day}.", "截至 {day}。"),
    "as-of-day": ("As of {day}", "截至 {day}"),
    "severity": ("Severity", "级别"),
    "rule": ("Rule", "规则"),
    "options": ("Options", "选项"),
    "activity": ("Activity", "活动"),
    "role": ("Role", "岗位"),
    "department": ("Department", "部门"),
    "no-department": ("No department", "无部门"),
    "platform": ("Platform", "平台"),
    "function": ("Function", "职能"),
    "key": ("Key", "键"),
    "reports-to": ("Reports to", "汇报对象"),
    "before": ("Before", "之前"),
    "after": ("After", "之后"),
    "headcount": ("Headcount", "编制"),
    "heads": ("{before} before, {after} after", "之前 {before}，之后 {after}"),
    "nobody": ("nobody", "无"),
    "nothing": ("nothing", "无"),
}


class Words:
    """The phrases of one language: a family's own, and the shared ones."""

    def __init__(self, phrases: Phrases, lang: str) -> None:
        self.phrases = phrases
        self.lang = lang
        self.chinese = lang.startswith("zh")

    def __getitem__(self, key: str) -> str:
        return (self.phrases.get(key) or SHARED[key])[self.chinese]

    def count(self, key: str, n: int, **facts: str) -> str:
        """Return a number with its noun, from a phrase ``one|many``."""
        one, _, many = self[key].partition("|")
        return (one if n == 1 or not many else many).format(n=n, **facts)
