"""``raci rules [CODE]``: the catalogue, or one rule's page."""

import click

from raci.cli.command import Command
from raci.cli.completion import rule_names
from raci.cli.echo import echo
from raci.cli.language import nearest_hint, spoken, wrong
from raci.cli.options import lang_option, width


@click.command(cls=Command)
@click.argument("code", required=False, shell_complete=rule_names)
@lang_option
def rules(code: str | None) -> None:
    """List the rules, or print one rule's page."""
    echo(_page(code, spoken()) if code else _list(spoken()), nl=False)


@click.command(cls=Command, hidden=True)
@click.argument("code", shell_complete=rule_names)
@lang_option
def rule(code: str) -> None:
    """Print one rule's page: the earlier spelling of raci rules CODE."""
    echo(_page(code, spoken()), nl=False)


def _list(lang: str) -> str:
    from raci.findings.text import in_language
    from raci.render.formats.document import ReportDocument, Table
    from raci.render.formats.terminal import render
    from raci.render.phrases import Words
    from raci.rules import catalogue

    words = Words("reports", lang)
    head = tuple(words[key] for key in ("code", "name", "severity", "flags"))
    rows = tuple(
        (
            page.code,
            page.name,
            "off" if page.off else page.severity.label,
            in_language(page.title, lang),
        )
        for page in catalogue.pages().values()
    )
    document = ReportDocument(lang, words["catalogue"], (Table("", head, rows, 4),))
    return render(document, width=width(True))


def _page(code: str, lang: str) -> str:
    from raci.render.rule_page import sheet, signpost
    from raci.rules import catalogue
    from raci.rules.retired import retired

    if former := retired(code):
        return signpost(former.code, former.name, catalogue.page(former.by), lang)
    pages = catalogue.pages()
    names = {page.name: page for page in pages.values()} | dict(pages)
    page = names.get(code.upper()) or names.get(code.lower())
    if page is None:
        raise wrong("no-such-rule", name=code, near=nearest_hint(code, names))
    return sheet(page, catalogue.options(page.code), lang)
