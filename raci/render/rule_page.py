"""A rule's page as Markdown, with its messages and its options."""

from collections.abc import Sequence

from raci.findings.text import in_language
from raci.render.phrases import Words
from raci.rules.page import Page
from raci.rules.rule import Option


def sheet(page: Page, options: Sequence[Option], lang: str, plugin: str = "") -> str:
    """Return a rule's whole page with its title and its plugin: what ``raci rules`` prints."""
    words = Words("rule_page", lang)
    messages = "".join(f"- {in_language(case.message, lang)}\n" for case in page.cases.values())
    origin = f"{words['plugin'].format(plugin=plugin)}\n\n" if plugin else ""
    name = "" if page.code == page.name else f" {page.name}"
    return (
        f"# {page.code}{name} ({level(page, lang)})\n\n"
        f"{in_language(page.title, lang)}{words['full-stop']}\n\n"
        f"{origin}"
        f"## {words['messages']}\n\n{messages}\n"
        f"{body(page, options, lang)}"
    )


def signpost(code: str, name: str, successor: Page, lang: str) -> str:
    """Return the page of a rule that was retired or renamed: which rule took its place."""
    words = Words("rule_page", lang)
    facts = {"code": successor.code, "name": successor.name}
    title = words["retired"].format(**facts)
    return f"# {code} {name} ({title})\n\n{words['signpost'].format(**facts)}\n"


def body(page: Page, options: Sequence[Option], lang: str) -> str:
    """Return a rule's page below its head, with its options behind the first section."""
    first, sections, rest = in_language(page.body, lang).partition("\n## ")
    lines = option_lines(page, options, lang)
    title = f"## {Words('rule_page', lang)['options']}"
    listed = "\n".join(("", title, "", *lines, "")) if lines else ""
    return f"{first}{listed}{sections}{rest}"


def level(page: Page, lang: str) -> str:
    """Return a rule's default severity, and whether it is off."""
    words = Words("rule_page", lang)
    severity = words[page.severity.label]
    return words["off"].format(severity=severity) if page.off else severity


def option_lines(page: Page, options: Sequence[Option], lang: str) -> list[str]:
    """Return a rule's options, an item of a list each: name, type, default, meaning."""
    words = Words("rule_page", lang)
    return [
        words["option"].format(
            name=option.name,
            type=_type(option, words),
            default=str(option.default).lower(),
            about=in_language(page.options[option.name], lang),
        )
        for option in options
    ]


def _type(option: Option, words: Words) -> str:
    if option.type is bool:
        return words["bool"]
    low, high, _ = option.bounds
    bounded = words["from" if high is None else "between"]
    return bounded.format(type=words[option.type.__name__], low=low, high=high)
