"""Makes the book of rules, ``docs/rules``: an index by family, and a page for each rule."""

from collections.abc import Iterable, Iterator, Mapping

from raci.check.settings import family
from raci.findings.text import Text
from raci.render.escape import escape
from raci.render.rule_page import body, level, option_lines, signpost
from raci.rules import catalogue
from raci.rules.page import Page, load_page
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

_WRITTEN = "<!-- Written by `make accept` from {source}. -->\n\n"


def book() -> Mapping[str, str]:
    """Return the files of the book by name."""
    rules = {rule.code: rule for rule in catalogue.rules()}
    pages = [(load_page(path), path) for path in catalogue.FOLDER.glob("*/*.md")]
    pages.sort(key=lambda entry: entry[0].code)
    files = {INDEX: "".join(_index(page for page, _ in pages))}
    for page, path in pages:
        source = f"raci/rules/{path.relative_to(catalogue.FOLDER).as_posix()}"
        files[f"{page.code}.md"] = "".join(_page(page, rules.get(page.code), source))
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
        present = f"[{former.by}]({former.by}.md) {catalogue.page(former.by).name}"
        yield former.code, former.name, present


def _signpost(former: RetiredRule) -> Iterator[str]:
    yield _WRITTEN.format(source="`raci/rules/retired.py`")
    successor = catalogue.page(former.by)
    for lang in ("en", "zh"):
        yield signpost(former.code, former.name, successor, lang) + "\n"
    yield f"[{former.by}]({former.by}.md) · [All rules]({INDEX})\n"


def _entry(page: Page) -> tuple[str, ...]:
    severity = "off" if page.off else page.severity.label
    return f"[{page.code}]({page.code}.md)", page.name, severity, *_both(page.title)


def _page(page: Page, rule: Rule | None, source: str) -> Iterator[str]:
    yield _WRITTEN.format(source=f"`{source}`")
    yield f"# {page.code} {page.name}\n\n"
    yield " · ".join(_both(page.title)) + "\n\n"
    yield f"- Severity: {level(page, 'en')}\n"
    if rule and rule.needs:
        yield f"- Not applicable without {', '.join(rule.needs)}\n"
    if rule and rule.yields_to:
        others = ", ".join(dict.fromkeys(f"[{y.code}]({y.code}.md)" for y in rule.yields_to))
        yield f"- Silent where the same was told by {others}\n"
    yield "\n## Messages · 消息\n\n"
    yield from _table(("", "message · 消息", "help · 建议"), _messages(page))
    if rule and rule.options:
        yield "\n## Options · 选项\n\n"
        for lang in ("en", "zh"):
            yield "".join(f"{line}\n" for line in option_lines(page, rule.options, lang))
    yield f"\n## What it flags\n\n{body(page, (), 'en').strip()}\n\n"
    yield f"[All rules]({INDEX}) · [{source}](../../{source})\n"


def _messages(page: Page) -> Iterator[tuple[str, ...]]:
    for case in page.cases.values():
        for lang in ("en", "zh"):
            yield lang, escape(case.message[lang]), escape(case.hint.get(lang, ""))


def _both(text: Text) -> tuple[str, str]:
    return escape(text["en"]), escape(text["zh"])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |\n"
