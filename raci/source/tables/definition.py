"""Makes the document of a definition of a file's matrices, every key marked with its cell."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from raci.findings.ref import Function
from raci.findings.table_read import TableRead
from raci.source.document import Document
from raci.source.tables.decide import Decision
from raci.source.tables.grid import Cell, TableFile
from raci.source.tables.letters import Reader
from raci.source.tables.mapping import TableMapping
from raci.source.tables.names import LONGEST, slug
from raci.source.tables.notations import is_blank, normal
from raci.source.tables.region import Doubt, Line, Names, Region

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

    ``doubtful`` are the ids of activities and roles with cells that are not understood.
    """

    document: Document
    tables: list[TableRead] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    activities: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Row:
    """A row of any matrix, with what each role is: the function, the role's and the cell's cell."""

    name: Cell
    groups: tuple[Cell, ...]
    table: str
    held: list[tuple[Cell, Cell, tuple[Function, ...]]] = field(default_factory=list)
    doubtful: bool = False
    id: str = ""


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
    rows: list[_Row] = []
    heads: list[Cell] = []
    for number, region in enumerate(regions):
        table = _Table(region, decision)
        own = list(table.rows(number, len(regions) > 1))
        rows += own
        heads += table.roles
        reading.tables.append(table.read(own))
        reading.doubts += table.doubts
        reading.roles |= {slug(head.text) for head in table.doubted}
    _name_rows(rows)
    reading.activities = {row.id for row in rows if row.doubtful}
    _fill(document, file, rows, heads, mapping, id_)
    return reading


class _Table:
    """Reads the cells of one matrix."""

    def __init__(self, region: Region, decision: Decision) -> None:
        self.region, self.decision, self.reader = region, decision, decision.reader
        self.doubts: list[Doubt] = list(region.doubts)
        self.doubted: list[Cell] = []
        self.letters = self.present = 0
        self.roles: list[Cell] = list(region.roles)
        self.names = {slug(_one_line(role.text)): role for role in region.roles}

    def rows(self, number: int, several: bool) -> Iterator[_Row]:
        """Yield the rows with what each role is."""
        region = self.region
        table = region.heading or region.grid.sheet or (f"table {number + 1}" if several else "")
        heads = _qualified(region)
        for line in region.lines:
            row = _Row(line.name, line.groups, table)
            self._line(line, row, heads)
            yield row
        joint = _joint(region.names)
        for names in region.names:
            row = _Row(names.name, names.groups, table)
            self._names(names, row, joint)
            yield row
        self.roles = [heads.get(role, role) for role in self.roles]

    def _line(self, line: Line, row: _Row, heads: dict[Cell, Cell]) -> None:
        meaning = self.reader.meaning
        for role, cell in line.held:
            tokens = self.reader.tokens(cell.text)
            if tokens is None:
                self.doubts.append(Doubt("cell", cell, role.text, line.name.text))
                self.doubted.append(role)
                row.doubtful = True
                tokens = self.reader.partly(cell.text)
                self.present += 1
            written = sum(
                token not in self.reader.extra or bool(meaning(token)) for token in tokens
            )
            self.letters += written
            self.present += written
            row.held += [(heads.get(role, role), cell, meaning(t)) for t in tokens]

    def _names(self, names: Names, row: _Row, joint: frozenset[str]) -> None:
        for tokens, cell in names.held:
            known = [token for token in tokens if self._is_known(token)]
            for part in _split(cell, joint):
                self.present += len(tokens)
                if slug(part.text) not in self.names:
                    self.names[slug(part.text)] = part
                    self.roles.append(part)
                self.letters += len(known)
                row.held += [(part, part, self.reader.meaning(token)) for token in known]
            if len(known) < len(tokens):
                self.doubts.append(Doubt("cell", cell, "/".join(tokens), names.name.text))
                row.doubtful = True

    def _is_known(self, token: str) -> bool:
        reader: Reader = self.reader
        return token in reader.notation or token in reader.words or token in reader.extra

    def read(self, rows: Sequence[_Row]) -> TableRead:
        """Return what was read."""
        region = self.region
        accountable = sum(
            any(Function.ACCOUNTABLE in meaning for _, _, meaning in row.held) for row in rows
        )
        left_out = (_one_line(cell.text)[:LONGEST] for cell in region.left_out)
        return TableRead(
            region.heading,
            region.grid.sheet,
            region.grid.line,
            region.direction,
            len({slug(role.text) for role in self.roles}),
            len(rows),
            region.groups,
            self.letters,
            self.present,
            accountable,
            len(self.doubts),
            self.decision.name,
            self.decision.decided,
            tuple(left_out),
        )


