"""The matrix as JSON, version 1: every cell with all its reasons, and what the cells refer to.

Departments, roles and platforms are those of the whole organisation, whatever rows are shown.
People are left out.
"""

from typing import Any

from raci.findings.text import in_language
from raci.matrix.rows import Row
from raci.model.entities import Department, Entity, Platform, Role
from raci.render.json_text import report
from raci.render.reports.matrix import View


def render(shown: View) -> str:
    """Render a view; its schema is ``schemas/v1/matrix.schema.json``."""
    org = shown.matrix.org
    return report(
        shown.as_of,
        shown.inputs,
        {
            "organisation": org.id,
            "rows": [_row(row, shown) for row in shown.rows],
            "departments": [_department(each, shown) for each in org.departments.values()],
            "roles": [_role(each, shown) for each in org.roles.values()],
            "platforms": [_platform(each, shown) for each in org.platforms.values()],
        },
    )


def _name(entity: Entity, shown: View) -> str:
    return in_language(entity.name, shown.lang) or entity.id


def _department(department: Department, shown: View) -> dict[str, Any]:
    return {
        "department": department.id,
        "name": _name(department, shown),
        "parent": department.parent,
        "head": department.head,
        "attributes": department.attributes,
    }


def _role(role: Role, shown: View) -> dict[str, Any]:
    manager = shown.matrix.structure.managers.get(role.id)
    return {
        "role": role.id,
        "name": _name(role, shown),
        "kind": role.nature,
        "department": shown.matrix.structure.department(role.id),
        "reports_to": manager.role if manager else None,
        "headcount": role.headcount,
        "deputies": role.deputies,
        "attributes": role.attributes,
    }


def _platform(platform: Platform, shown: View) -> dict[str, Any]:
    return {
        "platform": platform.id,
        "name": _name(platform, shown),
        "kind": platform.sort,
        "status": platform.status,
        "critical": platform.critical,
        "owners": platform.owners,
        "deputies": platform.deputies,
        "attributes": platform.attributes,
    }


def _row(row: Row, shown: View) -> dict[str, Any]:
    return {
        "activity": row.id,
        "name": in_language(shown.matrix.name(row.ref), shown.lang) or row.id,
        "department": shown.matrix.home(row),
        "status": row.activity.status,
        "critical": row.activity.critical,
        "tags": row.activity.tags,
        "platforms": row.activity.platforms,
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
