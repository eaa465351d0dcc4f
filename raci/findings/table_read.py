"""What was read of one matrix of a table, as reports tell it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableRead:
    """One matrix: the heading above it or its sheet, and how much of it was read.

    ``direction``: whether roles stand ``across`` or ``down``, or letters across (``letters``).
    ``decided``: what decided the meaning of letters, a ``mapping``, a ``legend``, a ``title``,
    the set of ``letters``, or ``words``. ``present`` are the letters that stand in it, of which
    ``letters`` were read. ``left_out`` are heads of columns, and first texts of
    rows, that are not read. ``answering`` is the letter of who is accountable. ``people`` are
    heads that are people, and ``above`` what stands above roles and is kept as their note.
    """

    name: str
    sheet: str
    line: int
    direction: str
    roles: int
    activities: int
    groups: int
    letters: int
    present: int
    accountable: int
    not_understood: int
    notation: str
    decided: str
    left_out: tuple[str, ...] = ()
    answering: str = "A"
    people: int = 0
    above: tuple[str, ...] = ()
