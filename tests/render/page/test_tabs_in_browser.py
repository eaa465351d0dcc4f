"""The other tabs of the page in a browser: each figure is counted anew from raci's JSON."""

import re
from collections import Counter
from statistics import median

from playwright.sync_api import Page, expect

from tests.support.browser import OpenPage, follow
from tests.support.shown import Shown

TABLES = """() => Object.fromEntries([...document.querySelectorAll("main table")].map((table) => [
    table.closest("[aria-label]").getAttribute("aria-label"),
    [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim())),
]))"""


def tables(page: Page, tab: str) -> dict[str, list[dict[str, str]]]:
    """The tables of a tab by their titles: rows, each cell under its head."""
    follow(page, f"#tab={tab}")
    return {
        title: [dict(zip(head, row, strict=True)) for row in rows]
        for title, (head, *rows) in page.evaluate(TABLES).items()
    }


def test_load_is_what_each_role_holds(browser_page: OpenPage, shop: Shown) -> None:
    roles = tables(browser_page(shop.page), "load")["Roles"]
    by_name = {row["Role"]: row for row in roles}
    assert sorted(by_name) == sorted(role["name"] for role in shop.roles.values())
    cells = [cell for row in shop.rows.values() for cell in row["cells"]]
    held = Counter((cell["role"], cell["function"]) for cell in cells)
    own = {
        id_: {
            row
            for row in shop.rows
            if {"responsible", "accountable"} & shop.held(row).get(id_, set())
        }
        for id_ in shop.roles
    }
    for id_, role in shop.roles.items():
        row = by_name[role["name"]]
        assert int(row["R responsible"]) == held[id_, "responsible"]
        assert int(row["A accountable"]) == held[id_, "accountable"]
        assert int(row["Headcount"]) == role["headcount"]
        assert float(row["Load (R or A per head)"]) == round(len(own[id_]) / role["headcount"], 2)
        beside = [
            len(own[each]) / other["headcount"]
            for each, other in shop.roles.items()
            if other["department"] == role["department"] and own[each]
        ]
        assert float(row["Median load of the department"]) == round(median(beside), 2)
        about = [f for f in shop.findings if f"role:{id_}" in (f["subject"], *f["involves"])]
        assert int(row["Findings"]) == len(about)


def test_departments_are_counted(browser_page: OpenPage, shop: Shown) -> None:
    departments = tables(browser_page(shop.page), "load")["Departments"]
    for unit, row in zip(shop.matrix["departments"], departments, strict=True):
        members = [r for r in shop.roles.values() if r["department"] == unit["department"]]
        homes = [r for r in shop.rows.values() if r["department"] == unit["department"]]
        assert row["Department"] == unit["name"]
        assert int(row["Roles"]) == len(members)
        assert int(row["Headcount"]) == sum(role["headcount"] for role in members)
        assert int(row["Activities"]) == len(homes)


