"""Checks one organisation, and gathers what its fact tables are made of."""

from raci.check.effective_settings import EVERYTHING, settings_of
from raci.check.run import Run
from raci.check.settings import Selection
from raci.check.standing import standing_of_waivers
from raci.cli.run.output import rule_infos
from raci.findings.standing import CLAIMED
from raci.project import Project, check
from raci.render.facts.collect import Facts


def facts_of(project: Project, as_of: str, lang: str, selection: Selection = EVERYTHING) -> Facts:
    """Check an organisation as of a day, and return the facts about it."""
    report = check([project], Run(as_of, selection))
    settings = settings_of(project, selection, defaults=True)
    asked = settings.approvals[0] != CLAIMED  # else git is not, as the check does not ask it
    waivers = project.org.waivers.values() if asked else ()
    return Facts(
        matrix=project.matrix.on(as_of),
        report=report,
        checked=report.organisations[0],
        settings=settings,
        rules=rule_infos([project.rulebook], lang),
        read=project.inputs,
        standing=standing_of_waivers(project, waivers, as_of),
    )
