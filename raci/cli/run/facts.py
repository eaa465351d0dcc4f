"""Checks one organisation, and gathers what its fact tables are made of."""

from raci.check.effective_settings import EVERYTHING, settings_of
from raci.check.run import Run
from raci.check.settings import Selection
from raci.cli.run.output import rule_infos
from raci.project import Project, check
from raci.render.facts.collect import Facts


def facts_of(project: Project, as_of: str, lang: str, selection: Selection = EVERYTHING) -> Facts:
    """Check an organisation as of a day, and return the facts about it."""
    report = check([project], Run(as_of, selection))
    return Facts(
        matrix=project.matrix.on(as_of),
        report=report,
        checked=report.organisations[0],
        settings=settings_of(project, selection, defaults=True),
        rules=rule_infos([project.rulebook], lang),
        read=project.inputs,
    )
