"""The matrix as JSON, version 1: every cell with all its reasons."""

from typing import Any

from raci.findings.text import in_language
from raci.matrix.rows import Row
from raci.render.json_text import report
from raci.render.reports.matrix import View


def render(shown: View) -> str:
    """Render a view; its schema is ``schemas/v1/matrix.schema.json``."""
    return report(
        shown.as_of,
        {
            "organisation": shown.matrix.org.id,
            "rows": [_row(row, shown) for row in shown.rows],
            "roles": [_role(role, shown) for role in shown.roles],
        },
    )


def _row(row: Row, shown: View) -> dict[str, Any]:
    return {
        "activity": row.id,
        "name": in_language(shown.matrix.name(row.ref), shown.lang) or row.id,
        "department": shown.matrix.home(row),
        "attributes": row.activity.attributes,
        "cells": [
            {
                "role": cell.role,
                "function": cell.function.value,
                "derived": cell.derived,
                "because": cell.because,
            }
            for cell in row.cells()
        ],
    }


def _role(id_: str, shown: View) -> dict[str, Any]:
    role = shown.matrix.org.roles[id_]
    return {
        "role": id_,
        "name": in_language(role.name, shown.lang) or id_,
        "department": shown.matrix.structure.department(id_),
        "attributes": role.attributes,
    }
