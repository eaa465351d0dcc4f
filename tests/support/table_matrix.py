"""A matrix as tests write it, and how it may be laid out."""

from dataclasses import dataclass

LETTERS = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}
PEOPLE = ("Ann Lee", "Bob O'Neill", "王芳", "Eve Martin", "Dan Brown", "Li Wei", "Zoë Kraus")
FIRMS = ("Our company", "Acme Ltd")


@dataclass(frozen=True)
class Activity:
    """A row: its groups, outermost first, its name, and the letters of each role."""

    groups: tuple[str, ...]
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Roles, and the rows below them. Each row has two groups, of which a layout may show one."""

    roles: tuple[str, ...]
    rows: tuple[Activity, ...]


@dataclass(frozen=True)
class Layout:
    """How a matrix is laid out and spelled.

    ``direction``: roles ``across`` or ``down``; ``letters`` across with names in the cells;
    ``ticks`` under the letters of each role; ``list``, a row for each activity and role.
    ``groups``: how they stand, outermost first: as a ``row`` or a ``merged-row`` above, in a
    ``column`` on the first row only, ``column-repeated`` or ``column-merged``.
    ``over``: what stands above or below the roles in a second row of heads: ``firms`` above,
    ``people`` above, or ``below``, people below the roles. ``form`` changes each cell.
    ``parts``: tables in which the rows stand. ``extra``: a row with one cell more than heads.
    ``short``: rows end with their last letter. ``marks``: links, bold and breaks in heads.
    """

    direction: str = "across"
    corner: str = "Activity"
    join: str = "/"
    form: str = "{}"
    blank: str = ""
    words: str = ""
    lower: bool = False
    ids: bool = False
    numbered: bool = False
    groups: tuple[str, ...] = ()
    notes: bool = False
    over: str = ""
    title: bool = False
    legend: str = "none"
    decisions: bool = False
    margin: int = 0
    parts: int = 1
    sheets: bool = False
    extra: bool = False
    short: bool = False
    marks: bool = False