def _qualified(region: Region) -> dict[Cell, Cell]:
    """Return other heads for those whose text stands several times, with what is above them."""
    counts = Counter(normal(role.text) for role in region.roles)
    return {
        role: Cell(f"{region.above[role].text}: {role.text}", role.start, role.end)
        for role in region.roles
        if counts[normal(role.text)] > 1 and role in region.above
    }


_HARD = re.compile(r"\s*[,;，；、\n|]\s*")
_SLASH = re.compile(r"[/&+／＆＋]")
_SOFT = re.compile(r"\s*[/+&／＋＆]\s*|\s+(?:and|und|et|y)\s+|\s*(?:和|与|及)\s*")


def _joint(names: Sequence[Names]) -> frozenset[str]:
    """Return names that have a slash or an "and", and whose parts stand nowhere alone.

    Several times, it is one name; in a table with commas between names, once with a slash.
    """
    parts = Counter(
        normal(part)
        for line in names
        for _, cell in line.held
        for part in _HARD.split(cell.text)
        if part.strip()
    )
    apart = Counter(part for name in parts for part in {*_SOFT.split(name)})
    commas = any(_HARD.search(cell.text) for line in names for _, cell in line.held)

    def is_one(name: str, n: int) -> bool:
        alone = any(part in parts or apart[part] > 1 for part in _SOFT.split(name))
        return not alone and (n > 1 or (commas and _SLASH.search(name) is not None))

    return frozenset(name for name, n in parts.items() if _SOFT.search(name) and is_one(name, n))


def _split(cell: Cell, joint: frozenset[str]) -> Iterator[Cell]:
    """Yield the names in a cell, each with its own place."""
    exact = cell.end - cell.start == len(cell.text)
    for start, text in _pieces(_HARD, 0, cell.text):
        soft = [(start, text)] if normal(text) in joint else _pieces(_SOFT, start, text)
        for at, name in soft:
            bare = re.sub(r"\s*[(（][^()（）]*[)）]\s*$", "", name).strip(" .*")
            if bare and not is_blank(bare):
                yield cell.part(bare, at) if exact else Cell(bare, cell.start, cell.end)


