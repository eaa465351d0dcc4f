"""The figures of a plan equal an independent count."""

from collections import Counter
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings

from raci.change.plan.plan import Plan
from raci.findings.ref import FUNCTIONS, Function
from raci.project import Project
from tests.conftest import PROFILE
from tests.support.layouts import to_json
from tests.support.organisations import Data
from tests.support.proposals import proposals
from tests.support.rehearsals import DAY, files_of, made, planned

BANK: Data = {
    "raci": 1,
    "org": {"id": "bank"},
    "departments": {"north": {}, "south": {}},
    "roles": {
        "n-clerk": {"department": "north", "headcount": 6, "duties": {"pay": "Pay invoices"}},
        "s-clerk": {"department": "south", "headcount": 8, "duties": {"bill": "Bill clients"}},
    },
}


def proposal(*changes: Data) -> Data:
    steps = [{"on": "2027-01-01", "changes": list(changes)}]
    return {"raci-proposal": 1, "title": "Regions", "base": ".", "steps": steps}


@pytest.mark.parametrize(
    ("heads", "entry", "expected"),
    [
        ((5, 3), None, 8),
        ((5, None), None, 6),
        ((None, None), None, None),
        ((5, 3), {}, 8),
        ((5, 3), {"headcount": 7}, 7),
        ((0, 3), None, 3),
    ],
)
def test_merged_roles_have_the_heads_of_all(
    heads: tuple[int | None, int | None], entry: Data | None, expected: int | None
) -> None:
    north, south = ({} if each is None else {"headcount": each} for each in heads)
    change: Data = {"merge": ["role:north", "role:south"], "into": "north"}
    if entry is not None:
        change |= {"into": "both", "as": entry}
    data = {"raci": 1, "org": {"id": "bank"}, "roles": {"north": north, "south": south}}
    (stage,) = made(files_of(data, proposal(change))).stages
    assert stage.state.entry("roles", change["into"]).get("headcount") == expected


def test_the_headcount_of_departments_that_merge_is_added() -> None:
    change = {"merge": ["department:north", "department:south"], "into": "north"}
    plan = planned(files_of(BANK, proposal(change)))
    assert plan.total.heads == (14, 14)
    assert [(unit.department, unit.heads) for unit in plan.departments] == [
        ("department:north", (14, 14))
    ]


# Every figure against a count of its own, of the definition alone


ROLE_KEYS = tuple(function.value for function in FUNCTIONS)
Holding = tuple[str, str, str]


def headcounts(definition: Data) -> dict[str, int]:
    roles = definition.get("roles", {}).items()
    return {r: e.get("headcount", 1) for r, e in roles if e.get("kind", "person") == "person"}


def by_unit(definition: Data, today: Mapping[str, str]) -> Counter[str]:
    """Count heads by department, under today's ids; ``""`` is no department."""
    found: Counter[str] = Counter()
    for role, heads in headcounts(definition).items():
        home = definition["roles"][role].get("department", "")
        found[today.get(home, home)] += heads
    return +found


def holdings(definition: Data, day: str) -> set[Holding]:
    """List what is held on a day: a kind, what is held, and the holder."""
    found: set[Holding] = set()
    for id_, role in definition.get("roles", {}).items():
        found |= {("responsible", activity, id_) for activity in role.get("duties", {})}
        found |= {(key, activity, id_) for key in ROLE_KEYS for activity in role.get(key, [])}
        found |= {("deputy", f"role:{id_}", other) for other in role.get("deputies", [])}
    for id_, activity in definition.get("activities", {}).items():
        found |= {(key, id_, role) for key in ROLE_KEYS for role in activity.get(key, [])}
    for id_, platform in definition.get("platforms", {}).items():
        found |= {("owner", id_, role) for role in platform.get("owners", [])}
        found |= {("deputy", f"platform:{id_}", role) for role in platform.get("deputies", [])}
    for id_, unit in definition.get("departments", {}).items():
        found |= {("mandate", activity, id_) for activity in unit.get("duties", {})}
        found |= {("head", id_, unit["head"])} if "head" in unit else set()
    for id_, person in definition.get("people", {}).items():
        for role, terms in person.get("roles", {}).items():
            if terms.get("until", day) >= day:
                found.add(("appointment", id_, role))
    return found


def held_by(definition: Data, day: str) -> Counter[str]:
    """Count what each role holds on a day."""
    return Counter(holder for kind, _, holder in holdings(definition, day) if kind != "mandate")


def rows_of(definition: Data, day: str) -> Mapping[str, set[str]]:
    """List the rows in which each role is R or A, written or derived."""
    matrix = Project.of({"org.json": to_json(definition)}).matrix.on(day)
    found: dict[str, set[str]] = {role: set() for role in definition.get("roles", {})}
    for row in matrix.rows.values():
        for role in {*row.roles(Function.RESPONSIBLE), *row.roles(Function.ACCOUNTABLE)}:
            found.setdefault(role, set()).add(row.id)
    return found


