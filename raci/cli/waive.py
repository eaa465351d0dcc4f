"""``raci waive``: accept a finding, with reason and end."""

from pathlib import Path
from typing import Any

import click

from raci.cli.options import as_of_option, day, path_argument, write_all


@click.command()
@click.argument("fingerprint")
@path_argument
@click.option("--reason", required=True, metavar="TEXT", help="Why it is accepted.")
@click.option(
    "--by", required=True, multiple=True, metavar="ROLE", help="The role that accepts it."
)
@click.option(
    "--until", required=True, metavar="DATE", callback=day, help="The last day, YYYY-MM-DD."
)
@click.option("--id", "id_", metavar="ID", default="", help="The waiver's id; default: made up.")
@as_of_option
def waive(fingerprint: str, path: str, **given: Any) -> None:
    """Accept a finding: write a waiver, approved today or --as-of, into the organisation's file.

    FINGERPRINT is what stands in brackets behind the finding's message, or the first 4 digits or
    more. The waiver lists what the finding involves, and covers no more than that. It goes into
    the first file that has waivers, else into that with org; every other line stays as it is.
    """
    from raci.accept import Terms, accept
    from raci.cli.stages import found_by, readable
    from raci.decode import UnreadableError
    from raci.edit import EditError
    from raci.judge import Run
    from raci.report import today

    if not given["reason"].strip():
        raise click.UsageError("--reason: say why")
    run = Run(given["as_of"] or today(), baseline=False)
    if given["until"] < run.day:
        raise click.UsageError(f"--until: {given['until']} is before {run.day}")
    meant = found_by(fingerprint, readable((path,)), run)
    if len(homes := {project.found.title(""): project for _, project in meant}) > 1:
        listed = "".join(f"\n  {home}" for home in sorted(homes))
        raise click.UsageError(f"{len(homes)} organisations of one id have it, name one:{listed}")
    finding, project = meant[0]
    _refuse(finding, project, given["by"], given["id_"])
    terms = Terms(given["reason"].strip(), given["by"], run.day, given["until"])
    try:
        name, draft = accept(project, finding, terms, given["id_"])
    except (EditError, UnreadableError) as error:
        raise click.UsageError(f"the waiver cannot be written: {error}") from error
    file = Path(project.found.title(name))
    _check(project, finding, run, {file.resolve(): draft.content})
    write_all({file: draft.content})
    (id_,) = draft.data["waivers"].keys() - project.org.waivers.keys()
    click.echo(f"{file.as_posix()}: waiver {id_} covers {finding.code} {finding.subject}.")


def _refuse(finding: Any, project: Any, roles: tuple[str, ...], id_: str) -> None:
    """End with status 2 where there is nothing to accept, or nobody to accept it."""
    from raci.codes import ALWAYS
    from raci.ref import Ref

    about = f"{finding.code} {finding.subject}"
    if finding.status == "waived":
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


def _check(project: Any, finding: Any, run: Any, texts: Any) -> None:
    """Judge with the waiver in place: it must cover the finding, and be in order itself."""
    from raci.diagnostics.text import findings_text
    from raci.finding import Severity
    from raci.judge import judge
    from raci.project import projects

    folder = project.found.title("")
    (changed,) = (
        each for each in projects([Path(folder)], texts) if each.found.title("") == folder
    )
    known = {each.fingerprint for each in judge(project, run)[1]}
    told = judge(changed, run)[1]
    new = [each for each in told if each.fingerprint not in known]
    click.echo(findings_text(new), nl=False, err=True)
    same = [each for each in told if each.fingerprint == finding.fingerprint]
    if any(each.severity is Severity.ERROR for each in new) or not same:
        raise click.UsageError("nothing is written: the waiver would not be in order")
    if any(each.status != "waived" for each in same):
        raise click.UsageError("nothing is written: the waiver would not cover the finding")
