"""Reads the cells of one matrix: what each role is for each activity, and what is in doubt."""

from collections import Counter
from collections.abc import Iterator, Sequence

from raci.findings.notation import Meaning
from raci.findings.ref import Function
from raci.findings.table_read import TableRead
from raci.findings.text import one_line
from raci.source.tables.activities import Activity
from raci.source.tables.decide import Decision
from raci.source.tables.grid import Cell
from raci.source.tables.letters import Reader
from raci.source.tables.name_lists import NameLists
from raci.source.tables.names import LONGEST, slug
from raci.source.tables.outside import is_counted
from raci.source.tables.region import Doubt, Line, Names, Region

LONGEST_NAME = 2000
"""A text with more characters is no name."""


class MatrixCells:
    """Reads the cells of one matrix."""

    def __init__(self, region: Region, decision: Decision) -> None:
        self.region, self.decision, self.reader = region, decision, decision.reader
        self.heads = _qualified(region)
        self.doubts: list[Doubt] = [*region.doubts, *_doubtful_names(region), *self._twice()]
        self.doubted: list[Cell] = []
        self.letters = 0
        self.present = sum(is_counted(doubt.cell.text, decision) for doubt in region.doubts)
        self.known: dict[str, tuple[bool, int, list[Meaning]]] = {}
        self.roles: list[Cell] = list(region.roles)
        self.names = {slug(one_line(role.text)): role for role in region.roles}

    def activities(self, number: int, several: bool) -> Iterator[Activity]:
        """Yield the rows with what each role is."""
        region = self.region
        table = region.heading or region.grid.sheet or (f"table {number + 1}" if several else "")
        heads = self.heads
        for line in region.lines:
            row = Activity(line.name, line.groups, table)
            self._line(line, row, heads)
            yield row
        lists = NameLists(region.names)
        for names in region.names:
            row = Activity(names.name, names.groups, table)
            self._names(names, row, lists)
            yield row
        self.roles = [heads.get(role, role) for role in self.roles]

    @property
    def people(self) -> Iterator[tuple[Cell, Cell]]:
        """The heads of people, each with the role that they have."""
        return ((person, self.heads.get(role, role)) for person, role in self.region.people)

    @property
    def above(self) -> dict[Cell, Cell]:
        """What stands above roles, by role."""
        return {self.heads.get(role, role): cell for role, cell in self.region.above.items()}

    def _twice(self) -> Iterator[Doubt]:
        """Yield the heads that have the id of another one."""
        seen: set[str] = set()
        for role in self.region.roles:
            id_ = slug(one_line(self.heads.get(role, role).text))
            if id_ in seen:
                yield Doubt("head-twice", role)
            seen.add(id_)

    def _line(self, line: Line, row: Activity, heads: dict[Cell, Cell]) -> None:
        for role, cell in line.held:
            if cell.text not in self.known:
                self.known[cell.text] = self._read(cell.text)
            is_understood, written, meanings = self.known[cell.text]
            if not is_understood:
                case = "formula" if cell.text.startswith("=") else "cell"
                self.doubts.append(Doubt(case, cell, role.text, line.name.text))
                self.doubted.append(role)
                row.doubtful = True
                self.present += 1
            self.letters += written
            self.present += written
            head = heads.get(role, role)
            row.held += [(head, cell, meaning) for meaning in meanings]

    def _read(self, text: str) -> tuple[bool, int, list[Meaning]]:
        """Return whether a text is understood, its count of letters, and what they mean."""
        reader: Reader = self.reader
        tokens = reader.tokens(text)
        known = reader.partly(text) if tokens is None else tokens
        meanings = [reader.meaning(token) for token in known]
        written = sum(
            token not in reader.extra or bool(meaning)
            for token, meaning in zip(known, meanings, strict=True)
        )
        return tokens is not None, written, meanings

    def _names(self, names: Names, row: Activity, lists: NameLists) -> None:
        self.doubts += names.doubts
        self.present += len(names.doubts)
        row.doubtful = bool(names.doubts)
        for tokens, cell in names.held:
            known = [token for token in tokens if self._is_known(token)]
            for part in [cell] if names.is_ticked else lists.names_in(cell):
                self.present += len(tokens)
                self.doubts += _doubtful_name(part)
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

    def read(self, rows: Sequence[Activity]) -> TableRead:
        """Return what was read."""
        region = self.region
        accountable = sum(
            any(Function.ACCOUNTABLE in meaning for _, _, meaning in row.held) for row in rows
        )
        left_out = (one_line(cell.text)[:LONGEST] for cell in region.left_out)
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
            self._answering(),
            len(region.people),
            tuple(dict.fromkeys(one_line(cell.text) for cell in region.above.values())),
        )

    def _answering(self) -> str:
        notation = self.reader.notation.items()
        return next((each for each, meant in notation if Function.ACCOUNTABLE in meant), "A")


def _doubtful_names(region: Region) -> Iterator[Doubt]:
    """Yield what is wrong with the names of roles, activities and groups."""
    rows: list[Line | Names] = [*region.lines, *region.names]
    names = (cell for row in rows for cell in (row.name, *row.groups))
    for cell in dict.fromkeys((*region.roles, *names)):
        yield from _doubtful_name(cell)


def _doubtful_name(cell: Cell) -> Iterator[Doubt]:
    """Yield that a name is a formula without a result, or too long; a long one is cut."""
    if cell.text.startswith("="):
        yield Doubt("formula", cell)
    if len(cell.text) > LONGEST_NAME:
        yield Doubt("too-long", cell, name=str(LONGEST_NAME))
        cell.text = f"{cell.text[:LONGEST_NAME]}…"


def _qualified(region: Region) -> dict[Cell, Cell]:
    """Return other heads for those whose text stands several times, with what is above them."""
    counts = Counter(slug(one_line(role.text)) for role in region.roles)
    return {
        role: Cell(f"{region.above[role].text}: {role.text}", role.start, role.end)
        for role in region.roles
        if counts[slug(one_line(role.text))] > 1 and role in region.above
    }
