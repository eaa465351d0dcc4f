"""Sheets before they are a workbook: heads, and rows of cells with what they show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from raci.findings.ref import Function

LONGEST = 32_767
"""A cell has no more characters."""

COLOURS: Mapping[Function, str] = {
    Function.ACCOUNTABLE: "#F4B183",
    Function.RESPONSIBLE: "#9DC3E6",
    Function.SIGNATORY: "#D9C3E8",
    Function.VERIFIER: "#C6E0B4",
    Function.SUPPORT: "#CFE8E8",
    Function.CONSULTED: "#FFE699",
    Function.INFORMED: "#E2E2E2",
}
"""The colour of each function, that of the strongest where a cell has several."""


@dataclass(frozen=True, slots=True)
class LetterColumns:
    """What columns with letters have: a colour for each letter, and the cells that are allowed.

    ``title`` and ``message`` are shown for any other.
    """

    colours: Mapping[str, Function]
    allowed: Sequence[str]
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell with more than its value: a cell where it leads, colours, a comment.

    ``link`` is a place in the workbook, ``'Sheet'!C7``; ``border`` the colour of a frame.
    """

    value: str | float
    link: str = ""
    fill: str = ""
    border: str = ""
    note: str = ""


class Day(str):
    """A day, ISO 8601, which sorts and filters as one."""

    __slots__ = ()


Cell = str | float | Marked


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name: its heads, and rows of cells.

    The first ``keys`` columns name the row and stay in sight. ``letters``: what the others hold.
    ``is_facts``: it is about the organisation, and no matrix when the workbook is read again.
    """

    name: str
    head: tuple[Cell, ...]
    rows: Sequence[Sequence[Cell]]
    keys: int = 1
    letters: LetterColumns | None = None
    is_facts: bool = False


def text_of(cell: Cell) -> str:
    """Return the value of a cell as a text."""
    return str(cell.value if isinstance(cell, Marked) else cell)
