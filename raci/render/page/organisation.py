"""The organisation's page: its matrix with the findings on it, as data and as HTML."""

from typing import Any

from raci.findings.report import Report
from raci.findings.text import in_language
from raci.render.page.assemble import render as assemble
from raci.render.page.cells import cells, legend
from raci.render.page.entities import entities
from raci.render.page.findings import findings
from raci.render.page.index import Index
from raci.render.page.shell import shell
from raci.render.page.texts import name_of
from raci.render.reports.matrix import View

MODULES = ("matrix", "chart")
"""The modules whose tabs the page has, in the order of the tabs."""

FAMILIES = ("page_chart",)
"""The phrases of those modules, besides the shell's and the matrix's own."""


def render(shown: View, report: Report | None, *, by_role: bool = False, inputs: str = "") -> str:
    """Return the page of a view of a matrix, with the findings of a report on it.

    Without a report the page says that the organisation was not checked. ``by_role``: roles stand
    down the side at first. ``inputs`` is the digest of the input files.
    """
    org = shown.matrix.org
    title = in_language(org.name, shown.lang) or org.id
    return assemble(data(shown, report, by_role=by_role, inputs=inputs), title, MODULES)


def data(
    shown: View, report: Report | None, *, by_role: bool = False, inputs: str = ""
) -> dict[str, Any]:
    """Return what the page shows, as ``docs/architecture.md`` and ``raci.render.page`` say."""
    matrix = shown.matrix
    index = Index(matrix, shown.rows)
    title = name_of(matrix.org.name, matrix.org.id)
    return {
        **shell(
            "organisation",
            title,
            lang=shown.lang,
            as_of=shown.as_of,
            inputs=inputs,
            families=FAMILIES,
        ),
        "organisation": {"id": matrix.org.id, "name": title},
        "by_role": by_role,
        "checked": is_checked(report),
        **entities(matrix, index),
        "columns": [index.roles[role] for role in shown.roles],
        "cells": cells(shown, index),
        "legend": legend(shown),
        "findings": findings(report.findings if report else (), index),
        "left_out": {},
    }


def is_checked(report: Report | None) -> bool:
    """Return whether the organisation was judged whole."""
    return report is not None and report.exit_status() < 2  # 2: unusable input, 3: a rule crashed