def _pieces(separator: re.Pattern[str], offset: int, text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for match in [*separator.finditer(text), None]:
        end = match.start() if match else len(text)
        yield offset + at, text[at:end]
        at = match.end() if match else end


def _name_rows(rows: Sequence[_Row]) -> None:
    """Give each row its id: its name, with its table or group where names repeat."""

    def number(of: Sequence[_Row]) -> None:
        taken: Counter[str] = Counter()
        for row in of:
            taken[row.id] += 1
            if taken[row.id] > 1:
                row.id = slug(f"{row.id}-{taken[row.id]}")

    for row in rows:
        row.id = slug(_one_line(row.name.text))
    for qualifier in (_group_of, _table_of):
        counts = Counter(row.id for row in rows)
        pairs = {(row.id, qualifier(row)) for row in rows}
        apart = Counter(id_ for id_, _ in pairs)
        for row in rows:
            if counts[row.id] > 1 and apart[row.id] > 1 and qualifier(row):
                row.id = slug(f"{qualifier(row)}: {row.id}")
    number(rows)


def _group_of(row: _Row) -> str:
    return _one_line(row.groups[-1].text) if row.groups else ""


def _table_of(row: _Row) -> str:
    return _one_line(row.table)


def _one_line(text: str) -> str:
    return " ".join(text.split())


class _Builder:
    """Builds maps and lists with the marks that lead to cells."""

    def __init__(self, document: Document) -> None:
        self.marks = document.marks

    def map(self, entries: Sequence[tuple[str, Cell, Any]]) -> dict[str, Any]:
        """Return a map; each entry is a key, its cell, and a value."""
        made: dict[str, Any] = {}
        offsets = array("q")
        for key, cell, value in entries:
            if key not in made:
                offsets.extend((cell.start, cell.end, cell.start, cell.end))
                made[key] = value
        self.marks[id(made)] = offsets
        return made

    def list(self, items: Sequence[tuple[str, Cell]]) -> list[str]:
        """Return a list; each item is a text and its cell."""
        made: list[str] = []
        offsets = array("q")
        for text, cell in items:
            if text not in made:
                made.append(text)
                offsets.extend((cell.start, cell.end))
        self.marks[id(made)] = offsets
        return made


def _fill(
    document: Document,
    file: TableFile,
    rows: Sequence[_Row],
    heads: Sequence[Cell],
    mapping: TableMapping,
    id_: str,
) -> None:
    build = _Builder(document)
    top = heads[0] if heads else Cell("", 0, 0)
    first = Cell("", 0, 0)
    title = _one_line(file.title)
    name = [("name", first, title)] if title else []
    org = build.map([("id", first, id_), *name])
    entries: list[tuple[str, Cell, Any]] = [("raci", first, 1), ("org", first, org)]
    groups = _groups(rows, mapping)
    if mapping.groups in ("department", "platform") and groups:
        section = "departments" if mapping.groups == "department" else "platforms"
        named = [
            (key, cell, build.map([("name", cell, _one_line(cell.text))]))
            for key, cell in groups.items()
        ]
        entries.append((section, named[0][1], build.map(named)))
    roles = [(slug(_one_line(head.text)), head, _role(build, head)) for head in heads]
    entries.append(("roles", top, build.map(roles)))
    activities = [(row.id, row.name, _activity(build, row, mapping)) for row in rows]
    if activities:
        entries.append(("activities", activities[0][1], build.map(activities)))
    document.data = build.map(entries)


def _groups(rows: Sequence[_Row], mapping: TableMapping) -> dict[str, Cell]:
    groups: dict[str, Cell] = {}
    for row in rows if mapping.groups != "none" else ():
        if row.groups:
            groups.setdefault(slug(_one_line(row.groups[-1].text)), row.groups[-1])
    return groups


def _role(build: _Builder, head: Cell) -> dict[str, Any]:
    name = _one_line(head.text)
    entries: list[tuple[str, Cell, Any]] = [("name", head, name)]
    folded = normal(name)
    for kind, pattern in (("collective", _COLLECTIVE), ("external", _EXTERNAL)):
        if pattern.fullmatch(folded):
            return build.map([*entries, ("kind", head, kind)])
    return build.map(entries)


def _activity(build: _Builder, row: _Row, mapping: TableMapping) -> dict[str, Any]:
    entries: list[tuple[str, Cell, Any]] = [("name", row.name, _one_line(row.name.text))]
    if row.groups and mapping.groups != "none":
        group, cell = slug(_one_line(row.groups[-1].text)), row.groups[-1]
        match mapping.groups:
            case "department":
                entries.append(("department", cell, group))
            case "platform":
                entries.append(("platforms", cell, build.list([(group, cell)])))
            case _:
                entries.append(("tags", cell, build.list([(group, cell)])))
    for function in Function:
        items = [
            (slug(_one_line(role.text)), cell)
            for role, cell, meaning in row.held
            if function in meaning
        ]
        if items:
            entries.append((function.value, items[0][1], build.list(items)))
    return build.map(entries)
