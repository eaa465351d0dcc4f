"""Puts a plan together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from raci.change.plan.accountability import shifts
from raci.change.plan.approvals import approvals, least_standing
from raci.change.plan.effect import UnitEffect
from raci.change.plan.effects import effects
from raci.change.plan.findings import told
from raci.change.plan.plan import (
    AppliedStep,
    Approval,
    Fate,
    LoweredRules,
    Plan,
    PlanFinding,
    PlannedChange,
    Version,
)
from raci.change.plan.steps import Course, run_through
from raci.change.plan.units import made_of, role_heads, units
from raci.change.proposal.change import Change
from raci.change.proposal.file import Proposal
from raci.change.proposal.rehearse import Rehearsal
from raci.change.proposal.state import State
from raci.check.compilation import Compiled, no_collector
from raci.check.effective_settings import default_settings, settings_of
from raci.check.run import Run
from raci.check.weakened_settings import weakened
from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.model.build import text
from raci.rules import catalogue


def make_plan(
    base: Compiled,
    state: State,
    proposal: Proposal,
    made: Rehearsal,
    run: Run,
    earlier: Compiled | None = None,
) -> Plan:
    """Make the plan of a proposal whose changes can all be made.

    Args:
        base: the organisation as it is.
        state: what its files say, as data.
        proposal: what shall change.
        made: the proposal's changes made on it.
        run: how to judge; the base as of its day, what a step leaves as of the step's.
        earlier: a version whose people and settings decide which approvals count as well, where
            the change that brings the proposal may have changed them.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    with no_collector():
        return _plan(run_through(base, state, proposal, made, run), run, earlier)


def _plan(course: Course, run: Run, earlier: Compiled | None) -> Plan:
    proposal, base, balance = course.proposal, course.base, course.made.balance
    total, departments = units(course)
    found = told(course)
    plan = Plan(
        organisation=Ref(f"org:{base.compiled.org.id}"),
        proposal=proposal.document.path,
        title=proposal.title,
        reason=proposal.reason,
        proposed_by=proposal.proposed_by,
        approved_by=proposal.approved_by,
        open=proposal.open,
        lowered=tuple(_lowered(base.compiled, run)),
        deeds=tuple(_deed(change, course) for change in proposal.changes),
        base=Version(base.day, {}, base.pin, base.matrix),
        applied=tuple(
            AppliedStep(number, step.day, step.title, step.applied)
            for number, step in enumerate(proposal.made, start=1)
        ),
        steps=tuple(
            Version(stage.day, step.title, stage.pin, stage.matrix)
            for stage, step in zip(course.stages, proposal.steps, strict=True)
        ),
        total=total,
        departments=departments,
        heads=tuple(role_heads(course)),
        made_of=made_of(course),
        effects=tuple(effects(course)),
        shifts=tuple(shifts(course)),
        approvals=tuple(_open_approvals(course, earlier)),
        new=_worst_first(found.new),
        between=_worst_first(found.between),
        resolved=tuple(found.end.gone),
        kept=tuple(found.end.kept),
        counts=balance.counts,
        fates=tuple(
            Fate(entry.holding.ref, entry.fate, entry.change, tuple(h.ref for h in entry.heirs))
            for entry in balance.fates
            if entry.fate != "kept"
        ),
        arrived=tuple(
            Fate(arrival.holding.ref, arrival.origin, arrival.change, ())
            for arrival in balance.origins
            if arrival.origin == "added"
        ),
        names={},
        notation=base.compiled.org.notation,
        least_standing=least_standing(course, earlier),
    )
    return replace(plan, names=_names(plan, course))


def _open_approvals(course: Course, earlier: Compiled | None) -> Iterator[Approval]:
    """Yield the approvals for the steps to make; others may be of steps that are applied."""
    for each in approvals(course, earlier):
        if each.about or not course.proposal.made:
            yield each


def _lowered(compiled: Compiled, run: Run) -> Iterator[LoweredRules]:
    """Yield what settings and the command line make weaker than the defaults."""
    settings = settings_of(compiled, run.selection, changes=True)
    for each in weakened(default_settings(), settings):
        titles = {code: catalogue.page(code).title for code in each.rules}
        yield LoweredRules(each.case, titles, each.now, each.values)


def _deed(change: Change, course: Course) -> PlannedChange:
    to = change.keys.get("to", change.keys.get("into", ()))
    kind = change.subject.kind if change.verb in ("rename", "merge") else "role"
    return PlannedChange(
        change.number,
        change.verb,
        change.about,
        tuple(
            Ref(id_ if change.verb == "move" else f"{kind}:{id_}")
            for id_ in ([to] if isinstance(to, str) else to)
        ),
        text(change.keys.get("because", {})),
        text(change.keys.get("assumes", {})),
        change.day,
        str(course.proposal.place(change.route)),
    )


def _worst_first(told: Iterable[PlanFinding]) -> tuple[PlanFinding, ...]:
    def order(each: PlanFinding) -> tuple[object, ...]:
        f = each.finding
        return f.status != "new", -f.severity, f.code, f.subject, f.involves

    return tuple(sorted(told, key=order))


def _names(plan: Plan, course: Course) -> Mapping[Ref, Text]:
    names: dict[Ref, Text] = {plan.organisation: course.base.compiled.org.name}
    for ref in sorted(_mentioned(plan)):
        if name := course.head.matrix.name(ref) or course.base.matrix.name(ref):
            names[ref] = name
    return names


def _mentioned(plan: Plan) -> set[Ref]:
    refs = [Ref(f"role:{plan.proposed_by}")]
    for unit in (plan.total, *plan.departments):
        refs += _of_unit(unit)
    for deed in plan.deeds:
        refs += (*deed.about, *deed.to)
    for effect in plan.effects:
        refs += (each for each in (effect.before, effect.role) if each)
        refs += (ref for tie in effect.ties for ref in (*tie.before, *tie.after))
        refs += (*effect.gains, *effect.loses, *effect.keeps)
    for fate in (*plan.fates, *plan.arrived):
        refs += (fate.held, *fate.heirs)
    for each in plan.heads:
        refs += (each.role, *(ref for ref, _ in each.before))
    for merged, parts in plan.made_of.items():
        refs += (merged, *parts)
    for shift in plan.shifts:
        refs += (shift.activity, *shift.before, *shift.after)
    for approval in plan.approvals:
        refs += (approval.role, *approval.about, *(place.role for place in approval.places))
    return {entity for ref in refs for entity in ref.entities}


def _of_unit(unit: UnitEffect) -> Iterable[Ref]:
    fates = unit.fates
    yield from (unit.department,) if unit.department else ()
    yield from (*fates.added, *fates.changed, *fates.retired)
    yield from (ref for pair in fates.renamed for ref in pair)
