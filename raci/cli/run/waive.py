"""What ``raci waive`` does once its options are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from raci.check.new_waiver import WaiverTerms, accept
from raci.check.run import Run
from raci.check.trial import Trial, trial
from raci.check.waivers import WEAK
from raci.cli.echo import echo
from raci.cli.language import did_you_mean, reworded, say, spoken, wrong
from raci.cli.options import refuse_links
from raci.cli.run.arguments import found_by, readable, refuse_table
from raci.cli.run.writing import FileChange, OrganisationChange, hold, write_changes
from raci.edit import EditError
from raci.findings.codes import ALWAYS
from raci.findings.finding import Finding, Severity
from raci.findings.ref import Ref
from raci.project import Project
from raci.render.findings.options import Options
from raci.render.findings.text import findings_text
from raci.source.decode import UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiveOptions:
    """The options of ``raci waive``, as its help explains them."""

    fingerprint: str
    path: str
    reason: str
    by: tuple[str, ...]
    until: str
    id_: str
    as_of: str


def run_waive(options: WaiveOptions) -> str:
    """Write the waiver of a finding, and return what to print.

    Ends with status 2 where nothing can be accepted.
    """
    if not (reason := options.reason.strip()):
        raise wrong("give-a-reason")
    run = Run(options.as_of, baseline=False)
    if options.until < run.day:
        raise wrong("until-is-past", until=options.until, day=run.day)
    hold(options.path)
    findings, report = found_by(options.fingerprint, readable((options.path,)), run)
    finding, project = _the_one(findings)
    refuse_table(project)
    _refuse(finding, project, options.by, options.id_)
    terms = WaiverTerms(reason, options.by, run.day, options.until)
    try:
        name, draft = accept(project, finding, terms, options.id_)
    except (EditError, UnreadableError) as error:
        raise wrong("waiver-unwritable", reason=reworded(error)) from error
    file = Path(project.found.title(name))
    known = {each.fingerprint for each in report}
    _refuse_if_unfit(finding, trial(project, run, {file.resolve(): draft.content}, known))
    refuse_links(options.path)
    write_changes([OrganisationChange(project.found, {name: FileChange(draft.raw, draft.content)})])
    (id_,) = draft.data["waivers"].keys() - project.org.waivers.keys()
    return say(
        "waiver-written",
        path=file.as_posix(),
        id=id_,
        code=finding.code,
        subject=finding.subject,
    )


def _the_one(meant: Sequence[tuple[Finding, Project]]) -> tuple[Finding, Project]:
    """Return what is meant; end with status 2 where it is in several organisations."""
    if len(homes := {project.found.title("") for _, project in meant}) > 1:
        raise wrong("same-id-organisations", n=len(homes), listed=sorted(homes))
    return meant[0]


def _refuse(finding: Finding, project: Project, roles: Sequence[str], id_: str) -> None:
    about = f"{finding.code} {finding.subject}"
    if finding.waiver:
        raise wrong("waived-already", about=about, waiver=finding.waiver.waiver.id)
    if finding.code in ALWAYS or finding.subject.kind == "waiver":
        raise wrong("cannot-be-waived", about=about)
    for role in roles:
        ref = Ref(f"role:{role}")
        if not project.matrix.knows(ref):
            near = project.matrix.nearest(ref)
            raise wrong("no-such-role", role=role, near=did_you_mean(near and near.id))
    if id_ in project.org.waivers:
        raise wrong("waiver-exists", id=id_)


def _refuse_if_unfit(finding: Finding, after: Trial) -> None:
    echo(findings_text(after.new, Options(lang=spoken())), nl=False, err=True)
    same = [each for each in after.result.every if each.fingerprint == finding.fingerprint]
    if any(each.severity is Severity.ERROR for each in after.new) or not same:
        raise wrong("waiver-unfit")
    if any(each.status != "waived" and each.remark != WEAK for each in same):
        raise wrong("waiver-too-narrow")