def test_a_table_sorts_by_any_column_both_ways(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    follow(page, "#tab=load")
    orders = []
    head = page.get_by_role("region", name="Roles").get_by_role("columnheader", name="Headcount")
    for _ in range(2):
        head.get_by_role("button").click()
        backwards = head.get_attribute("aria-sort") == "descending"
        (head_cells, *rows) = page.evaluate(TABLES)["Roles"]
        values = [int(row[head_cells.index("Headcount")]) for row in rows]
        assert values == sorted(values, reverse=backwards)
        assert sorted(values) == sorted(role["headcount"] for role in shop.roles.values())
        orders.append(backwards)
    assert sorted(orders) == [False, True]
    order = head.get_attribute("aria-sort")
    page.get_by_role("button", name="中文").click()
    head = page.get_by_role("region", name="岗位").get_by_role("columnheader", name="编制")
    expect(head).to_have_attribute("aria-sort", order or "")


def test_platforms(browser_page: OpenPage, shop: Shown) -> None:
    rows = tables(browser_page(shop.page), "platforms")["Platforms"]
    for platform, row in zip(shop.matrix["platforms"], rows, strict=True):
        on = [r["name"] for r in shop.rows.values() if platform["platform"] in r["platforms"]]
        owners = [shop.roles[role]["name"] for role in platform["owners"]]
        about = [f for f in shop.findings if f["subject"] == f"platform:{platform['platform']}"]
        assert row["Platform"] == platform["name"]
        assert row["Activities"].split("\n") == on
        assert len(row["Owners"].splitlines()) >= len(owners)
        assert int(row["Findings"]) == len(about)
        assert (row["Critical"] == "yes") == platform["critical"]


def test_separations_say_who_holds_which_side(browser_page: OpenPage, shop: Shown) -> None:
    rows = tables(browser_page(shop.page), "separations")["Separations"]
    for row, tag in zip(rows, ("money", "book"), strict=True):
        on = [id_ for id_, each in shop.rows.items() if tag in each["tags"]]
        doing = {
            role for id_ in on for role, held in shop.held(id_).items() if "responsible" in held
        }
        assert row["The side names"] == f"tag:{tag}"
        assert row["Activities"].split("\n") == [shop.rows[id_]["name"] for id_ in on]
        names = {shop.roles[role]["name"] for role in doing}
        assert set(row["Held by roles"].split("\n")) == names


def test_findings_by_cause_are_all_there(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    follow(page, "#tab=findings")
    text = page.locator("main").inner_text()
    for finding in shop.findings:
        place = finding["place"]
        assert finding["code"] in text
        assert f"{place['path']}:{place['line']}:{place['column']}" in text
    for severity, n in Counter(finding["severity"] for finding in shop.findings).items():
        page.get_by_label("Severity").select_option(severity)
        expect(page.get_by_role("status")).to_contain_text(re.compile(rf"^{n} findings? "))


def test_a_choice_of_findings_is_shown_as_the_link_says(
    browser_page: OpenPage, shop: Shown
) -> None:
    page = browser_page(shop.page, anchor="#tab=findings&f-severity=error", fresh=True)
    severity = page.locator(".table-tools select").first
    expect(severity).to_have_value("error")
    page.evaluate("location.hash = 'tab=findings&f-severity=warning'")
    expect(severity).to_have_value("warning")
    severity.focus()
    severity.select_option("error")
    expect(severity).to_be_focused()


def test_waivers(browser_page: OpenPage, shop: Shown) -> None:
    rows = tables(browser_page(shop.page), "waivers")["Waivers"]
    waived = Counter(f["waiver"]["at"] for f in shop.findings if f["status"] == "waived")
    assert {f"waiver:{row['Waiver']}": int(row["Findings covered"]) for row in rows} == waived
    for row in rows:
        accepted = next(f["waiver"] for f in shop.findings if f["waiver"])
        ((role, day),) = accepted["approved_by"].items()
        assert row["Approved by"] == f"{shop.roles[role]['name']} ({role}) {day}"
        assert row["Until"] == accepted["until"]
        assert row["Reason"] == accepted["reason"]


def test_rules_run_and_how_much_each_judged(browser_page: OpenPage, shop: Shown) -> None:
    rows = {row["Code"]: row for row in tables(browser_page(shop.page), "rules")["Rules"]}
    found = Counter(finding["code"] for finding in shop.findings)
    assert {code: int(row["Findings"]) for code, row in rows.items()} == {
        code: found[code] for code in rows
    }
    assert set(found) <= set(rows)
    signs = browser_page(shop.page, anchor="#tab=rules").locator("td.severity .mark")
    assert signs.count() == len(found), "a rule that found nothing has no sign of a severity"
    words = {"error", "warning", "info"}
    assert {row["Severity"] for row in rows.values()} <= words, "each word stands there once"
    judged = {rule["code"]: rule["subjects"] for rule in shop.rules}
    told = {code: int(row["Subjects judged"] or 0) for code, row in rows.items()}
    assert {code: told[code] for code in judged} == judged
    ran = {code for code, row in rows.items() if row["State"] == "ran"}
    assert {rule["code"] for rule in shop.rules if rule["applicable"]} <= ran
    assert not {rule["code"] for rule in shop.rules if not rule["applicable"]} & ran
