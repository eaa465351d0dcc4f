"""``raci rules`` and ``raci rule CODE``: the catalogue, and one rule's page."""

import click

from raci.cli.completion import rule_names
from raci.cli.options import lang_option, width


@click.command()
@lang_option
def rules(lang: str) -> None:
    """List the rules: code, name, severity, what each flags."""
    from raci.findings.text import in_language
    from raci.render.formats.document import ReportDocument, Table
    from raci.render.formats.terminal import render
    from raci.render.phrases import Words
    from raci.render.reports.phrases import WORDS
    from raci.rules import catalogue

    words = Words(WORDS, lang)
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
    click.echo(render(document, width=width(True)), nl=False)


@click.command()
@click.argument("code", shell_complete=rule_names)
@lang_option
def rule(code: str, lang: str) -> None:
    """Print one rule's page, by its code or name."""
    from raci.findings.spelling import Nearest
    from raci.render.rule_page import sheet
    from raci.rules import catalogue

    pages = catalogue.pages()
    names = {page.name: page for page in pages.values()} | dict(pages)
    if code not in names:
        near = Nearest(names).to(code)
        raise click.UsageError(
            f"no rule is called {code!r}" + (f"; did you mean {near}?" if near else "")
        )
    page = names[code]
    options = {rule.code: rule.options for rule in catalogue.rules()}.get(page.code, ())
    click.echo(sheet(page, options, lang), nl=False)
