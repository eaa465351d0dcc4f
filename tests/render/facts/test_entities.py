"""Departments, roles, platforms and separations: counted once more from the published matrix."""

import json
from collections import Counter, defaultdict
from functools import cache
from statistics import median
from typing import Any

import pytest

from raci.findings.report import Report
from raci.matrix.matrix import Matrix
from raci.project import Project
from raci.render.facts.entities import departments, platforms, roles
from raci.render.facts.separations import separations
from raci.render.facts.table import FactTable, to_json
from raci.render.findings.json import render as findings_json
from raci.render.reports.matrix import view
from raci.render.reports.matrix_json import render as matrix_json
from tests.render.facts.reading import by_key
from tests.support.paths import ROOT

DAY = "2026-11-23"
ORG = """\
raci: 1
org: {id: shop, accountable: department-head, notation: rasci, languages: [en, zh]}
departments:
  money: {name: 财务部, head: chief}
  sales: {name: Sales, head: boss, parent: money, duties: {sell: Sell}}
  empty: {}
roles:
  chief: {department: money}
  boss: {department: sales, reports_to: chief, deputies: [clerk]}
  clerk:
    department: sales
    headcount: 3
    duties: {sell: Sell, pay: Pay, train: Train}
    support: [close]
  temp: {department: sales, headcount: 2, duties: {sell: Sell}, consulted: [pay]}
  planned: {department: sales, headcount: 0, duties: {sell: Sell}}
  bot: {department: money, kind: agent, duties: {close: Close}}
  vendor: {kind: external, duties: {pay: Pay}}
  alone: {}
activities:
  pay: {tags: [money], accountable: [chief], platforms: [bank]}
  close: {tags: [money], informed: [boss, clerk, vendor]}
  sell: {tags: [trade], platforms: [bank, shop]}
  train: {each: department}
  old: {status: archived, responsible: [clerk], platforms: [shop]}
platforms:
  bank: {name: Bank, kind: system, owners: [chief], deputies: [boss], critical: true}
  shop: {owners: [boss, clerk]}
  next: {status: planned}
people:
  p1: {name: Li Ming, roles: {chief: {}, clerk: {as: acting}}}
  p2: {name: Wang,
    roles: {clerk: {until: 2026-01-01}, alone: {until: 2026-01-01}, boss: {as: deputy}}}
  p3: {name: Zhao, roles: {temp: {}, boss: {from: 2027-01-01}}}
separations:
  apart: {between: [["tag:money"], ["activity:sell"]], source: policy 4}
  few: {at_most: 1, deputies: true,
    among: [["activity:pay"], ["activity:sell"], ["activity:close"]]}
  own: {of: ["activity:pay"], only: ["department:money"], mitigated_by: close,
    functions: [accountable]}
"""


@cache
def checked(name: str) -> tuple[Matrix, Report]:
    project = Project.folder(ROOT / name) if name else Project.of({"org.yaml": ORG})
    return project.matrix.on(DAY), project.check(as_of=DAY)


