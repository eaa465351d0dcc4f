"""The matrix of the page in a browser: each figure and row is counted anew from raci's JSON."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import OpenPage, drawn
from tests.support.command import define, raci
from tests.support.shown import DAY, Shown, write_large_page

ROWS = "[role=rowheader]:not([aria-expanded])"
GROUPS = "[role=rowheader][aria-expanded]"


def names(page: Page, selector: str = ROWS) -> list[str]:
    """The names in the heads of rows, or of columns, from the top or from the left."""
    found: list[str] = page.eval_on_selector_all(
        selector,
        """heads => heads
            .map(head => [head.getBoundingClientRect(), head.querySelector(".grid-name")])
            .sort(([one], [other]) => one.top - other.top || one.left - other.left)
            .map(([, name]) => name.textContent)""",
    )
    return found


def columns(page: Page) -> list[str]:
    return names(page, "[role=columnheader]:not([data-column='-1'])")


def named(shop: Shown, ids: set[str]) -> set[str]:
    return {row["name"] for id_, row in shop.rows.items() if id_ in ids}


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).select_option(label=option)


def search(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.wait_for_function(
        "text => (new URLSearchParams(location.hash.slice(1)).get('q') ?? '') === text", arg=text
    )
    drawn(page)


def test_all_rows_and_roles_stand_in_the_matrix(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    assert sorted(names(page)) == sorted(row["name"] for row in shop.rows.values())
    assert sorted(columns(page)) == sorted(role["name"] for role in shop.roles.values())
    departments = {each["department"]: each["name"] for each in shop.matrix["departments"]}
    homes = [row["department"] for row in shop.rows.values()]
    told = [f"{departments[home]}  {homes.count(home)}" for home in dict.fromkeys(homes)]
    assert sorted(names(page, GROUPS)) == sorted(told)


def test_each_cell_has_its_letters(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    shown = page.eval_on_selector_all(
        "[role=gridcell]",
        "cells => cells.map(cell => [cell.dataset.line, cell.dataset.column, cell.innerText])",
    )
    lines = dict(
        page.eval_on_selector_all(
            ROWS,
            "all => all.map(e => [e.dataset.line, e.querySelector('.grid-name').textContent])",
        )
    )
    heads = columns(page)
    seen = {
        (lines[line], heads[int(column)], letter.strip("()"), letter.startswith("("))
        for line, column, letters in shown
        for letter in letters.split("/")
        if letter
    }
    letters = {"signatory": "G"}
    expected = {
        (
            row["name"],
            shop.roles[cell["role"]]["name"],
            letters.get(cell["function"], cell["function"][0].upper()),
            cell["derived"],
        )
        for row in shop.rows.values()
        for cell in row["cells"]
    }
    assert seen == expected


FOUND = {
    "MONEY": {"take-money", "count-money", "book-money", "nobody-does-it"},  # the last: a tag
    "take money": {"take-money"},
    "<b>bold</b>": {"count-money"},
    "定价": {"set-prices"},
    "web-offers": {"web-offers"},
    "no such thing": set(),
    "Till robot": {"take-money"},  # what the role has a part in
}


def test_search(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    assert FOUND["Till robot"] == {id_ for id_ in shop.rows if "till-robot" in shop.held(id_)}
    for text, found in FOUND.items():
        search(page, text)
        assert set(names(page)) == named(shop, found), text
    search(page, "")
    assert len(names(page)) == len(shop.rows)


def test_each_filter(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    everyone = {id_: shop.held(id_) for id_ in shop.rows}

    def left(label: str, option: str) -> set[str]:
        choose(page, label, option)
        found = set(names(page))
        page.get_by_role("button", name="Clear filters").click()
        assert len(names(page)) == len(shop.rows)
        return found

    for platform in shop.matrix["platforms"]:
        on = {id_ for id_, row in shop.rows.items() if platform["platform"] in row["platforms"]}
        assert left("Platform", platform["name"]) == named(shop, on)
    for tag in ("money", "book", "service", "price"):
        tagged = {id_ for id_, row in shop.rows.items() if tag in row["tags"]}
        assert left("Tag", tag) == named(shop, tagged)
    for role in ("cashier", "owner", "web-lead"):
        having = {id_ for id_, held in everyone.items() if role in held}
        assert left("Role", shop.roles[role]["name"]) == named(shop, having)
    for function in ("responsible", "accountable", "verifier"):
        with_it = {id_ for id_, held in everyone.items() if function in set().union(*held.values())}
        assert left("Function", function) == named(shop, with_it)
        if function != "verifier":
            without = set(shop.rows) - with_it
            assert left("Function", f"nobody {function}") == named(shop, without)
    for severity in ("error", "warning", "info"):
        on = {
            id_
            for id_ in shop.rows
            if any(f["severity"] == severity and f["status"] == "new" for f in shop.on(id_))
        }
        assert left("Severity", severity) >= named(shop, on)


def test_only_rows_with_findings(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    page.get_by_label("Only rows with findings").check()
    found = set(names(page))
    assert found >= named(shop, {id_ for id_ in shop.rows if shop.on(id_)})
    assert len(found) < len(shop.rows)


def test_a_role_without_a_part_has_findings_too(browser_page: OpenPage, tmp_path: Path) -> None:
    define(
        "raci: 1\norg: {id: shop}\nroles:\n"
        "  one: {name: One, reports_to: other}\n  other: {name: Other, reports_to: one}\n"
        "activities:\n  sell: {name: Sell}\n",
        str(tmp_path / "org.yaml"),
    )
    raci("matrix", str(tmp_path), "-o", str(tmp_path / "page.html"), "--as-of", DAY)
    page = browser_page(tmp_path / "page.html", 1280, "#found=1&by=role")
    assert set(names(page)) == {"One", "Other"}


def test_departments_fold(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    finance = page.locator(GROUPS).filter(has_text="Finance")
    finance.click()
    expect(finance).to_have_attribute("aria-expanded", "false")
    homes = {row["name"]: row["department"] for row in shop.rows.values()}
    assert set(names(page)) == {name for name, home in homes.items() if home != "finance"}
    page.get_by_role("button", name="Fold all").click()
    assert names(page) == []
    page.get_by_role("button", name="Unfold all").click()
    assert len(names(page)) == len(shop.rows)


def test_transposed(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    rows, heads = names(page), columns(page)
    page.get_by_role("button", name="Roles down the side").click()
    assert sorted(names(page)) == sorted(heads)
    assert sorted(columns(page)) == sorted(rows)


def test_language_and_theme_change_in_place(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    assert sorted(names(page)) == sorted(row["name"] for row in shop.chinese["rows"])
    assert page.title() == "商店 <b>粗体</b>"
    colours = set()
    for theme in ("light", "dark"):
        page.locator("header select").select_option(theme)
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


def test_filters_that_are_cleared_are_seen_to_be(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    choose(page, "Role", shop.roles["cashier"]["name"])
    page.get_by_label("Only rows with findings").check()
    search(page, "money")
    assert len(names(page)) < len(shop.rows)
    page.get_by_role("button", name="Clear filters").click()
    assert len(names(page)) == len(shop.rows)
    expect(page.get_by_label("Role", exact=True)).to_have_value("")
    expect(page.get_by_label("Only rows with findings")).not_to_be_checked()
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_filters_can_be_reached_when_a_narrow_window_becomes_wide(
    browser_page: OpenPage, shop: Shown
) -> None:
    page = browser_page(shop.page, width=390, fresh=True)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_text("Filters", exact=True).click()
    expect(page.get_by_label("Role", exact=True)).to_be_visible()


def test_what_is_pressed_keeps_the_focus(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    for name in ("Fold all", "Roles down the side", "By department"):
        page.get_by_role("button", name=name).press("Enter")
        expect(page.get_by_role("button").and_(page.locator(":focus"))).to_be_visible()
    page.get_by_role("button", name="中文").press("Enter")
    expect(page.get_by_role("button", name="English")).to_be_focused()
    page.get_by_role("tab").nth(1).press("Enter")
    expect(page.get_by_role("tab", selected=True)).to_be_focused()


def test_show_in_the_matrix_shows_it_each_time(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page, anchor="#open=activity:count-money", fresh=True)
    row = page.locator("[role=rowheader]:focus")
    for _ in range(2):
        page.get_by_role("button", name="Show in the matrix").click()
        expect(row).to_be_visible()
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("button", name="English")).to_be_focused()  # not led there again


def test_beside_the_columns_there_is_nothing_to_open(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page, anchor="#q=take-money", fresh=True)
    drawn(page)
    row = page.locator("[role=row]:has([role=rowheader]:not([aria-expanded]))").first
    box = row.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 10, box["y"] + 10)
    drawn(page)
    expect(page.get_by_role("complementary")).to_be_hidden()


def test_an_open_drawer_takes_no_room_on_paper(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page, anchor="#open=role:owner", fresh=True)
    padding = "getComputedStyle(document.body).paddingRight"
    assert page.evaluate(padding) != "0px"
    page.emulate_media(media="print")
    assert page.evaluate(padding) == "0px"
    page.emulate_media(media="null")


def test_a_marked_cell_leads_to_its_finding(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    finding = next(each for each in shop.findings if each["code"] == "OVL201")
    offers, clerk = shop.rows["web-offers"]["name"], shop.roles["web-clerk"]["name"]
    page.get_by_role("gridcell", name=f"{clerk}").and_(
        page.get_by_role("gridcell", name=offers)
    ).click()
    panel = page.get_by_role("complementary")
    expect(panel).to_contain_text("OVL201")
    expect(panel).to_contain_text(f"{finding['place']['line']}:{finding['place']['column']}")
    expect(panel).to_contain_text(finding["hint"].split()[0])
    anchor = page.evaluate("location.hash")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(
        browser_page(shop.page, anchor=anchor, fresh=True).get_by_role("complementary")
    ).to_contain_text("OVL201")


def test_a_link_shows_what_was_chosen(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    page.get_by_role("button", name="Roles down the side").click()
    page.get_by_role("button", name="中文").click()
    page.locator("header select").select_option("dark")
    search(page, "收款")
    before = [names(page), columns(page), page.evaluate("location.hash")]
    again = browser_page(shop.page, anchor=before[-1], fresh=True)
    assert [names(again), columns(again), again.evaluate("location.hash")] == before
    assert again.evaluate("document.documentElement.dataset.theme") == "dark"
    assert again.get_by_role("searchbox").input_value() == "收款"


@pytest.mark.parametrize(
    "anchor",
    [
        "#tab=nowhere&open=cell:9999.9999",
        "#%E0%A4%A",
        "#fold=999.x.-1&q=%00&role=77&lang=xx&by=z",
    ],
)
def test_any_link_shows_a_matrix(browser_page: OpenPage, shop: Shown, anchor: str) -> None:
    page = browser_page(shop.page, anchor=anchor, fresh=True)
    expect(page.get_by_role("grid")).to_be_visible()
    expect(page.get_by_role("complementary")).to_be_hidden()


def test_the_grid_by_keyboard(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)

    def at() -> tuple[str | None, ...]:
        focus = page.locator(":focus")
        row = focus.locator("xpath=..")
        return (row.get_attribute("aria-rowindex"), focus.get_attribute("aria-colindex"))

    page.locator("[role=grid] [tabindex='0']").first.focus()
    page.keyboard.press("Control+Home")
    assert at() == ("1", "1")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert at() == ("3", "2")
    page.keyboard.press("End")
    assert at() == ("3", str(len(shop.roles) + 1))
    page.keyboard.press("ArrowRight")
    assert at() == ("3", str(len(shop.roles) + 1))
    page.keyboard.press("Control+End")
    rows = len(shop.rows) + len({row["department"] for row in shop.rows.values()})
    assert at() == (str(rows + 1), str(len(shop.roles) + 1))
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert at() == (str(rows + 1), "1"), "focus goes back to where it was"
    assert page.locator("[role=grid] [tabindex='0']").count() == 1


def test_names_are_text_and_nothing_else(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    assert page.title() == "Shop <script>document.title = 'owned'</script>"
    assert page.locator("img, b >> text=bold, body script:not([type])").count() == 0
    heads = columns(page)
    assert shop.roles["book-keeper"]["name"] in heads
    assert r"\u202eRight to left\u202c עברית" in heads
    page.get_by_role("columnheader", name="<img src=x onerror=alert(2)>").click()
    expect(page.get_by_role("complementary")).to_contain_text("<img src=x onerror=alert(2)>")


def test_of_a_large_matrix_only_what_is_seen_is_drawn(
    browser_page: OpenPage, tmp_path: Path
) -> None:
    file = write_large_page(2000, 300, tmp_path)
    assert file.stat().st_size < 8_000_000
    page = browser_page(file)
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", str(2000 + 20 + 1))
    expect(grid).to_have_attribute("aria-colcount", "301")

    def elements() -> int:
        return int(page.evaluate("document.querySelectorAll('[role=grid] *').length"))

    assert elements() < 5000
    page.locator("[role=grid] [tabindex='0']").first.focus()
    page.keyboard.press("Control+End")
    assert {"activity-1999", "role-299"} <= {*names(page), *columns(page)}
    assert "activity-0" not in names(page)
    assert elements() < 5000
    search(page, "activity-1234")
    assert names(page) == ["activity-1234"]
    assert set(columns(page)) == {f"role-{(1234 * (2 * at + 1) + at) % 300}" for at in range(5)}
    search(page, "")
    choose(page, "Severity", "error")
    expect(grid).to_have_attribute("aria-rowcount", str(20 + 1 + 1))  # all in unit-19
    assert "activity-99" in names(page)
