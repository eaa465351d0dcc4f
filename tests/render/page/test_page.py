"""The organisation's page: one file, its data, its policy, its words."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator

import pytest

from raci.project import Project
from raci.render.escape import inert
from raci.render.page import diff, link, plan
from raci.render.page.organisation import FAMILIES, render
from raci.render.phrases import phrases
from raci.render.reports.matrix import view
from tests.support.page import page_data

DAY = "2026-11-23"
ORG = """\
raci: 1
org: {id: shop, name: {en: Shop, zh: 商店}, accountable: department-head}
departments: {sales: {head: boss, name: {en: Sales, zh: 销售}}}
roles:
  boss: {department: sales}
  clerk: {department: sales, name: {en: Clerk, zh: 文员}, duties: {pay: Pay, sell: Sell}}
activities:
  sell: {platforms: [till], tags: [money]}
  idle: {}
platforms: {till: {}}
"""


def page(text: str = ORG, lang: str = "en", *, checked: bool = True) -> str:
    project = Project.of({"org.yaml": text})
    shown = view(project.matrix, lang=lang, as_of=DAY)
    return render(shown, project.check(as_of=DAY) if checked else None)


def contents(html: str, tag: str) -> Iterator[str]:
    yield from re.findall(rf"<{tag}(?: type=\"module\")?>(.*?)</{tag}>", html, re.DOTALL)


def test_the_policy_names_the_digests_of_what_stands_in_the_file() -> None:
    html = page()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        (text,) = contents(html, tag)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")


def test_nothing_is_fetched_and_nothing_is_markup() -> None:
    html = page()
    (code,) = contents(html, "script")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", code)
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|import\(", code)
    own = html.replace("http://www.w3.org/2000/svg", "")
    for library in (link.PAGE / "vendor").glob("*.js"):
        own = own.replace(library.read_text(encoding="utf-8"), "")
    assert not re.search(r"https?://|\burl\(", own)


@pytest.mark.parametrize(
    "name",
    ["</script><script>alert(1)</script>", "<!--", "a & b", 'a "quoted" \\u003c', "##[error]x"],
)
def test_any_name_is_data_alone(name: str) -> None:
    html = page(ORG.replace("en: Clerk", f"en: {json.dumps(name)}"))
    assert html.count("<script") == 2
    assert "<!--" not in html
    clerk = next(role for role in page_data(html)["roles"] if role["id"] == "clerk")
    assert clerk["name"] == [name, "文员"]
    assert inert(html) == html, "else the digests of the policy would be wrong"


def test_the_same_organisation_gives_the_same_page() -> None:
    assert page() == page()


def test_what_was_not_checked_says_so() -> None:
    assert page_data(page())["checked"] is True
    assert page_data(page(checked=False))["checked"] is False
    unusable = Project.of({"org.yaml": ORG + "policies: {p: {subject: role, require: 'x('}}\n"})
    shown = view(unusable.matrix, lang="en", as_of=DAY)
    report = unusable.check(as_of=DAY)
    assert report.exit_status() == 2
    assert page_data(render(shown, report))["checked"] is False


def test_cells_are_those_of_the_matrix() -> None:
    data = page_data(page())
    palette = data["cells"]["palette"]
    found = {
        (activity["id"], data["roles"][role]["id"], *palette[kind]["functions"])
        for activity, line in zip(data["activities"], data["cells"]["rows"], strict=True)
        for role, kind in zip(line[::2], line[1::2], strict=True)
    }
    matrix = Project.of({"org.yaml": ORG}).matrix
    cells = [cell for row in matrix.rows.values() for cell in row.cells()]
    assert found == {(cell.row, cell.role, cell.function.value) for cell in cells}
    assert {kind["letters"] for kind in palette if kind.get("derived")} == {"(A)"}


def test_a_finding_marks_what_it_concerns() -> None:
    data = page_data(page())
    for finding in data["findings"]:
        ids = {data["activities"][n]["id"] for n in finding.get("activities", ())}
        kind, _, id_ = finding["subject"].partition(":")
        if kind == "activity":
            assert id_ in ids
    idle = next(n for n, each in enumerate(data["activities"]) if each["id"] == "idle")
    assert any(idle in finding.get("activities", ()) for finding in data["findings"])


def test_every_phrase_of_the_page_is_used_and_every_key_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in link.ASSETS.glob("*.js"))
    families = {"page", *FAMILIES, *plan.FAMILIES, *diff.FAMILIES}
    known = {key for family in families for key in phrases(family)}
    asked = set(re.findall(r"\b(?:t|count)\(\"([\w-]+)\"", code))
    assert asked <= known
    spelt = set(re.findall(r'"([\w-]+)"', code))
    patterns = re.findall(r"`([\w-]+-)\$\{", code)
    values = {"error", "warning", "info", "waived", "baselined", "meant", "no-script"}
    assert {k for k in known - spelt - values if not k.startswith(tuple(patterns))} == set()
