"""Findings, waivers and rules as tables: every figure is counted once more from the report."""

import json
from collections import Counter
from functools import cache
from typing import Any

from raci.check.effective_settings import settings_of
from raci.check.settings import Selection
from raci.cli.run.facts import facts_of
from raci.cli.run.output import rule_infos
from raci.findings.codes import ALWAYS
from raci.findings.report import Report
from raci.findings.standing import Standing
from raci.findings.text import in_language
from raci.project import Project
from raci.render.facts.findings import findings, waivers
from raci.render.facts.rules import rules
from raci.render.facts.table import FactTable, to_json
from raci.render.findings.json import render
from tests.render.facts.reading import by_key

DAY = "2026-11-23"
ORG = """\
raci: 1
org: {id: shop}
departments:
  sales: {name: {en: Sales, zh: 销售部}, head: boss}
roles:
  boss: {name: {en: "<b>Boss</b>", zh: 老板}, department: sales}
  clerk: {department: sales, duties: {sell: Sell, pay: Pay}}
  idle: {department: sales}
activities:
  sell: {accountable: [boss, clerk]}
  pay: {accountable: [boss]}
  count: {responsible: [clerk]}
  plan: {responsible: [clerk]}
people:
  p1: {name: Li Ming, roles: {clerk: {}}}
waivers:
  two:
    rule: multiple-accountable
    at: activity:sell
    involves: [role:boss, role:clerk]
    reason: {en: Both, zh: 两人}
    approved_by: {boss: 2026-01-01, clerk: 2026-02-01}
    until: 2026-12-31
  old: {rule: GAP101, at: activity:plan, reason: x,
    approved_by: {boss: 2025-01-01}, until: 2025-06-01}
  soon: {rule: GAP101, at: activity:plan, reason: x,
    approved_by: {boss: 2027-01-01}, until: 2027-06-01}
"""
INFOS = rule_infos([], "en")


@cache
def checked(text: str = ORG, ignore: tuple[str, ...] = ()) -> tuple[Project, Report]:
    project = Project.of({"org.yaml": text})
    return project, project.check(as_of=DAY, selection=Selection(ignore=ignore))


def of_rules(text: str = ORG, ignore: tuple[str, ...] = ()) -> FactTable:
    project, report = checked(text, ignore)
    settings = settings_of(project, Selection(ignore=ignore))
    return rules(report.organisations[0], report, settings, INFOS)


def of_waivers(**more: Any) -> dict[str, dict[str, Any]]:
    project, report = checked()
    return by_key(waivers(project.matrix.on(DAY), report, INFOS, **more), "waiver")


def test_every_finding_of_the_report_is_there_in_both_languages() -> None:
    _, report = checked()
    rows = by_key(findings(report), "fingerprint")
    published = {each["fingerprint"][:8]: each for each in json.loads(render(report))["findings"]}
    assert rows.keys() == published.keys()
    for fingerprint, row in rows.items():
        other = published[fingerprint]
        assert (row["code"], row["severity"]) == (other["code"], other["severity"])
        assert (row["subject"], row["involves"]) == (other["subject"], other["involves"])
        line, col = other["place"]["line"], other["place"]["column"]
        assert row["place"] == f"{other['place']['path']}:{line}:{col}"
    (waived,) = (row for row in rows.values() if row["waiver"])
    assert (waived["waiver"], waived["status"]) == ("waiver:two", ["waived", "已豁免"])
    assert "<b>Boss</b> (boss)" in waived["message"][0]
    assert "老板 (boss)" in waived["message"][1]


def test_no_name_of_a_person_is_in_a_table() -> None:
    project, report = checked()
    tables = (findings(report), waivers(project.matrix, report, INFOS), of_rules())
    assert "Li Ming" not in json.dumps([to_json(each) for each in tables])


def test_what_each_rule_judged_and_passed() -> None:
    _, report = checked()
    rows = by_key(of_rules(), "code")
    assert rows.keys() >= INFOS.keys()
    published = json.loads(render(report))
    for tally in published["rules"]:
        row = rows[tally["code"]]
        mine = [each for each in published["findings"] if each["code"] == tally["code"]]
        assert (row["judged"], row["findings"]) == (tally["subjects"], len(mine))
        assert row["failed"] == len({each["subject"] for each in mine})
        assert row["passed"] == row["judged"] - row["failed"] >= 0
        assert row["state"][0] == ("ran" if tally["applicable"] else "not applicable")
    assert sum(row["findings"] for row in rows.values()) == len(published["findings"])
    assert rows["GAP101"]["judged"] == 4
    assert rows["GAP101"]["failed"] == 2  # count and plan


