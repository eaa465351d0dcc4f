"""Makes the document of a definition of a file's matrices, every key marked with its cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from raci.findings.notation import NOTATIONS, name_of
from raci.findings.ref import Function
from raci.findings.table_read import TableRead
from raci.findings.text import one_line
from raci.source.document import Document
from raci.source.tables.activities import Activity, Chain, give_ids, group_ids
from raci.source.tables.cells import MatrixCells
from raci.source.tables.decide import Decision
from raci.source.tables.detected import detected
from raci.source.tables.grid import Cell, TableFile
from raci.source.tables.lock import lost_heads
from raci.source.tables.mapping import TableMapping
from raci.source.tables.marked import marked_list, marked_map
from raci.source.tables.names import slug
from raci.source.tables.notations import normal
from raci.source.tables.outside import doubt_outside
from raci.source.tables.people import is_unheld, people_in
from raci.source.tables.region import Doubt, Region

_TOP = Cell("", 0, 0)
"""Where what a table says as a whole stands."""

_COLLECTIVE = re.compile(
    r"(?:all|every|each)\b.*|every(?:one|body)|stakeholders?|employees|staff|(?:end[- ])?users"
    r"|(?:全体|所有|各).*|员工|干系人|相关方"
)
_EXTERNAL = re.compile(
    r"(?:.*\b)?(?:vendors?|suppliers?|contractors?|clients?|customers?|third[- ]part(?:y|ies)"
    r"|external auditors?|partners?)|.*(?:供应商|客户|承包商|外包商|外包方|合作方)"
)


@dataclass(slots=True)
class Reading:
    """A file as a definition, what was read of it, and what is in doubt.

    ``activities`` and ``roles`` are the ids of those with cells that are not understood.
    ``again`` are the ids and names of rows that have the name of another one beside them.
    ``left_out`` is what stands beside the matrices, and the first cells of other tables.
    ``mapping`` is what settings say where it is to be read in the same way.
    """

    document: Document
    tables: list[TableRead] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    activities: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    again: list[tuple[str, Cell]] = field(default_factory=list)
    left_out: list[Cell] = field(default_factory=list)
    mapping: Mapping[str, Any] = field(default_factory=dict)


def reading_of(
    document: Document,
    file: TableFile,
    regions: Sequence[Region],
    decision: Decision,
    mapping: TableMapping,
    id_: str,
) -> Reading:
    """Fill a document with the definition that a file's matrices are."""
    reading = Reading(document)
    rows: list[Activity] = []
    heads: list[Cell] = []
    people: list[tuple[Cell, Cell]] = []
    above: dict[Cell, Cell] = {}
    doubt_outside(regions, decision)
    for number, region in enumerate(regions):
        table = MatrixCells(region, decision)
        own = list(table.activities(number, len(regions) > 1))
        rows += own
        heads += table.roles
        people += table.people
        above |= table.above
        reading.tables.append(table.read(own))
        reading.left_out += region.left_out
        reading.doubts += table.doubts
        reading.roles |= {slug(head.text) for head in table.doubted}
    reading.doubts += lost_heads(regions, mapping.lock)
    reading.mapping = detected(file, regions, decision, mapping, id_)
    give_ids(rows)
    reading.again = [(row.id, row.name) for row in rows if row.again]
    reading.activities = {row.id for row in rows if row.doubtful}
    build = _Builder(document, mapping, group_ids(rows), above, people)
    document.data = build.definition(build.header(file, decision, id_), heads, rows)
    return reading


Entries = list[tuple[str, Cell, Any]]
"""The keys of a map, each with its cell and its value."""


