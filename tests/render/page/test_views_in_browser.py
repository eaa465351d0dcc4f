"""Views of the matrix: a link names what it shows by id, and rows without departments have tags."""

import json
from pathlib import Path
from urllib.parse import parse_qs

from playwright.sync_api import expect

from raci.project import Project
from raci.render.page.organisation import render
from raci.render.reports.matrix import view
from tests.support.browser import OpenPage
from tests.support.shown import DAY, Data

ROLES: Data = {"clerk": {"duties": {"pay": "Pay", "sell": "Sell", "count": "Count"}}}
TAGGED: Data = {
    "raci": 1,
    "org": {"id": "shop"},
    "roles": ROLES,
    "activities": {"pay": {"tags": ["money"]}, "sell": {}, "count": {"tags": ["money"]}},
}
HOMES: Data = {
    "raci": 1,
    "org": {"id": "shop"},
    "departments": {"till": {}, "office": {}},
    "roles": {"clerk": {**ROLES["clerk"], "department": "till"}, "boss": {"department": "office"}},
    "activities": {"pay": {"department": "office"}, "sell": {"department": "till"}},
}


def page_of(definition: Data) -> str:
    project = Project.of({"org.json": json.dumps(definition)})
    shown = view(project.matrix, lang="en", as_of=DAY)
    return render(shown, project.check(as_of=DAY))


def test_without_departments_rows_are_grouped_by_their_first_tag(browser_page: OpenPage) -> None:
    page = browser_page(page_of(TAGGED))
    groups = page.locator("[role=rowheader][aria-expanded]")
    expect(groups).to_have_text(["▾money  2", "▾No tag  1"])
    groups.first.click()
    expect(groups.first).to_have_attribute("aria-expanded", "false")
    expect(page.locator("[role=rowheader]:not([aria-expanded])")).to_have_text(["sell"])


def test_a_link_names_ids_and_stays_true_when_others_come_before(
    browser_page: OpenPage, tmp_path: Path
) -> None:
    page = browser_page(page_of(HOMES))
    page.get_by_label("Role", exact=True).select_option("clerk")
    page.locator("[role=rowheader][aria-expanded]", has_text="till").click()
    page.get_by_role("columnheader", name="clerk").click()
    anchor = page.evaluate("location.hash")
    said = {"role": ["clerk"], "fold": ["till"], "open": ["role:clerk"]}
    assert parse_qs(anchor.lstrip("#")) == said
    more = {
        **HOMES,
        "departments": {"archive": {}, **HOMES["departments"]},
        "roles": {"archivist": {"department": "archive"}, **HOMES["roles"]},
    }
    again = browser_page(page_of(more), anchor=anchor)
    expect(again.get_by_label("Role", exact=True)).to_have_value("clerk")
    till = again.locator("[role=rowheader][aria-expanded]", has_text="till")
    expect(till).to_have_attribute("aria-expanded", "false")
    expect(again.get_by_role("complementary").get_by_role("heading", level=2)).to_have_text("clerk")
