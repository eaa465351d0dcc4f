"""The pages of plans and comparisons have the figures of their JSON and the cells of the matrix."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings

from raci.change.diff.comparison import Comparison
from raci.change.diff.diff import comparison
from raci.change.plan.plan import Plan
from raci.check.run import Run
from raci.matrix.matrix import Matrix
from raci.project import Project
from raci.render.page import diff, plan
from raci.render.page.versions import Versions
from raci.render.reports import diff_json, plan_json
from tests.support.layouts import to_json
from tests.support.organisations import Data
from tests.support.page import page_data
from tests.support.proposals import proposals
from tests.support.rehearsals import files_of, planned

DAY = "2026-11-23"
SECTIONS = ("departments", "roles", "platforms", "activities")
SHOP: Data = {
    "raci": 1,
    "org": {"id": "shop", "accountable": ["department-head"]},
    "departments": {"sales": {"head": "boss"}, "store": {"name": "<script>alert(1)</script>"}},
    "roles": {
        "boss": {"department": "sales"},
        "clerk": {"department": "sales", "duties": {"sell": "Sell", "price": "Set prices"}},
        "packer": {"department": "store", "duties": {"pack": "Pack"}, "headcount": 2},
    },
    "platforms": {"mall": {"owners": ["clerk"], "kind": "sales-channel"}},
}
STEPS: list[Data] = [
    {
        "on": "2027-01-01",
        "changes": [{"add": "role:buyer", "as": {"department": "sales", "accountable": ["buy"]}}],
    },
    {
        "on": "2027-03-01",
        "changes": [{"rename": "role:packer", "to": "porter"}, {"retire": "role:clerk"}],
    },
]
PROPOSAL: Data = {
    "raci-proposal": 1,
    "title": {"en": "Porters", "zh": "搬运工"},
    "base": ".",
    "proposed_by": "boss",
    "open": ["Who sells?"],
    "steps": STEPS,
}


def shop_plan() -> Plan:
    return planned(files_of(SHOP, PROPOSAL))


def version(data: dict[str, Any], at: int, section: str) -> list[Any]:
    """Put a section of a version together: what all have, and what is otherwise in this one."""
    own = data["versions"][at][section]
    every = data["cells"]["rows"] if section == "rows" else data[section]
    return [own.get(str(n), own.get(n, each)) for n, each in enumerate(every)]


def cells_told(data: dict[str, Any], at: int) -> set[tuple[str, str, str]]:
    roles, rows = version(data, at, "roles"), version(data, at, "activities")
    told = set()
    for row, line in zip(rows, version(data, at, "rows"), strict=True):
        for role, kind in zip(line[::2] if line else (), line[1::2] if line else (), strict=True):
            for function in data["cells"]["palette"][kind]["functions"]:
                told.add((row["id"], function, roles[role]["id"]))
    return told


def cells_held(matrix: Matrix) -> set[tuple[str, str, str]]:
    return {
        (row.id, cell.function.value, cell.role)
        for row in matrix.rows.values()
        for cell in row.cells()
    }


def assert_versions(data: dict[str, Any], matrices: Sequence[Matrix]) -> None:
    data = json.loads(json.dumps(data))
    assert len(data["versions"]) == len(matrices)
    for at, matrix in enumerate(matrices):
        assert cells_told(data, at) == cells_held(matrix)
        for section in SECTIONS:
            ids = [each["id"] for each in version(data, at, section) if each]
            of = matrix.rows if section == "activities" else getattr(matrix.org, section)
            assert sorted(ids) == sorted(of)


def assert_figures(shown: dict[str, Any], made: Plan) -> None:
    told = json.loads(plan_json.render(made))
    verdict = shown["verdict"]
    assert [verdict[key] for key in ("is", "ready", "approved")] == [
        told[key] for key in ("verdict", "ready", "approved")
    ]
    assert [verdict["open"], verdict["missing"]] == [
        len(told[key]) for key in ("open", "missing_approvals")
    ]
    for key in ("new", "between", "better", "resolved"):
        listed = [each["subject"] for each in shown["findings"] if each["list"] == key]
        assert listed == [each["subject"] for each in told["findings"][key]]
    failing = [e for k in ("new", "between") for e in told["findings"][k] if e["failing"]]
    by_status = [sum((each["status"] == "new") is new for each in failing) for new in (True, False)]
    assert [verdict["failing"], verdict["waived"]] == by_status
    assert sum(each.get("failing", False) for each in shown["findings"]) == by_status[0]
    assert not any("hint" in each for each in shown["findings"] if each["list"] == "resolved")
    assert shown["unchanged"] == told["findings"]["unchanged"]
    balance = {key.replace(" ", "_"): n for key, n in shown["balance"].items()}
    assert balance.items() <= told["balance"].items()
    heads = [told["total"][f"headcount_{side}"] for side in ("before", "after")]
    assert [*shown["headcount"]] == heads
    for effect, role in zip(shown["effects"], told["roles"], strict=True):
        lists = ("gains", "loses", "keeps")
        assert [effect[key] for key in lists] == [len(role[key]) for key in lists]
        ref = role["role"] or role["before"]
        assert shown["roles"][effect["role"]]["id"] == ref.partition(":")[2]
        needed = (e["about"] for e in told["approvals"] if e["role"] in (ref, role["before"]))
        assert effect["approves"] == sum(map(len, needed))
    days = [each["day"] for each in shown["versions"]]
    assert days == [told["base"]["day"], *(each["day"] for each in told["steps"])]


def test_the_figures_of_a_plan_are_those_of_its_json() -> None:
    made = shop_plan()
    shown = page_data(plan.page(made, "zh"))
    assert (shown["kind"], shown["lang"], shown["title"][1]) == ("plan", "zh", "方案推演：搬运工")
    assert_figures(shown, made)
    assert_versions(shown, [each.matrix for each in made.versions])
    assert shown["verdict"]["failing"] > 0
    assert shown["inputs"] == made.inputs


@settings(max_examples=12)
@given(proposals())
def test_the_figures_of_any_plan_are_those_of_its_json(case: tuple[Data, Data]) -> None:
    made = planned(files_of(*case))
    shown = plan.data(made, "en")
    assert_figures(shown, made)
    assert_versions(shown, [each.matrix for each in made.versions])


def test_what_a_later_version_renames_stays_on_its_line() -> None:
    made = shop_plan()
    shown = plan.data(made, "en")
    (line,) = [n for n, each in enumerate(shown["roles"]) if each["id"] == "porter"]
    roles = [version(shown, at, "roles")[line] for at in range(3)]
    assert [each["id"] for each in roles] == ["packer", "packer", "porter"]
    (gone,) = [n for n, each in enumerate(shown["roles"]) if each["id"] == "clerk"]
    assert version(shown, 2, "roles")[gone] is None


def test_a_finding_marks_its_line_under_the_id_of_any_version() -> None:
    made = shop_plan()
    versions = Versions([each.matrix for each in made.versions])
    roles = versions.index().roles
    assert roles["packer"] == roles["porter"]
    assert {"boss", "clerk", "buyer"} <= set(roles)


@pytest.mark.parametrize(
    ("changes", "verdict", "todo"),
    [
        ({"open": []}, "not safe", ["Change the proposal", "Get the approval of boss"]),
        ({"steps": STEPS[:1]}, "not ready", ["Answer the open questions"]),
        ({"steps": STEPS[:1], "open": []}, "safe", ["Apply it: raci apply proposal."]),
    ],
)
def test_the_banner_says_what_to_do(changes: Data, verdict: str, todo: list[str]) -> None:
    definition = {**SHOP, "org": {"id": "shop", "accountable": ["department-head"]}}
    made = planned(files_of(definition, {**PROPOSAL, **changes}))
    told = plan.data(made, "en")["verdict"]
    assert told["is"] == verdict
    english = [each[0] if isinstance(each, list) else each for each in told["todo"]]
    assert [text[: len(start)] for text, start in zip(english, todo, strict=True)] == todo


def test_the_verdicts_block_repeats_no_other() -> None:
    first, *others = plan.data(shop_plan(), "en")["first"]
    texts = [item["text"] for part in others for item in part["items"]]
    assert not [item for item in first["items"] if item["text"] in texts]


def compared() -> Comparison:
    roles = {
        "boss": {"department": "sales"},
        "clerk": {"department": "sales", "duties": {"sell": "Sell"}},
        "porter": {"formerly": ["packer"], "duties": {"pack": "Pack"}},
    }
    later = {**SHOP, "roles": roles, "platforms": {"mall": {"kind": "sales-channel"}}}
    base, head = (Project.of({"org.json": to_json(data)}) for data in (SHOP, later))
    return comparison(base, head, ("a", "<b>"), Run(DAY))


def test_the_figures_of_a_comparison_are_those_of_its_json() -> None:
    made = compared()
    html = diff.page(made, "en")
    shown, told = page_data(html), json.loads(diff_json.render(made))
    for key in ("new", "meant", "resolved", "better"):
        listed = [each["subject"] for each in shown["findings"] if each["list"] == key]
        assert listed == [each["subject"] for each in told["findings"][key]]
    assert shown["unchanged"] == told["findings"]["unchanged"]
    assert bool(shown["failing"]) == told["findings"]["failed"]
    assert told["findings"]["failed"]
    assert shown["headcount"] == [told["headcount_before"], told["headcount_after"]]
    assert [each["title"] for each in shown["versions"]] == ["a", "<b>"]
    assert_versions(shown, [made.before.matrix, made.after.matrix])
    assert "<b>" not in html
    assert "<script>alert" not in html


def test_the_same_plan_gives_the_same_page() -> None:
    assert plan.page(shop_plan(), "en") == plan.page(shop_plan(), "en")
