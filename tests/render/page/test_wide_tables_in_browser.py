"""Tables with many columns: at the width of a usual screen nothing of them is out of sight."""

from dataclasses import replace

import pytest

from raci.change.history.records import History
from raci.findings.ref import Ref
from raci.project import Project
from raci.render.facts.history import tables
from raci.render.facts.table import Column, FactTable, Value
from raci.render.page.organisation import render
from raci.render.reports.matrix import view
from tests.support.browser import OpenPage
from tests.support.page import page_data
from tests.support.shown import DAY

HISTORY = History(
    organisation="shop",
    name={},
    path="shop",
    start="2026-01-01",
    end=DAY,
    head="2be17c09d1f0",
    inputs="",
    commits=9,
    dated_back=0,
    judged=9,
    changes=(),
    skipped=(),
    assignments=(),
    findings=(),
    waivers=(),
    weakened=(),
)
LONG = "The waiver of the chief pharmacist is granted again, on terms that the board knows of"
VALUES: dict[str, Value] = {
    "commit": "2be17c09d1f0",
    "opened-by": "before the period",
    "closed-by": "2be17c09d1f0",
    "fingerprint": "f" * 40,
    "code": "GAP101",
    "rule": "GAP101",
    "function": "accountable",
    "derived": "yes",
    "end": "accepted by a waiver",
    "standing": "committed",
    "added-by": "before the period",
    "removed-by": "2be17c09d1f0",
    "granted-by": "2be17c09d1f0",
    "ended-by": "2be17c09d1f0",
}
OF_KIND: dict[str, Value] = {
    "number": 12,
    "day": "2026-02-19",
    "ref": Ref("activity:check-prescriptions-for-children"),
    "refs": (Ref("role:chief-pharmacist"), Ref("role:senior-technician")),
    "severity": "error",
    "place": "departments/dispensary/activities.yaml:12:3",
}


def filled(table: FactTable) -> FactTable:
    def value(column: Column) -> Value:
        return VALUES.get(column.key, OF_KIND.get(column.kind, LONG))

    return replace(table, rows=(tuple(map(value, table.columns)),) * 2)


def test_what_is_gone_keeps_its_name() -> None:
    project = Project.of({"org.yaml": "raci: 1\norg: {id: shop}\nroles: {a: {name: Clerk}}\n"})
    names = {Ref("role:student"): {"": "Student"}, Ref("role:a"): {"": "Earlier"}}
    column = Column("role", {"": "Role"}, "ref")
    rows = ((Ref("role:student"),), (Ref("role:a"),), (Ref("role:unknown"),))
    table = FactTable("history", {"": "History"}, (column,), rows, names)
    page = render(view(project.matrix, lang="en", as_of=DAY), None, tables=[table])
    assert page_data(page)["names"] == {"role:student": "Student"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_column_of_the_history_is_in_sight(browser_page: OpenPage, lang: str) -> None:
    project = Project.of({"org.yaml": "raci: 1\norg: {id: shop}\nroles: {a: {}}\n"})
    shown = view(project.matrix, lang=lang, as_of=DAY)
    history = tuple(map(filled, tables(HISTORY)))
    page = browser_page(render(shown, None, tables=history), anchor="#tab=history")
    wide = page.eval_on_selector_all(
        ".table-box", "all => all.map(each => each.scrollWidth - each.clientWidth)"
    )
    assert len(wide) == len(history)
    assert max(wide) <= 0, wide
    broken = page.eval_on_selector_all(
        "td.short",
        """all => all.filter(each => {
            const range = document.createRange();
            range.selectNodeContents(each);
            return range.getClientRects().length > 1;
        }).map(each => each.textContent)""",
    )
    assert broken == []
