"""A comparison's page: what changed, both matrices side by side, findings that came and went."""

from typing import Any

from raci.change.diff.comparison import Comparison
from raci.render.page.assemble import render, size
from raci.render.page.changes import Changed, changes
from raci.render.page.documents import documents
from raci.render.page.shell import shell
from raci.render.page.texts import LANGS, name_of
from raci.render.page.versions import Versions
from raci.render.reports.diff import document

MODULES = ("diff", "compare", "change-charts", "change-findings", "change-panels")
"""The modules whose tabs the page has, in the order of the tabs."""

FAMILIES = ("page_chart", "page_facts", "page_change")
"""The phrases of those modules."""

FOUND = ("new", "better", "resolved")
"""The tables of findings, which the page shows in another way."""


def page(comparison: Comparison, lang: str) -> str:
    """Return the page of a comparison."""
    return render(data(comparison, lang), document(comparison, lang).title, MODULES)


def data(comparison: Comparison, lang: str) -> dict[str, Any]:
    """Return what the page shows, in both languages; its figures are those of the diff's JSON."""
    sides = (comparison.before, comparison.after)
    versions = Versions([side.matrix for side in sides])
    shared, index = versions.data(), versions.index()
    named = zip(shared.pop("versions"), sides, strict=True)
    told = documents(*(document(comparison, each) for each in LANGS))
    told["tables"] = [table for table in told["tables"] if table["id"] not in FOUND]
    org = comparison.after.matrix.org
    lists = {
        "new": comparison.new,
        "better": comparison.better,
        "resolved": comparison.resolved,
        "meant": comparison.meant,
    }
    shown = {
        **shell(
            "diff",
            told["title"],
            lang=lang,
            as_of=comparison.day,
            inputs=comparison.inputs,
            families=FAMILIES,
        ),
        "organisation": {"id": org.id, "name": name_of(org.name, org.id)},
        "details": told,
        **shared,
        "versions": [{"title": side.name, **sections} for sections, side in named],
        "failing": len(comparison.failing),
        "unchanged": len(comparison.kept) - len(comparison.better),
        "headcount": comparison.difference.heads,
    }
    listed = (Changed(key, each) for key, found in lists.items() for each in found)
    return shown | changes(listed, index, versions.left_out, size(shown))
