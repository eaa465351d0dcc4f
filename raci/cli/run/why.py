"""What ``raci why`` does once its options are read."""

from dataclasses import dataclass, replace

from raci.check.effective_settings import settings_of
from raci.check.evidence import Evidence
from raci.check.run import Run
from raci.check.settings import DEFAULT
from raci.check.why import evidence
from raci.cli.formats import Target
from raci.cli.language import adopt, spoken
from raci.cli.run.arguments import found_by
from raci.cli.run.people import People
from raci.findings.finding import Finding
from raci.project import Project, projects
from raci.render.formats import render_document
from raci.render.reports.why import Account, JudgingTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyOptions:
    """The options of ``raci why``, as its help explains them."""

    fingerprint: str
    path: str
    target: Target
    as_of: str
    show_people: bool


def run_why(options: WhyOptions) -> None:
    """Print or write the facts behind a finding; end with status 2 where none is meant."""
    target = options.target
    screen = target.width if target.format == "text" else 0
    texts: list[str] = []
    named = options.show_people and target == Target("text")
    found = projects([options.path])
    adopt(found)
    findings, _ = found_by(options.fingerprint, found, Run(options.as_of))
    for finding, project in findings:
        facts = evidence(finding, project.matrix, project.completer.place)
        matrix = project.matrix
        if named:
            matrix = matrix.with_people()
            facts = _with_people(facts, People([project]))
        account = Account(matrix, spoken(), options.as_of)
        document = account.of(facts, _terms(finding, project), screen=screen)
        texts.append(render_document(document, target.format, target.width))
    target.write("\n".join(texts))


def _with_people(facts: Evidence, people: People) -> Evidence:
    (finding,) = people.findings([facts.finding])
    return replace(facts, finding=finding, places=tuple(map(people.place, facts.places)))


def _terms(finding: Finding, project: Project) -> JudgingTerms:
    """Return a rule's severity and options, and the origin of those that settings changed."""

    def written(origin: str) -> str:
        return "" if origin == DEFAULT else origin

    settings = settings_of(project, defaults=True)
    severity, origin = settings.severities.get(finding.code, (finding.severity, DEFAULT))
    options = settings.options.get(finding.code, {})
    return JudgingTerms(
        project.rulebook.severity(finding.code),
        written(origin) if severity is finding.severity else "",
        tuple((option, str(value), written(at)) for option, (value, at) in options.items()),
    )