@dataclass(slots=True)
class _Builder:
    document: Document
    mapping: TableMapping
    groups: Mapping[Chain, str]
    above: Mapping[Cell, Cell]
    holders: Sequence[tuple[Cell, Cell]]
    roles: dict[Cell, str] = field(default_factory=dict)

    def header(self, file: TableFile, decision: Decision, id_: str) -> dict[str, Any]:
        """Return what a table says as a whole."""
        entries: Entries = [("id", _TOP, id_)]
        if title := one_line(file.title):
            entries.append(("name", _TOP, title))
        if notation := self.notation(decision):
            entries.append(("notation", _TOP, notation))
        return self.map(entries)

    def notation(self, decision: Decision) -> str | dict[str, Any]:
        """Return the table's notation, so that its matrix is printed with its own letters."""
        notation = decision.reader.notation
        if decision.decided == "words" or notation.items() <= NOTATIONS["raci"].items():
            return ""
        if name := decision.name or name_of(notation):
            return name
        return self.map(
            [
                (letter, _TOP, marked_list(self.document, [(each.value, _TOP) for each in meaning]))
                for letter, meaning in notation.items()
            ]
        )

    def definition(
        self, org: Mapping[str, Any], heads: Sequence[Cell], rows: Sequence[Activity]
    ) -> dict[str, Any]:
        """Return the data of a definition, its maps and lists marked."""
        roles = [(slug(one_line(head.text)), head, self.role(head)) for head in heads]
        entries: Entries = [("raci", _TOP, 1), ("org", _TOP, org)]
        entries += self.section("departments", self.departments(rows))
        entries += self.section("platforms", self.platforms(rows))
        entries.append(("roles", heads[0] if heads else _TOP, self.map(roles)))
        activities = [(row.id, row.name, self.activity(row)) for row in rows]
        if activities:
            made = marked_map(self.document, activities, unique=True)
            entries.append(("activities", rows[0].name, made))
        entries += self.section("people", self.people())
        return self.map(entries)

    def map(self, entries: Entries) -> dict[str, Any]:
        return marked_map(self.document, entries)

    def section(self, name: str, entries: Entries) -> Entries:
        return [(name, entries[0][1], self.map(entries))] if entries else []

    def departments(self, rows: Sequence[Activity]) -> Entries:
        """Return the groups as departments; an inner one is a part of the outer."""
        if self.mapping.groups != "department":
            return []
        entries: Entries = []
        for chain, cell in (pair for row in rows for pair in row.chains):
            parent = [("parent", cell, self.groups[chain[:-1]])] if len(chain) > 1 else []
            department = self.map([("name", cell, chain[-1]), *parent])
            entries.append((self.groups[chain], cell, department))
        return entries

    def platforms(self, rows: Sequence[Activity]) -> Entries:
        """Return the innermost groups as platforms."""
        if self.mapping.groups != "platform":
            return []
        inner = [row.chains[-1] for row in rows if row.groups]
        return [
            (self.groups[chain], cell, self.map([("name", cell, chain[-1])]))
            for chain, cell in inner
        ]

    def role(self, head: Cell) -> dict[str, Any]:
        name = one_line(head.text)
        entries: Entries = [("name", head, name)]
        if (above := self.above.get(head)) is not None:
            entries.append(("note", above, one_line(above.text)))
        folded = normal(name)
        for kind, pattern in (("collective", _COLLECTIVE), ("external", _EXTERNAL)):
            if pattern.fullmatch(folded):
                return self.map([*entries, ("kind", head, kind)])
        return self.map(entries)

    def people(self) -> Entries:
        """Return who has which roles; ids say no names, since findings print them."""
        held: dict[str, Entries] = {}
        cells: dict[str, tuple[Cell, str]] = {}
        for cell, role in self.holders:
            unclear = [] if is_unheld(cell.text) else [one_line(cell.text)]
            for name in people_in(cell.text) or unclear:
                id_ = f"person-{sha256(normal(name).encode()).hexdigest()[:8]}"
                cells.setdefault(id_, (cell, name))
                held.setdefault(id_, []).append((slug(one_line(role.text)), cell, self.map([])))
        return [
            (id_, cell, self.map([("name", cell, name), ("roles", cell, self.map(held[id_]))]))
            for id_, (cell, name) in cells.items()
        ]

    def activity(self, row: Activity) -> dict[str, Any]:
        entries: Entries = [("name", row.name, one_line(row.name.text)), *self.group(row)]
        items: dict[Function, list[tuple[str, Cell]]] = {function: [] for function in Function}
        for role, cell, meaning in row.held:
            if role not in self.roles:
                self.roles[role] = slug(one_line(role.text))
            for function in meaning:
                items[function].append((self.roles[role], cell))
        for function, held in items.items():
            entries += self.list_of(function.value, held)
        return self.map(entries)

    def group(self, row: Activity) -> Entries:
        """Return what an activity says of its groups."""
        chains = [(self.groups[chain], cell) for chain, cell in row.chains]
        match self.mapping.groups:
            case "department":
                return [("department", cell, id_) for id_, cell in chains[-1:]]
            case "platform":
                return self.list_of("platforms", chains[-1:]) + self.list_of("tags", chains[:-1])
            case "tag":
                return self.list_of("tags", chains)
        return []

    def list_of(self, key: str, items: Sequence[tuple[str, Cell]]) -> Entries:
        return [(key, items[0][1], marked_list(self.document, items))] if items else []
