"""Fact tables as sheets of a workbook, beside the matrix that they are about."""

from collections.abc import Iterable, Mapping

from raci.findings.finding import Severity
from raci.findings.ref import PARTS, Ref
from raci.findings.text import Text, in_language, titled
from raci.matrix.matrix import Matrix
from raci.render.export.marks import LIGHT, Addresses
from raci.render.export.sheet import Cell, Day, Marked, Sheet
from raci.render.export.workbook import MOST_LINKS
from raci.render.facts.table import Column, FactTable, Value
from raci.render.phrases import Words

LONGEST_NAME = 31
"""The characters that Excel takes as the name of a sheet."""

FAILED = "failed"
"""The key of the column with how many subjects fail: a rule without any has no colour."""


def fact_sheets(
    tables: Iterable[FactTable], matrix: Matrix, lang: str, addresses: Addresses, taken: set[str]
) -> list[Sheet]:
    """Return a sheet for each table, named by its title.

    Args:
        tables: the tables.
        matrix: the organisation, for the names of its entities.
        lang: the language of titles and texts.
        addresses: where the sheet with the matrix has what Refs name.
        taken: the names of the other sheets; those of these are added.
    """
    writer = _Writer(matrix, lang, addresses)
    return [
        writer.sheet(table, _free_name(in_language(table.title, lang), taken)) for table in tables
    ]


class _Writer:
    def __init__(self, matrix: Matrix, lang: str, addresses: Addresses) -> None:
        self.matrix, self.lang, self.addresses = matrix, lang, addresses
        self.words = Words("export", lang)
        self.names: Mapping[Ref, Text] = {}

    def sheet(self, table: FactTable, name: str) -> Sheet:
        self.links = 0
        head = tuple(in_language(column.title, self.lang) for column in table.columns)
        self.names = table.names
        rows = [self._row(table.columns, row) for row in table.rows]
        if not rows:
            rows = [(self.words["no-entries"], *[""] * (len(head) - 1))]
        return Sheet(name, head, rows, is_facts=True)

    def _row(self, columns: tuple[Column, ...], row: tuple[Value, ...]) -> tuple[Cell, ...]:
        pairs = list(zip(columns, row, strict=True))
        is_clean = any(each.key == FAILED and value == 0 for each, value in pairs)
        return tuple(self._cell(each, value, is_clean=is_clean) for each, value in pairs)

    def _cell(self, column: Column, value: Value, *, is_clean: bool) -> Cell:
        if value is None or value == "":
            return ""
        if isinstance(value, Mapping):
            return in_language(value, self.lang)
        if isinstance(value, tuple):
            return "; ".join(self._title(ref, column) for ref in value)
        if isinstance(value, Ref):
            return self._link(value, self._title(value, column))
        if column.kind == "severity":
            fill = "" if is_clean else LIGHT[Severity[str(value).upper()]]
            return Marked(self.words[str(value)], fill=fill)
        return Day(value) if column.kind == "day" and isinstance(value, str) else value

    def _title(self, ref: Ref, column: Column) -> str:
        """Return a name with the id behind it, or with the whole Ref where kinds are mixed."""
        whole = column.mixed or ref.kind in PARTS
        name = self.matrix.name(ref) or self.names.get(ref, {})
        return titled(name, ref if whole else ref.id, self.lang)

    def _link(self, ref: Ref, title: str) -> Cell:
        target = self.addresses.of(ref)
        self.links += bool(target)
        return Marked(title, link=target) if target and self.links <= MOST_LINKS else title


def _free_name(title: str, taken: set[str]) -> str:
    """Return a name that Excel takes and no other sheet has, whatever its case."""
    plain = "".join("-" if each in "[]:*?/\\" else each for each in title).strip("'")
    names = (plain, *(f"{plain[: LONGEST_NAME - 4]} {n}" for n in range(2, len(taken) + 3)))
    name = next(each for each in names if each[:LONGEST_NAME].casefold() not in taken)
    taken.add(name[:LONGEST_NAME].casefold())
    return name[:LONGEST_NAME]