def published(name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    matrix, report = checked(name)
    shown = json.loads(matrix_json(view(matrix, lang="en", as_of=DAY)))
    return shown, json.loads(findings_json(report))["findings"]


def about(findings: list[dict[str, Any]], kind: str, id_: str) -> int:
    """Count the findings of which an entity is the subject, part of it, or involved."""
    ref = f"{kind}:{id_}"
    parts = {"duty": ("role",), "mandate": ("department",), "owner": ("platform", "role")}
    found = 0
    for each in findings:
        named = {*each["involves"]}
        for subject in (each["subject"], *each["involves"]):
            owner, _, ids = subject.partition(":")
            named |= {
                f"{k}:{i}" for k, i in zip(parts.get(owner, ()), ids.split("/"), strict=False)
            }
            named.add(subject)
        found += ref in named
    return found


ORGANISATIONS = pytest.mark.parametrize("name", ["", "org/ecommerce"])


@ORGANISATIONS
def test_roles_are_counted(name: str) -> None:
    shown, findings = published(name)
    rows = by_key(roles(*checked(name)), "role")
    assert {*rows} == {f"role:{each['role']}" for each in shown["roles"]}
    held: dict[str, Counter[str]] = defaultdict(Counter)
    work: dict[str, set[str]] = defaultdict(set)
    stands: dict[str, set[str]] = defaultdict(set)
    for row in shown["rows"]:
        for cell in row["cells"]:
            held[cell["role"]][cell["function"]] += 1
            stands[cell["role"]].add(row["activity"])
            if cell["function"] in ("responsible", "accountable"):
                work[cell["role"]].add(row["activity"])
    loads: dict[str, list[float]] = defaultdict(list)
    for role in shown["roles"]:
        rows_of = len(work[role["role"]])
        if rows_of and role["headcount"] and role["kind"] not in ("external", "collective"):
            loads[role["department"]].append(rows_of / role["headcount"])
    for role in shown["roles"]:
        row, id_ = rows[f"role:{role['role']}"], role["role"]
        functions = {key: n for key, n in row.items() if key in held[id_]}
        assert functions == dict(held[id_])
        assert row["activities"] == len(stands[id_])
        assert row["findings"] == about(findings, "role", id_)
        assert row["reports-to"] == (role["reports_to"] and f"role:{role['reports_to']}")
        assert row["deputies"] == [f"role:{each}" for each in role["deputies"]]
        owned = [p["platform"] for p in shown["platforms"] if id_ in p["owners"]]
        assert {*row["owns"]} == {f"platform:{each}" for each in owned}
        if row["load"] is not None:
            assert row["load"] == round(len(work[id_]) / role["headcount"], 2)
        usual = loads.get(role["department"]) if role["department"] else None
        assert row["department-load"] == (round(median(usual), 2) if usual else None)


@ORGANISATIONS
def test_departments_are_counted(name: str) -> None:
    shown, findings = published(name)
    rows = by_key(departments(*checked(name)), "department")
    assert len(rows) == len(shown["departments"])
    for department in shown["departments"]:
        id_ = department["department"]
        row = rows[f"department:{id_}"]
        own = {each["role"]: each for each in shown["roles"] if each["department"] == id_}
        assert row["roles"] == len(own)
        kinds = ("external", "collective")
        heads = sum(each["headcount"] for each in own.values() if each["kind"] not in kinds)
        assert row["headcount"] == heads
        assert row["activities"] == sum(each["department"] == id_ for each in shown["rows"])
        cells = [cell for each in shown["rows"] for cell in each["cells"] if cell["role"] in own]
        counts = Counter(cell["function"] for cell in cells)
        assert {key: n for key, n in row.items() if counts.get(key)} == dict(counts)
        assert row["findings"] == about(findings, "department", id_)
        assert row["head"] == (department["head"] and f"role:{department['head']}")


@ORGANISATIONS
def test_platforms_have_their_owners_and_activities(name: str) -> None:
    shown, findings = published(name)
    rows = by_key(platforms(*checked(name)), "platform")
    assert len(rows) == len(shown["platforms"])
    for platform in shown["platforms"]:
        id_ = platform["platform"]
        row = rows[f"platform:{id_}"]
        assert row["owners"] == [f"role:{each}" for each in platform["owners"]]
        assert row["deputies"] == [f"role:{each}" for each in platform["deputies"]]
        on = {f"activity:{r['activity']}" for r in shown["rows"] if id_ in r["platforms"]}
        assert {*row["activities"]} == on
        assert row["findings"] == about(findings, "platform", id_)
        assert row["status"][0] == platform["status"]


def test_who_holds_which_side_of_a_separation() -> None:
    rows = by_key(separations(*checked("")), "separation", "side")
    assert len(rows) == 2 + 3 + 1
    money, trade = rows["separation:apart", 1], rows["separation:apart", 2]
    assert {*money["activities"]} == {"activity:pay", "activity:close"}
    assert {*money["roles-of-side"]} == {"role:clerk", "role:vendor", "role:bot"}
    assert money["people-of-side"] == ["person:p1"]  # p2's days are over
    assert {*trade["roles-of-side"]} == {"role:clerk", "role:temp", "role:planned"}
    assert trade["people-of-side"] == ["person:p1", "person:p3"]
    assert (trade["side-is"], trade["source"]) == ("activity:sell", "policy 4")
    only = rows["separation:own", 1]
    assert only["roles-of-side"] == ["role:chief"]
    assert only["only"] == ["department:money"]
    assert (only["mitigated-by"], only["functions"]) == ("activity:close", "A")
    assert rows["separation:few", 2]["form"] == ["at most 1 of the sides", "至多兼任 1 方"]


def test_holders_and_vacancies() -> None:
    rows = by_key(roles(*checked("")), "role")
    filled = {
        id_: (row["holders"], row["filled"] and row["filled"][0]) for id_, row in rows.items()
    }
    assert filled == {
        "role:chief": (1, "filled"),
        "role:boss": (0, "held by a deputy"),
        "role:clerk": (1, "not all holders listed"),
        "role:temp": (1, "not all holders listed"),
        "role:planned": (None, "holders not listed"),
        "role:bot": (None, None),
        "role:vendor": (None, None),
        "role:alone": (0, "vacant"),
    }
    text = ORG.replace("id: shop,", "id: shop, people: complete,")
    project = Project.of({"org.yaml": text})
    complete = by_key(roles(project.matrix.on(DAY), project.check(as_of=DAY)), "role")
    assert complete["role:clerk"]["filled"][0] == "partly vacant"
    assert complete["role:temp"]["filled"][0] == "partly vacant"
    vacant = ORG.replace("as: deputy", "until: 2026-01-01")
    project = Project.of({"org.yaml": vacant})
    rows = by_key(departments(project.matrix.on(DAY), project.check(as_of=DAY)), "department")
    assert {id_: row["vacant-roles"] for id_, row in rows.items()} == {
        "department:money": 0,
        "department:sales": 1,
        "department:empty": 0,
    }


def test_letters_are_those_of_the_organisation() -> None:
    data = to_json(roles(*checked("")))
    titles = {column["key"]: column["title"] for column in data["columns"]}
    assert titles["support"] == ["S support", "S 协助"]
    assert "signatory" not in titles


@pytest.mark.parametrize("table", [roles, departments, platforms, separations])
def test_tables_stand_as_written_and_name_nobody(table: Any) -> None:
    facts: FactTable = table(*checked(""))
    data = to_json(facts)
    assert {len(row) for row in data["rows"]} == {len(data["columns"])}
    text = json.dumps(data, ensure_ascii=False)
    assert not any(name in text for name in ("Li Ming", "Wang", "Zhao"))
    ids = [row[0].partition(":")[2] for row in data["rows"]]
    places = [ORG.index(f"\n  {id_}: {{") if f"\n  {id_}: {{" in ORG else -1 for id_ in ids]
    assert [p for p in places if p >= 0] == sorted(p for p in places if p >= 0)


def test_an_organisation_that_cannot_be_read_has_tables() -> None:
    project = Project.of({"org.yaml": ORG.replace("headcount: 3", "headcount: many")})
    report = project.check(as_of=DAY)
    assert not report.organisations[0].sound
    for table in (roles, departments, platforms, separations):
        assert to_json(table(project.matrix.on(DAY), report))["columns"]


def test_separations_of_packs_are_told_with_their_pack() -> None:
    head = "raci: 1\norg: {id: x, extends: ['raci:purchase-to-pay']}\n"
    text = f"{head}roles: {{a: {{duties: {{pay: Pay}}}}}}\n"
    project = Project.of({"org.yaml": text})
    rows = by_key(
        separations(project.matrix.on(DAY), project.check(as_of=DAY)), "separation", "side"
    )
    assert rows
    assert len(rows) == sum(len(each.sides) for each in project.org.separations.values())
    assert {row["pack"] for row in rows.values()} <= {*project.org.packs}