def test_a_rule_that_did_not_run_says_why() -> None:
    rows = by_key(of_rules(ignore=("GAP",)), "code")
    assert rows["GAP101"]["state"] == ["off", "已关闭"]
    assert rows["GAP101"]["why"] == ["command line", "命令行"]
    assert rows["GAP101"]["judged"] is None
    for code in ("CHG801", "CHG811"):
        assert rows[code]["state"][0] == "not run"
        assert rows[code]["why"][0] == "it compares two versions"
    for code in ("DEF001", "DEF007"):
        assert rows[code]["state"][0] == "ran"
        assert rows[code]["why"][0] == "checked as files are read"
    unreadable = by_key(of_rules("raci: 1\norg: {id: x, nonsense: 1}\nroles: {a: {}}\n"), "code")
    assert unreadable["GAP101"]["state"][0] == "not run"
    assert unreadable["GAP101"]["why"][0] == "a file cannot be read"
    ran = {code for code, row in unreadable.items() if row["state"][0] == "ran"}
    assert ran <= ALWAYS | {"DEF019"}


def test_waivers_say_who_approved_and_how_that_is_known() -> None:
    rows = of_waivers()
    assert [*rows] == ["waiver:two", "waiver:old", "waiver:soon"]
    two = rows["waiver:two"]
    assert (two["rule"], two["about"], two["reason"]) == (
        "OVL203",
        "activity:sell",
        ["Both", "两人"],
    )
    assert two["approvals"] == [
        "<b>Boss</b> (boss) 2026-01-01, clerk 2026-02-01",
        "老板 (boss) 2026-01-01，clerk 2026-02-01",
    ]
    assert (two["from"], two["until"], two["covers"]) == ("2026-02-01", "2026-12-31", 1)
    assert [row["state"][0] for row in rows.values()] == ["in force", "expired", "not yet in force"]
    assert {row["standing"][0] for row in rows.values()} == {"not examined"}
    assert [row["covers"] for row in rows.values()] == [1, 0, 0]
    assert Counter(f.waiver.waiver for f in checked()[1] if f.waiver) == {"waiver:two": 1}


def test_the_weakest_approval_counts() -> None:
    standing = {"two": {"boss": Standing("verified"), "clerk": Standing("committed")}}
    two = of_waivers(standing=standing)["waiver:two"]
    assert two["standing"] == ["committed", "本人提交"]
    assert (
        two["approvals"][0]
        == "<b>Boss</b> (boss) 2026-01-01 (verified), clerk 2026-02-01 (committed)"
    )
    assert two["state"][0] == "in force"
    weak = of_waivers(standing=standing, least="verified")["waiver:two"]
    assert weak["state"][0] == "not in force: the approval does not count"
    unknown = of_waivers(least="committed")["waiver:two"]
    assert unknown["state"][0] == "not known: the approval is not examined"


def test_a_table_as_data() -> None:
    data = to_json(of_rules())
    assert (data["id"], data["title"]) == ("rules", ["Rules", "规则"])
    assert data["columns"][0] == {"key": "code", "title": ["Code", "代码"], "kind": "text"}
    assert {len(row) for row in data["rows"]} == {len(data["columns"])}
    assert data["rows"][0][0] == min(INFOS)
    title = INFOS["GAP101"].title
    pair = [in_language(title, lang) for lang in ("en", "zh")]
    assert pair in [row[2] for row in data["rows"]]


def test_where_approvals_must_be_committed_a_claimed_one_covers_nothing() -> None:
    project = Project.of({"org.yaml": ORG, "raci.toml": 'approvals = "committed"\n'})
    facts = facts_of(project, DAY, "en")
    (table,) = (each for each in facts.tables() if each.id == "waivers")
    two = by_key(table, "waiver")["waiver:two"]
    assert (two["covers"], two["standing"][0]) == (0, "claimed")
    assert two["state"][0] == "not in force: the approval does not count"


def test_what_is_found_as_files_are_read_is_judged_too() -> None:
    rows = by_key(of_rules("raci: 1\norg: {id: shop, extends: ['raci:none']}\n"), "code")
    row = rows["DEF004"]
    assert (row["judged"], row["passed"], row["failed"]) == (1, 0, 1)
    assert row["state"][0] == "ran"