def todays(proposal: Data, kind: str, ids: Iterable[str]) -> dict[str, str]:
    """Follow ids of the base through renames and merges; what is gone in the end has its own."""
    today = {id_: id_ for id_ in ids}
    there = set(today)
    for change in (each for step in proposal["steps"] for each in step["changes"]):
        verb = next(iter(change))
        abouts = change[verb] if isinstance(change[verb], list) else [change[verb]]
        olds = [about.partition(":")[2] for about in abouts if about.startswith(f"{kind}:")]
        if verb in ("retire", "split"):
            gone = {base for base in there if today[base] in olds}
            there -= gone
            today |= {base: base for base in gone}
        elif olds and verb in ("rename", "merge"):
            new = change["to" if verb == "rename" else "into"]
            today |= {base: new for base in there if today[base] in olds}
    return today


def check_figures(data: Data, proposal: Data) -> None:
    """Compare every number of a plan with a count of its base and of its end."""
    files = files_of(data, proposal)
    plan, after = planned(files), made(files).stages[-1].state.definition
    first, last = proposal["steps"][0]["on"], proposal["steps"][-1]["on"]
    check_heads(plan, data, after, proposal)
    counts = plan.counts
    then, now = holdings(data, first), holdings(after, last)
    assert (counts["base"], counts["outcome"]) == (len(then), len(now))
    check_effects(plan, (held_by(data, first), held_by(after, last)))
    loads = rows_of(data, DAY), rows_of(after, last)
    today = todays(proposal, "role", data.get("roles", {}))
    for effect in plan.effects:
        gone, came = (ref.id if ref else "" for ref in (effect.before, effect.role))
        parts = [base for base, now in today.items() if came and now == came]
        sides = parts if len(parts) > 1 else [gone] * bool(gone), [came] * bool(came)
        for load, ids, rows, of in zip(effect.load, sides, loads, (data, after), strict=True):
            heads = sum(of["roles"][id_].get("headcount", 1) for id_ in ids)
            together = {row for id_ in ids for row in rows[id_]}
            told = load and (load.rows, load.heads)
            assert told == ((len(together), heads) if ids else None)


def check_heads(plan: Plan, data: Data, after: Data, proposal: Data) -> None:
    before = headcounts(data), headcounts(after)
    assert plan.total.heads == (sum(before[0].values()), sum(before[1].values()))
    departments = todays(proposal, "department", data.get("departments", {}))
    for side, of, today in ((0, data, departments), (1, after, {})):
        told = {each.department.id if each.department else "": each.heads[side]
                for each in plan.departments if each.heads[side]}  # fmt: skip
        assert told == dict(by_unit(of, today))
    then: Counter[str] = Counter()
    for role, now in todays(proposal, "role", before[0]).items():
        then[now] += before[0][role]
    moved = {role: (then[role], before[1].get(role, 0)) for role in {*then, *before[1]}}
    told_ = {each.role.id: each.heads for each in plan.heads}
    assert {r: n for r, n in told_.items() if n[0] != n[1]} == {
        r: n for r, n in moved.items() if n[0] != n[1]
    }


def check_effects(plan: Plan, held: tuple[Counter[str], Counter[str]]) -> None:
    for effect in plan.effects:
        if effect.role:
            assert len(effect.gains) + len(effect.keeps) == held[1][effect.role.id]
        if effect.before:
            assert len(effect.loses) + len(effect.keeps) == held[0][effect.before.id]
    kept = sum(len(effect.keeps) for effect in plan.effects)
    assert kept + sum(len(effect.gains) for effect in plan.effects) == held[1].total()
    assert kept + sum(len(effect.loses) for effect in plan.effects) == held[0].total()


@settings(max_examples=25 if PROFILE == "gate" else 500)
@given(proposals())
def test_every_figure_of_every_step_equals_a_count_of_its_own(case: tuple[Data, Data]) -> None:
    data, proposal = case
    for upto in range(1, len(proposal["steps"]) + 1):
        check_figures(data, {**proposal, "steps": proposal["steps"][:upto]})


@settings(max_examples=15 if PROFILE == "gate" else 500)
@given(proposals())
def test_the_end_of_a_plan_is_the_base_of_the_next(case: tuple[Data, Data]) -> None:
    files = files_of(*case)
    plan, after = planned(files), made(files).stages[-1].state.definition
    last = case[1]["steps"][-1]["on"]
    steps = [{"on": last, "changes": [{"add": "activity:nobody-does-it"}]}]
    following = planned(files_of(after, {**case[1], "steps": steps}), last)
    assert following.base.pin == plan.steps[-1].pin
    assert following.total.heads[0] == plan.total.heads[1]
    assert following.counts["base"] == plan.counts["outcome"]
    ends = {each.role: each.load[1] for each in plan.effects if each.role}
    assert ends == {each.before: each.load[0] for each in following.effects if each.before}
    ends_ = {each.department: each.heads[1] for each in plan.departments if each.heads[1]}
    assert ends_ == {e.department: e.heads[0] for e in following.departments if e.heads[0]}
