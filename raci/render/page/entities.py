"""Departments, roles, platforms and activities of a page, which refer to one another by number."""

from collections.abc import Iterable, Mapping
from typing import Any

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.render.facts.table import FactTable
from raci.render.page.index import Index, short
from raci.render.page.texts import Both, name_of, one_or_both
from raci.render.page.wordings import wordings
from raci.render.phrases import phrases


def entities(matrix: Matrix, index: Index) -> dict[str, Any]:
    """Return departments, roles, platforms and activities; what is absent or usual is left out."""
    told = _Entities(matrix, index)
    return {
        "departments": [told.department(id_) for id_ in index.departments],
        "roles": [told.role(id_) for id_ in index.roles],
        "platforms": [told.platform(id_) for id_ in index.platforms],
        "activities": [told.activity(row) for row in index.rows],
    }


class _Entities:
    """What the page has of an entity of each kind."""

    def __init__(self, matrix: Matrix, index: Index) -> None:
        self.matrix, self.index = matrix, index
        self.org, self.structure = matrix.org, matrix.structure

    def department(self, id_: str) -> dict[str, Any]:
        each = self.org.departments[id_]
        return short(
            id=id_,
            name=name_of(each.name, id_),
            parent=self.index.departments.get(each.parent or ""),
            head=self.index.roles.get(each.head or ""),
        )

    def role(self, id_: str) -> dict[str, Any]:
        each, manager = self.org.roles[id_], self.structure.managers.get(id_)
        return short(
            id=id_,
            name=name_of(each.name, id_),
            department=self.index.departments.get(self.structure.department(id_) or ""),
            manager=self.index.roles.get(manager.role if manager else ""),
            also=_numbers(each.also_reports_to, self.index.roles) or None,
            kind=each.nature if each.nature != "person" else None,
            headcount=each.written_headcount,
            deputies=_numbers(each.deputies, self.index.roles) or None,
            wordings=wordings(each, self.matrix, self.index) or None,
            vacant=self.matrix.is_vacant(id_) or None,
        )

    def platform(self, id_: str) -> dict[str, Any]:
        each = self.org.platforms[id_]
        return short(
            id=id_,
            name=name_of(each.name, id_),
            owners=_numbers(each.owners, self.index.roles) or None,
            deputies=_numbers(each.deputies, self.index.roles) or None,
            critical=each.critical or None,
        )

    def activity(self, row: Row) -> dict[str, Any]:
        each = row.activity
        return short(
            id=row.id,
            name=name_of(self.matrix.name(row.ref), row.id),
            department=self.index.departments.get(self.matrix.home(row) or ""),
            platforms=_numbers(each.platforms, self.index.platforms) or None,
            tags=each.tags or None,
            critical=each.critical or None,
            status=_status(each.status) if each.status != "active" else None,
        )


def _numbers(ids: Iterable[str], known: Mapping[str, int]) -> list[int]:
    return [known[id_] for id_ in ids if id_ in known]


def _status(status: str) -> Both:
    return one_or_both(*phrases("facts")[f"status-{status}"])


def names(matrix: Matrix) -> dict[str, Both]:
    """Return the names of what tables name by Ref, and has no list of its own on the page."""
    named = (each for each in matrix.org.separations.values() if each.name)
    return {str(each.ref): name_of(each.name, each.id) for each in named}


def former_names(matrix: Matrix, tables: Iterable[FactTable]) -> dict[str, Both]:
    """Return the names of what the rows of tables name and the organisation does not have."""
    known = {ref: name for table in tables for ref, name in table.names.items()}
    told = (value for table in tables if table.names for row in table.rows for value in row)
    refs = (ref for value in told for ref in (value if isinstance(value, tuple) else (value,)))
    gone = {ref for ref in refs if isinstance(ref, Ref) and known.get(ref) and not matrix.name(ref)}
    return {str(ref): name_of(known[ref], ref.id) for ref in sorted(gone)}
