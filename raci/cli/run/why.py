"""What ``raci why`` prints about the findings that it is asked for."""

from importlib import import_module

from raci.check.pipeline import Run, settings_of
from raci.check.settings import DEFAULT
from raci.check.why import evidence
from raci.cli.options import width
from raci.cli.run.arguments import found_by
from raci.findings.days import today
from raci.findings.finding import Finding
from raci.project import Project, projects
from raci.render.reports.why import Account, JudgingTerms
from raci.rules import catalogue


def account(
    fingerprint: str, path: str, form: str, day: str | None, lang: str, terminal: bool
) -> str:
    """Give the facts behind a finding in a format; ends with status 2 where none is meant."""
    run = Run(day or today())
    columns = width(terminal) if form == "text" else 0
    writer = import_module(f"raci.render.formats.{'terminal' if form == 'text' else form}")
    texts: list[str] = []
    for finding, project in found_by(fingerprint, projects([path]), run):
        facts = evidence(finding, project.matrix, project.completer.place)
        told = Account(project.matrix, lang, run.day)
        document = told.of(facts, _terms(finding, project), screen=columns)
        texts.append(writer.render(document, **({"width": columns} if columns else {})))
    return "\n".join(texts)


def _terms(finding: Finding, project: Project) -> JudgingTerms:
    """Give the terms on which a rule judged: its own, and what settings files change."""

    def written(origin: str) -> str:
        return "" if origin == DEFAULT else origin

    settings = settings_of(project, defaults=True)
    severity, origin = settings.severities.get(finding.code, (finding.severity, DEFAULT))
    options = settings.options.get(finding.code, {})
    return JudgingTerms(
        catalogue.page(finding.code).severity,
        written(origin) if severity is finding.severity else "",
        tuple((option, str(value), written(at)) for option, (value, at) in options.items()),
    )
