"""What ``raci plan`` does once its options are read."""

from dataclasses import dataclass, replace
from pathlib import Path

from raci.change.plan.plan import Plan, PlanFinding
from raci.cli.formats import LOSSES, Target
from raci.cli.language import nearest_hint, say, spoken, wrong
from raci.cli.run.people import People, names_of
from raci.cli.run.proposal import read_intent
from raci.cli.run.writing import tell_half_done
from raci.findings.codes import CRASHED
from raci.findings.ref import Ref
from raci.project import Project
from raci.render.formats import render_document
from raci.render.formats.document import ReportDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """The options of ``raci plan``, as its help explains them."""

    proposal: str
    folder: str | None
    target: Target
    role: str | None
    without: str | None
    since: str | None
    brief: bool
    require_approval: bool
    allow: tuple[str, ...]
    as_of: str
    show_people: bool


def run_plan(options: PlanOptions) -> int:
    """Print or write the plan of a proposal, and return the exit status."""
    if options.without:
        return _plan_loss(options)
    if Path(options.proposal).is_dir():
        raise wrong("name-a-proposal")
    plan, project = plan_of(options.proposal, options)
    if options.show_people and options.target == Target("text"):
        plan = _with_people(plan, project)
    options.target.write(_render(plan, options))
    return status_of(plan, options)


def plan_of(path: str, options: PlanOptions) -> tuple[Plan, Project]:
    """Return the plan of a proposal, and its organisation; else end with status 2."""
    intent = read_intent(path, options.folder)
    tell_half_done(intent.project.found)
    return intent.plan(options.as_of, options.allow, options.since), intent.project


def status_of(plan: Plan, options: PlanOptions) -> int:
    """Return the exit status that a plan calls for."""
    if any(each.finding.code == CRASHED for each in plan.new):
        return 3
    refused = options.require_approval and not plan.approved
    return int(plan.verdict in ("not ready", "not safe") or refused)


def report_of(plan: Plan, options: PlanOptions) -> ReportDocument:
    """Return a plan as the document that the options ask for."""
    from raci.render.reports.plan import document, screen

    return (screen if options.brief else document)(plan, spoken())


def _with_people(plan: Plan, project: Project) -> Plan:
    people = People([project])

    def shown(all_: tuple[PlanFinding, ...]) -> tuple[PlanFinding, ...]:
        findings = people.findings(each.finding for each in all_)
        return tuple(replace(e, finding=f) for e, f in zip(all_, findings, strict=True))

    return replace(
        plan,
        names={**plan.names, **names_of(project)},
        new=shown(plan.new),
        between=shown(plan.between),
        resolved=tuple(people.findings(plan.resolved)),
    )


def _plan_loss(options: PlanOptions) -> int:
    from raci.cli.run.drill import DrillOptions, run_drill

    if options.folder:
        raise wrong("extra-arguments", arguments=options.folder)
    if options.target.format not in LOSSES:
        raise wrong("without-formats", formats=say("or").join(LOSSES))
    run_drill(
        DrillOptions(
            path=options.proposal,
            without=options.without,
            target=options.target,
            as_of=options.as_of,
            show_people=options.show_people,
        )
    )
    return 0


def _role_of(role: str | None, plan: Plan) -> Ref | None:
    """Return the role that a sheet is asked for; else end with status 2."""
    if role is None:
        return None
    known = {ref for each in plan.effects for ref in (each.before, each.role) if ref}
    if role in known:
        return Ref(role)
    raise wrong("for-no-such-role", role=role, near=nearest_hint(role, known))


def _render(plan: Plan, options: PlanOptions) -> str:
    target, role = options.target, _role_of(options.role, plan)
    if role and target.format == "json":
        raise wrong("for-is-no-json")
    if target.format == "json":
        from raci.render.reports.plan_json import render

        return render(plan, spoken())
    if role:
        from raci.render.reports.plan_role import sheet

        return render_document(sheet(plan, role, spoken()), target.format, target.width)
    if target.format == "html" and not options.brief:
        from raci.render.page.plan import page

        return page(plan, spoken())
    return render_document(report_of(plan, options), target.format, target.width)
