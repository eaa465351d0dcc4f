"""The matrix as JSON, version 1: every cell with all its reasons."""

from typing import Any

from raci.findings.text import in_language
from raci.render.json_text import dumps
from raci.render.reports.matrix import View
from raci.version import __version__


def render(shown: View) -> str:
    """Render a view; its schema is ``schemas/v1/matrix.schema.json``."""
    return dumps(
        {
            "version": 1,
            "raci": __version__,
            "as_of": shown.as_of,
            "organisation": shown.matrix.org.id,
            "rows": [_row(row, shown) for row in shown.rows],
        }
    )


def _row(row: Any, shown: View) -> dict[str, Any]:
    return {
        "activity": row.id,
        "name": in_language(shown.matrix.name(row.ref), shown.lang) or row.id,
        "department": shown.matrix.home(row),
        "cells": [
            {
                "role": cell.role,
                "function": cell.function.value,
                "derived": cell.derived,
                "because": list(cell.because),
            }
            for cell in row.cells()
        ],
    }
