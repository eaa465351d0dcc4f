"""``raci rules [CODE]``: the catalogue, or one rule's page."""

import click

from raci.cli.command import Command
from raci.cli.completion import rule_names
from raci.cli.echo import echo
from raci.cli.language import nearest_hint, say, spoken, wrong
from raci.cli.options import lang_option, path_argument, width
from raci.render.escape import clean


@click.command(cls=Command)
@click.argument("code", required=False, shell_complete=rule_names)
@path_argument
@lang_option
def rules(code: str | None, path: str) -> None:
    """List the rules, or print one rule's page.

    A policy's code is POL:ID; PATH is its organisation. What cannot be used of plugins is told on
    standard error.
    """
    _tell_failures(spoken())
    echo(_page(code, path, spoken()) if code else _list(spoken()), nl=False)


@click.command(cls=Command, hidden=True)
@click.argument("code", shell_complete=rule_names)
@lang_option
def rule(code: str) -> None:
    """Print one rule's page: the earlier spelling of raci rules CODE."""
    echo(_page(code, ".", spoken()), nl=False)


def _tell_failures(lang: str) -> None:
    from raci.findings.codes import CRASHED
    from raci.findings.text import fill
    from raci.rules import catalogue

    for case, values in catalogue.failures():
        message = fill(catalogue.page(CRASHED).cases[case].message, values, lang, str)
        echo(say("message", message=clean(message)), err=True)


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


def _policy(code: str, path: str, lang: str) -> str:
    from raci.check.wrong_policies import wrong_policies
    from raci.cli.run.arguments import one_project, tell_unreadable
    from raci.render.rule_page import sheet

    project = one_project(path)
    known = {each.lower(): each for each in project.rulebook.policies}
    found = known.get(code.lower())
    if found is None:
        near = nearest_hint(code, project.rulebook.policies)
        raise wrong("no-such-rule", name=code, near=near)
    if wrong_policies(project, {found}):
        tell_unreadable([project])
        raise click.exceptions.Exit(2)
    return sheet(project.rulebook.page(found), (), lang)


def _page(code: str, path: str, lang: str) -> str:
    from raci.findings.codes import family
    from raci.policies.code import FAMILY
    from raci.render.rule_page import sheet, signpost
    from raci.rules import catalogue
    from raci.rules.retired import retired

    if family(code.upper()) == FAMILY:
        return _policy(code, path, lang)
    if former := retired(code):
        return signpost(former.code, former.name, catalogue.page(former.by), lang)
    pages = catalogue.pages()
    names = {page.name: page for page in pages.values()} | dict(pages)
    page = names.get(code.upper()) or names.get(code.lower())
    if page is None:
        raise wrong("no-such-rule", name=code, near=nearest_hint(code, names))
    rule = catalogue.of_plugins().get(page.code)
    return sheet(page, catalogue.options(page.code), lang, rule.plugin if rule else "")
