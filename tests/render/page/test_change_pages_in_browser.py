"""The pages of a plan and of a comparison in a browser: figures recounted from JSON."""

import json
import re
from collections import defaultdict

from playwright.sync_api import Page, expect

from tests.support.browser import OpenPage, follow
from tests.support.command import raci
from tests.support.shown import DAY, Data, Shown, visible


def planned(plan: Shown) -> Data:
    ran = raci("plan", str(plan.organisation), "--as-of", DAY, "--format", "json")
    data: Data = json.loads(visible(ran.stdout))
    return data


def cells(shown: Shown) -> dict[tuple[str, str], frozenset[tuple[str, bool]]]:
    """What each role has in each activity."""
    found = defaultdict(set)
    for row in shown.matrix["rows"]:
        for cell in row["cells"]:
            found[row["activity"], cell["role"]].add((cell["function"], cell["derived"]))
    return {place: frozenset(functions) for place, functions in found.items()}


def marks(page: Page, side: str) -> list[str]:
    """The cells of one of the two grids that carry a sign."""
    texts: list[str] = page.locator(f".pane.{side} [role=gridcell]").all_inner_texts()
    return sorted(re.sub(r"\s+", " ", text).strip() for text in texts if re.search("[+−±]", text))


def test_the_verdict_comes_first_with_its_reasons(browser_page: OpenPage, shop_plan: Shown) -> None:
    plan = planned(shop_plan)
    text = browser_page(shop_plan.page).locator("main").inner_text()
    assert plan["verdict"].upper() in text
    failing = [each for each in plan["findings"]["between"] if each["failing"]]
    assert len(failing) == 1
    assert failing[0]["code"] in text
    total = plan["total"]
    assert f"{total['headcount_before']} before, {total['headcount_after']} after" in text
    assert all(step["day"] in text for step in plan["steps"])


def test_what_each_role_gains_and_loses(browser_page: OpenPage, shop_plan: Shown) -> None:
    page = browser_page(shop_plan.page, anchor="#tab=effects&ids=1")
    rows = [
        row.locator("td.number").all_inner_texts() for row in page.locator("main tbody tr").all()
    ]
    effects = [role for role in planned(shop_plan)["roles"] if role["gains"] or role["loses"]]
    figures = [tuple(len(role[key]) for key in ("gains", "loses", "keeps")) for role in effects]
    assert sorted(tuple(map(int, row[:3])) for row in rows) == sorted(figures)
    quiet = len(planned(shop_plan)["roles"]) - len(effects)
    expect(page.get_by_text(f"Nothing changes for {quiet} roles")).to_be_visible()
    page.get_by_role("button", name=re.compile("treasurer")).click()
    expect(page.get_by_role("complementary")).to_contain_text("Count money <b>bold</b>")


def test_before_and_after_side_by_side(browser_page: OpenPage, shop_diff: Shown) -> None:
    before = cells(Shown(shop_diff.organisation.parents[1] / "before", shop_diff.page))
    after = cells(Shown(shop_diff.organisation.parent, shop_diff.page))
    came, went = after.keys() - before.keys(), before.keys() - after.keys()
    changed = [place for place in after.keys() & before.keys() if after[place] != before[place]]
    page = browser_page(shop_diff.page, anchor="#tab=compare")
    text = page.locator("main").inner_text()
    for number, word in ((came, "added"), (went, "removed"), (changed, "changed")):
        assert re.search(rf"\b{len(number)} {word}", text), word
    assert len(marks(page, "before")) == len(went) + len(changed)
    assert len(marks(page, "after")) == len(came) + len(changed)
    lines = page.locator(".pane.after [role=rowheader]:not([aria-expanded]) .grid-name")
    touched = {activity for activity, _ in (*came, *went, *changed)}
    assert lines.count() == len(touched)
    page.get_by_label("Only what changes").uncheck()
    assert lines.count() == len(shop_diff.rows)


def test_a_link_shows_the_same_pair(browser_page: OpenPage, shop_plan: Shown) -> None:
    page = browser_page(shop_plan.page, anchor="#tab=compare")
    page.locator(".compare-bar select").first.select_option("1")
    heads = page.locator(".pane-head").all_inner_texts()
    anchor = page.evaluate("location.hash")
    assert "2027-01-15" in heads[0]
    again = browser_page(shop_plan.page, anchor=anchor, fresh=True)
    assert again.locator(".pane-head").all_inner_texts() == heads
    follow(again, "#tab=compare&from=77&to=x")
    expect(again.get_by_role("tab", name="Before and after")).to_be_visible()
