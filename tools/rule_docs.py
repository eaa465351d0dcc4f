"""Makes the book of rules, ``docs/rules``: an index, and a page for each rule and language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from raci.findings.codes import family
from raci.render.escape import escape
from raci.render.rule_page import body, level, signpost
from raci.rules import catalogue
from raci.rules.page import Page, load_page, page_files
from raci.rules.retired import RETIRED, RetiredRule
from raci.rules.rule import Rule

INDEX = "README.md"

FAMILIES: Mapping[str, tuple[str, str]] = {
    "GAP": ("missing responsibility", "职责缺失"),
    "OVL": ("overlapping responsibility", "职责重叠"),
    "SOD": ("segregation of duties", "职责分离"),
    "ORG": ("structure", "组织结构"),
    "LOD": ("load", "工作负荷"),
    "PPL": ("people and continuity", "人员与连续性"),
    "TXT": ("wording of duties", "职责措辞"),
    "DEF": ("defects of the definition itself", "定义本身的缺陷"),
    "CHG": ("what a change does", "变更的影响"),
}
"""The families in the order of the index, and their titles; others follow."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page around its body; ``top`` leads from its folder to that of the index."""

    lang: str
    top: str
    other: str
    link: str
    comma: str
    severity: str
    needs: str
    silent: str
    messages: str
    message: str
    help: str
    flags: str
    index: str


ENGLISH = PageWords(
    lang="en",
    top="",
    other="中文",
    link="zh/{code}.md",
    comma=", ",
    severity="- Severity: {}\n",
    needs="- Not applicable without {}\n",
    silent="- Not reported where {} reports the same\n",
    messages="Messages",
    message="message",
    help="help",
    flags="What it flags",
    index="All rules",
)
CHINESE = PageWords(
    lang="zh",
    top="../",
    other="English",
    link="../{code}.md",
    comma="、",
    severity="- 级别：{}\n",
    needs="- 缺少以下内容时不适用：{}\n",
    silent="- {} 已报告同一问题时，不再报告\n",
    messages="消息",
    message="消息",
    help="建议",
    flags="判定范围",
    index="全部规则",
)

NEEDS: Mapping[str, str] = {
    "activities": "活动",
    "attributes": "属性",
    "an earlier version": "之前的版本",
    "checks": "核查、签批或审批",
    "critical activities": "关键活动",
    "departments": "部门",
    "languages": "语言（`org.languages`）",
    "line": "汇报线",
    "mandates": "部门职责",
    "people": "人员",
    "people or all of them": "人员，或 `org.people`",
    "platforms": "平台",
    "platforms of activities": "活动涉及的平台",
    "separations": "职责分离",
}
"""What rules need of an organisation, in Chinese."""

_WRITTEN = "<!-- Written by `make accept` from {source}. -->\n\n"


def book() -> Mapping[str, str]:
    """Return the files of the book by name."""
    rules = {rule.code: rule for rule in catalogue.rules()}
    pages = [(load_page(path), path) for path in page_files(catalogue.FOLDER)]
    pages.sort(key=lambda entry: entry[0].code)
    files = {INDEX: "".join(_index(page for page, _ in pages))}
    for page, path in pages:
        source = f"raci/rules/{path.relative_to(catalogue.FOLDER).as_posix()}"
        rule = rules.get(page.code)
        files[f"{page.code}.md"] = "".join(_page(page, rule, source, ENGLISH))
        files[f"zh/{page.code}.md"] = "".join(_page(page, rule, source, CHINESE))
    for former in RETIRED:
        if former.code != former.by:
            files[f"{former.code}.md"] = "".join(_signpost(former))
    return files


def _index(pages: Iterable[Page]) -> Iterator[str]:
    families: dict[str, list[Page]] = {name: [] for name in FAMILIES}
    for page in pages:
        families.setdefault(family(page.code), []).append(page)
    yield _WRITTEN.format(source="the pages in `raci/rules`")
    yield "# The rules\n\n"
    yield "`raci rules` prints this list, `raci rules CODE` a page. The severity is the default;\n"
    yield "[settings](../settings.md) change it, and choose which rules run.\n"
    for name, members in families.items():
        if members:
            about = FAMILIES.get(name)
            yield f"\n## {name}" + (f": {about[0]} · {about[1]}" if about else "") + "\n\n"
            yield from _table(("code", "name", "severity", "flags", "判定"), map(_entry, members))
    yield "\n## Former codes and names · 旧代码与旧名称\n\n"
    yield from _table(("code", "name", "now · 现为"), _former())


def _former() -> Iterator[tuple[str, ...]]:
    for former in RETIRED:
        link = former.code if former.code == former.by else f"[{former.code}]({former.code}.md)"
        yield link, former.name, f"{former.by} {catalogue.page(former.by).name}"


def _signpost(former: RetiredRule) -> Iterator[str]:
    yield _WRITTEN.format(source="`raci/rules/retired.py`")
    successor = catalogue.page(former.by)
    for lang in ("en", "zh"):
        yield signpost(former.code, former.name, successor, lang) + "\n"
    yield f"[{former.by}]({former.by}.md) · [All rules]({INDEX})\n"


def _entry(page: Page) -> tuple[str, ...]:
    severity = "off" if page.off else page.severity.label
    link = f"[{page.code}]({page.code}.md)"
    chinese = f"[{escape(page.title['zh'])}](zh/{page.code}.md)"
    return link, page.name, severity, escape(page.title["en"]), chinese


def _page(page: Page, rule: Rule | None, source: str, words: PageWords) -> Iterator[str]:
    lang, top = words.lang, words.top
    yield _WRITTEN.format(source=f"`{source}`")
    yield f"# {page.code} {page.name}\n\n"
    yield f"{escape(page.title[lang])} · [{words.other}]({words.link.format(code=page.code)})\n\n"
    yield words.severity.format(level(page, lang))
    if rule and rule.needs:
        needs = rule.needs if lang == "en" else [NEEDS[need] for need in rule.needs]
        yield words.needs.format(words.comma.join(needs))
    if rule and rule.yields_to:
        others = dict.fromkeys(f"[{y.code}]({y.code}.md)" for y in rule.yields_to)
        yield words.silent.format(words.comma.join(others))
    yield f"\n## {words.messages}\n\n"
    yield from _table((words.message, words.help), _messages(page, lang))
    text = body(page, rule.options if rule else (), lang)
    yield f"\n## {words.flags}\n\n{text.strip()}\n\n"
    yield f"[{words.index}]({top}{INDEX}) · [{source}]({top}../../{source})\n"


def _messages(page: Page, lang: str) -> Iterator[tuple[str, str]]:
    for case in page.cases.values():
        yield escape(case.message[lang]), escape(case.hint.get(lang, ""))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |\n"
