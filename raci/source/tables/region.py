"""What a table says before it is a definition: regions, their roles, rows and doubts."""

from dataclasses import dataclass, field

from raci.source.tables.grid import Cell, Grid
from raci.source.tables.mapping import Direction


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell, head or row that is not understood: the case of DEF018, and the cell.

    ``text`` is what it is about where that is not the cell's own text.
    """

    case: str
    cell: Cell
    head: str = ""
    name: str = ""
    text: str = ""

    @property
    def found(self) -> str:
        """What it is about."""
        return self.text or self.cell.text


@dataclass(slots=True)
class Line:
    """A row of a matrix: its activity, the groups above it, outermost first, and its cells.

    ``held`` has each role's head with the cell that has its letters.
    """

    name: Cell
    groups: tuple[Cell, ...]
    held: list[tuple[Cell, Cell]]


@dataclass(slots=True)
class Names:
    """A row whose cells have names, under heads that are letters: each letter with its cells.

    ``is_ticked``: the cells are heads of roles instead, whole, with ticks under their letters.
    ``doubts``: what is not understood in the row.
    """

    name: Cell
    groups: tuple[Cell, ...]
    held: list[tuple[tuple[str, ...], Cell]]
    is_ticked: bool = False
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(slots=True)
class Region:
    """A matrix as it stands: its heads in order, its rows, and what is in doubt or left out.

    ``above`` has, by head, what stands over it in a further row of heads; ``people`` are heads of
    people, each with the head of a role. ``letters`` are the
    heads of columns that are letters. ``header_rows``: how many rows of heads there are, where
    letters stand in the cells. ``labels`` are rows of heads and columns of numbers, which may look
    like letters; ``marks`` are the ticks and letters that say what ``names`` have.
    """

    grid: Grid
    heading: str
    direction: Direction
    roles: list[Cell]
    lines: list[Line] = field(default_factory=list)
    names: list[Names] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[Cell] = field(default_factory=list)
    groups: int = 0
    above: dict[Cell, Cell] = field(default_factory=dict)
    people: list[tuple[Cell, Cell]] = field(default_factory=list)
    letters: list[Cell] = field(default_factory=list)
    header_rows: int = 0
    labels: list[Cell] = field(default_factory=list)
    marks: list[Cell] = field(default_factory=list)
