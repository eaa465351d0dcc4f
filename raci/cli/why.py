"""``raci why``: the facts behind one finding, down to files and lines."""

from dataclasses import replace
from importlib import import_module
from typing import Any

import click

from raci.cli.options import as_of_option, format_of, lang_option, path_argument, width, write
from raci.finding import Finding, Place, Ref

FORMATS = {"text": ".txt", "markdown": ".md", "html": ".html"}


@click.command()
@click.argument("fingerprint")
@path_argument
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), help="Default: by -o, else text."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to a file; its suffix tells the format."
)
@as_of_option
@lang_option
def why(fingerprint: str, path: str, output: str | None, **options: Any) -> None:
    """Show the facts behind a finding: who holds what, and where each of it is written.

    FINGERPRINT is what stands in brackets behind its message, or the first 4 digits or more.
    Waived and recorded findings are found too.
    """
    from raci.cli.stages import found_by
    from raci.judge import Run
    from raci.project import projects
    from raci.report import today

    name = options["format_"] or (format_of(output, FORMATS) if output else "text")
    day = options["as_of"] or today()
    told = found_by(fingerprint, projects([path]), Run(day))
    text = "\n".join(
        _told(finding, project, name, output is None, day, options["lang"])
        for finding, project in told
    )
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text)


def _told(finding: Finding, project: Any, name: str, terminal: bool, day: str, lang: str) -> str:
    from raci.reports.why import Account
    from raci.why import evidence

    def place(ref: Ref) -> Place:
        found: Place = project.loaded.origins.place(ref)
        return replace(found, path=project.found.title(found.path))

    facts = evidence(finding, project.matrix, place)
    account = Account(project.matrix, lang, day)
    writer = import_module(f"raci.reports.{'terminal' if name == 'text' else name}")
    if name != "text":
        return str(writer.render(account.of(facts, _terms(finding, project))))
    columns = width(terminal)
    laid = account.of(facts, _terms(finding, project), screen=columns)
    return str(writer.render(laid, width=columns))


def _terms(finding: Finding, project: Any) -> Any:
    """Give the terms on which a rule judged: its own, and what settings files change."""
    from raci import catalogue
    from raci.judge import settings_of
    from raci.reports.why import Terms
    from raci.settings import DEFAULT

    def written(origin: str) -> str:
        return "" if origin == DEFAULT else origin

    settings = settings_of(project, defaults=True)
    severity, origin = settings.severities.get(finding.code, (finding.severity, DEFAULT))
    options = settings.options.get(finding.code, {})
    return Terms(
        catalogue.page(finding.code).severity,
        written(origin) if severity is finding.severity else "",
        tuple((option, str(value), written(at)) for option, (value, at) in options.items()),
    )
