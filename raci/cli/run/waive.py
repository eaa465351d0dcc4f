"""What ``raci waive`` does once its options are read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from raci.check.new_waiver import WaiverTerms, accept
from raci.check.pipeline import Run
from raci.check.trial import trial
from raci.cli.options import write_all
from raci.cli.run.arguments import found_by, readable
from raci.edit import EditError
from raci.findings.codes import ALWAYS
from raci.findings.days import today
from raci.findings.finding import Finding, Severity
from raci.findings.ref import Ref
from raci.project import Project
from raci.render.findings.text import findings_text
from raci.source.decode import UnreadableError
from raci.source.discover import Texts


def accept_finding(fingerprint: str, path: str, given: Mapping[str, Any]) -> str:
    """Write the waiver of a finding on given terms, and say where it stands.

    ``given`` are the options of the command. Ends with status 2 where nothing can be accepted.
    """
    if not (reason := given["reason"].strip()):
        raise click.UsageError("--reason: say why")
    run = Run(given["as_of"] or today(), baseline=False)
    if given["until"] < run.day:
        raise click.UsageError(f"--until: {given['until']} is before {run.day}")
    finding, project = _the_one(found_by(fingerprint, readable((path,)), run))
    _refuse(finding, project, given["by"], given["id_"])
    terms = WaiverTerms(reason, given["by"], run.day, given["until"])
    try:
        name, draft = accept(project, finding, terms, given["id_"])
    except (EditError, UnreadableError) as error:
        raise click.UsageError(f"the waiver cannot be written: {error}") from error
    file = Path(project.found.title(name))
    _try(project, finding, run, {file.resolve(): draft.content})
    write_all({file: draft.content})
    (id_,) = draft.data["waivers"].keys() - project.org.waivers.keys()
    return f"{file.as_posix()}: waiver {id_} covers {finding.code} {finding.subject}."


def _the_one(meant: Sequence[tuple[Finding, Project]]) -> tuple[Finding, Project]:
    """Give what is meant; end with status 2 where it is in several organisations."""
    if len(homes := {project.found.title("") for _, project in meant}) > 1:
        listed = "".join(f"\n  {home}" for home in sorted(homes))
        raise click.UsageError(f"{len(homes)} organisations of one id have it, name one:{listed}")
    return meant[0]


def _refuse(finding: Finding, project: Project, roles: Sequence[str], id_: str) -> None:
    """End with status 2 where there is nothing to accept, or nobody to accept it."""
    about = f"{finding.code} {finding.subject}"
    if finding.waiver:
        raise click.UsageError(f"{about} is waived already, by {finding.waiver.waiver.id}")
    if finding.code in ALWAYS or finding.subject.kind == "waiver":
        raise click.UsageError(f"{about} cannot be waived: mend it")
    for role in roles:
        ref = Ref(f"role:{role}")
        if not project.matrix.knows(ref):
            near = project.matrix.nearest(ref)
            advice = f"; did you mean {near.id}?" if near else ""
            raise click.UsageError(f"--by: there is no role {role}{advice}")
    if id_ in project.org.waivers:
        raise click.UsageError(f"--id: there is a waiver {id_} already")


def _try(project: Project, finding: Finding, run: Run, texts: Texts) -> None:
    """Judge with the waiver in place: it must cover the finding, and be in order itself."""
    tried = trial(project, run, texts)
    click.echo(findings_text(tried.new), nl=False, err=True)
    same = [each for each in tried.told if each.fingerprint == finding.fingerprint]
    if any(each.severity is Severity.ERROR for each in tried.new) or not same:
        raise click.UsageError("nothing is written: the waiver would not be in order")
    if any(each.status != "waived" for each in same):
        raise click.UsageError("nothing is written: the waiver would not cover the finding")
