"""The chart shows every role once, folds, and opens the sheet of a role."""

from playwright.sync_api import Page

from raci.project import Project
from raci.render.page.organisation import render
from raci.render.reports.matrix import view
from tests.support.browser import OpenPage, printed
from tests.support.page import page_data
from tests.support.shown import DAY, Shown


def page_of(text: str) -> str:
    project = Project.of({"org.yaml": text})
    return render(view(project.matrix, lang="en", as_of=DAY), project.check(as_of=DAY))


def organisation(roles: int) -> str:
    """Return an organisation with several roots, a deep line, a wide team, and a cycle."""
    lines = ["raci: 1", "org: {id: big}", "departments:"]
    lines += [f"  d{n}: {{name: Department {n}}}" for n in range(roles // 20)]
    lines.append("roles:")
    for n in range(roles):
        manager = f", reports_to: r{n - 1 if n < 40 else n // 20}" if n > 2 else ""
        lines.append(f"  r{n}: {{name: Role {n}, department: d{n // 20}{manager}}}")
    lines += ["  c1: {reports_to: c2}", "  c2: {reports_to: c3}", "  c3: {reports_to: c1}"]
    return "\n".join([*lines, ""])


def drawn(page: Page) -> list[int]:
    """Return the roles of the picture."""
    found: list[int] = page.eval_on_selector_all(
        ".chart [data-role]", "all => all.map(each => Number(each.dataset.role))"
    )
    return found


def test_every_role_is_drawn_and_listed_once(browser_page: OpenPage) -> None:
    html = page_of(organisation(200))
    roles = list(range(len(page_data(html)["roles"])))
    page = browser_page(html, anchor="#tab=chart")
    assert 0 < len(drawn(page)) < len(roles), "a large one begins folded"
    page.get_by_role("button", name="Unfold all").click()
    while page.locator(".chart .more", has_text="more roles").count():
        page.locator(".chart .more", has_text="more roles").first.dispatch_event("click")
    assert sorted(drawn(page)) == roles
    assert page.locator(".role-list li > .link").count() == len(roles)
    assert {"c1", "c2", "c3"} <= set(page.locator(".role-list > li > .link").all_inner_texts())
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert len(drawn(page)) < len(roles)


def test_every_department_is_drawn_though_nobody_is_in_it(
    browser_page: OpenPage, seed_page: Shown
) -> None:
    page = browser_page(seed_page.page, anchor="#tab=chart")
    titles = page.locator(".chart .team-title").all_text_contents()
    assert sorted(titles) == sorted(each["name"] for each in seed_page.matrix["departments"])
    staffed = {role["department"] for role in seed_page.roles.values()}
    (empty,) = (d for d in seed_page.matrix["departments"] if d["department"] not in staffed)
    assert empty["name"] in page.locator(".chart .team", has_text="no roles").inner_html()
    page.locator(".role-list-box .link", has_text=empty["name"]).click()
    assert page.locator(".panel-title").inner_text() == empty["name"]


def test_a_role_opens_its_sheet_by_mouse_and_by_keyboard(
    browser_page: OpenPage, shop: Shown
) -> None:
    page = browser_page(shop.page, anchor="#tab=chart")
    page.locator(".chart .chart-role", has_text="Owner").click()
    title = page.locator(".panel-title")
    assert title.inner_text() == "Owner"
    sheet = page.locator(".panel-body")
    assert "Answers for (2)" in sheet.inner_text()
    page.keyboard.press("Escape")
    page.locator(".role-list .link", has_text="<img src=x").focus()
    page.keyboard.press("Enter")
    assert title.inner_text() == "<img src=x onerror=alert(2)>"
    assert "Stands in separations (1)" in sheet.inner_text()
    sheet.get_by_role("button", name="Take money").first.click()
    page.get_by_role("button", name="Show in the matrix").click()
    assert page.get_by_role("tab", selected=True).inner_text() == "Matrix"
    assert "Take money" in page.evaluate("document.activeElement.textContent")


def test_tables_sort_and_filter(browser_page: OpenPage) -> None:
    page = browser_page(page_of(organisation(40)), anchor="#tab=load")
    roles = page.locator(".fact-table").first
    names = roles.locator("tbody td:first-child")
    head = roles.get_by_role("columnheader", name="Role")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    ordered = names.all_inner_texts()
    assert ordered[ordered.index("Role 2") + 1] == "Role 3", "numbers in names are numbers"
    head.get_by_role("button").click()
    assert names.all_inner_texts() == ordered[::-1]
    roles.get_by_role("searchbox").fill("role 7")
    assert names.all_inner_texts() == ["Role 7"]


def test_findings_are_filtered_and_counted(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page, anchor="#tab=findings")
    severity = page.get_by_label("Severity")
    for label in ("error", "info"):
        severity.select_option(label)
        n = sum(each["severity"] == label for each in shop.findings)
        told = page.locator(".tab-panel [role=status]").inner_text()
        assert told.startswith(f"{n} finding"), told
    severity.select_option("")
    page.get_by_label("Status").select_option("waived")
    assert page.locator(".cause").count() == 1
    assert "one-till" in page.locator(".cause").inner_text()


def test_roles_findings_and_tables_print_whole(browser_page: OpenPage, seed_page: Shown) -> None:
    pages = printed(browser_page(seed_page.page, anchor="#tab=chart"))
    assert not any(each.cut for each in pages)
    text = "".join("".join(each.text for each in pages).split())
    roles = text[text.index("Asalist") :]
    for role in seed_page.roles.values():
        assert "".join(role["name"].split()) in roles
    for finding in seed_page.findings:
        place = finding["place"]
        assert f"{place['path']}:{place['line']}" in text
    for head in ("Medianloadofthedepartment", "Subjectsjudged", "SHA-256"):
        assert head in text
