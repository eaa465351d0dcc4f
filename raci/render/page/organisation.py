"""The organisation's page: its matrix with the findings on it, as data and as HTML."""

from collections.abc import Iterable, Iterator
from typing import Any

from raci.findings.inputs import Later
from raci.findings.report import Report
from raci.findings.text import in_language
from raci.render.facts.entities import departments, platforms, roles
from raci.render.facts.separations import separations
from raci.render.facts.table import FactTable
from raci.render.page.assemble import BUDGET, size
from raci.render.page.assemble import render as assemble
from raci.render.page.causes import causes
from raci.render.page.cells import Cells, fitting
from raci.render.page.entities import entities, former_names, names
from raci.render.page.findings import findings
from raci.render.page.index import Index
from raci.render.page.shell import shell
from raci.render.page.tables import on_page
from raci.render.page.texts import name_of
from raci.render.reports.matrix import View

MODULES = ("matrix", "chart-tab", "findings", "load", "role", "records")
"""The modules whose tabs the page has, in the order of the tabs."""

FAMILIES = ("page_chart", "page_facts")
"""The phrases of those modules, besides the shell's and the matrix's own."""


def render(
    shown: View,
    report: Report | None,
    *,
    by_role: bool = False,
    inputs: str = "",
    tables: Iterable[FactTable] = (),
    later: Later | None = None,
) -> str:
    """Return the page of a view of a matrix, with the findings of a report on it.

    Without a report the page says that the organisation was not checked. ``by_role``: roles stand
    down the side at first. ``inputs`` is the digest of the input files. ``tables`` stand beside
    those of the matrix's own entities, each once. ``later`` is a commit that changed the definition
    after the day.
    """
    org = shown.matrix.org
    title = in_language(org.name, shown.lang) or org.id
    shows = data(shown, report, by_role=by_role, inputs=inputs, tables=tables, later=later)
    return assemble(shows, title, MODULES)


def data(
    shown: View,
    report: Report | None,
    *,
    by_role: bool = False,
    inputs: str = "",
    tables: Iterable[FactTable] = (),
    later: Later | None = None,
) -> dict[str, Any]:
    """Return what the page shows, as ``docs/architecture.md`` and ``raci.render.page`` say."""
    matrix, fitted = shown.matrix, fitting(shown)
    index = Index(matrix, fitted.rows)
    cells = Cells(fitted, index)
    found = report.findings if report else ()
    tables = tuple(_every(tables, shown, report))
    facts, left = on_page(tables)
    title = name_of(matrix.org.name, matrix.org.id)
    told = {"lang": shown.lang, "as_of": shown.as_of, "inputs": inputs}
    page = {
        **shell("organisation", title, **told, families=FAMILIES),
        "organisation": {"id": matrix.org.id, "name": title},
        "by_role": by_role,
        "checked": is_checked(report),
        **({"changed_after": later._asdict()} if later else {}),
        **entities(matrix, index),
        "names": {**former_names(matrix, tables), **names(matrix)},
        "columns": [index.roles[role] for role in shown.roles],
        "cells": cells.data(),
        "legend": cells.legend(),
        "tables": facts,
    }
    page |= findings(found, index, max(0, BUDGET - size(page)) // 2)
    page["causes"] = causes(found[: len(page["findings"])])
    if rows := len(shown.rows) - len(fitted.rows):
        page["left_out"]["rows"] = rows
    if left:
        page["left_out"]["tables"] = left
    return page


def _every(tables: Iterable[FactTable], shown: View, report: Report | None) -> Iterator[FactTable]:
    """Yield the tables of the matrix's entities, and further ones, each once.

    Not that of the findings, which are on the page with all that they mark.
    """
    judged = report or Report(shown.as_of, (), ())
    own = (make(shown.matrix, judged) for make in (roles, departments, platforms, separations))
    every = {table.id: table for table in (*own, *tables)}
    yield from (table for id_, table in every.items() if id_ != "findings")


def is_checked(report: Report | None) -> bool:
    """Return whether the organisation was judged whole."""
    return report is not None and report.exit_status() < 2  # 2: unusable input, 3: a rule crashed
