"""Matrices of public repositories: what their letters mean is said per file, all else is read."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from .definition import Definition, slug
from .measure import Case, Explained, Known
from .tables import Grid, Table, tables

Letters = Mapping[str, tuple[str, ...]]
RACI: Letters = {
    "R": ("responsible",),
    "A": ("accountable",),
    "C": ("consulted",),
    "I": ("informed",),
}
WORDS: Letters = {word.capitalize(): (word,) for (word,) in RACI.values()}
APPROVAL: Letters = {
    **RACI,
    "A": ("signatory",),
    "R": ("responsible", "accountable"),
    "S": ("support",),
}
OWNS: Letters = {
    "OWNs": ("accountable",),
    "Execute": ("responsible",),
    "Helps": ("support",),
    "and": (),
    "Coordinates": (),  # the legend does not say for what this stands
}


@dataclass(frozen=True)
class Layout:
    """What a reader must be told of a file.

    ``grouped``: a column that is filled only on the first row of a group is part of the names.
    ``alone``: from which table on each is an organisation of its own: alternatives, or where
    ``examples``, tables of one row that show a mistake on purpose.
    """

    letters: Letters = field(default_factory=lambda: RACI)
    names_in_cells: bool = False
    roles_down: tuple[str, ...] = ()
    long_heads: tuple[str, ...] = ()
    grouped: bool = True
    alone: int = 1000
    examples: bool = False


LAYOUTS = {
    "blobfishes-rasi.md": Layout(APPROVAL),
    "docs-team-columns.md": Layout(names_in_cells=True),
    "ms-caf-raci-template.xlsx": Layout(
        WORDS,
        roles_down=("MVP Best Practice", "Fully-staffed Best Practice"),
        long_heads=("Example Fully staffed BP",),
        alone=0,
    ),
    "packt-tpm-one-role.xlsx": Layout(grouped=False),
    "pm-templates.md": Layout(alone=10, examples=True),
    "rykaj-agile-owns.md": Layout(OWNS),
}
WITHOUT_A = (
    "A is Approval in the file's legend: the R answers, and a row without A has nothing to approve"
)


@dataclass
class Matrix:
    """A table of letters, read: roles in order, and rows of role to functions, by name."""

    heading: str
    roles: list[str]
    rows: list[tuple[str, dict[str, list[str]]]]


def functions(cell: str, letters: Letters) -> list[str] | None:
    """Give the functions that a cell names, text in brackets left out; None where it is text."""
    tokens = re.split(r"[/,\s]+", "" if cell in BLANK else re.sub(r"\([^)]*\)", "", cell).strip())
    whole = [[token] if token in letters else list(token) for token in tokens]
    read = [letter for token in whole for letter in token]
    if not {*read} <= {*letters}:
        return None
    return list(dict.fromkeys(function for letter in read for function in letters[letter]))


def matrices(path: Path) -> list[Matrix]:
    """Give the responsibility matrices of a file, in order; other tables are left out."""
    layout = LAYOUTS.get(path.name, Layout())
    read = _names_in_cells if layout.names_in_cells else _letters_in_cells
    found = (read(table, layout) for table in tables(path))
    return [matrix for matrix in found if matrix is not None]


def _letters_in_cells(table: Table, layout: Layout) -> Matrix | None:
    heads, body = _trimmed(table.grid, layout.letters)
    if table.heading in layout.roles_down:
        columns = [column for column in zip(heads, *body, strict=True) if any(column)]
        heads, *body = [list(column) for column in columns]
    cells = [[functions(cell, layout.letters) for cell in row] for row in body]
    across = [
        n for n, head in enumerate(heads) if head and all(cell[n] is not None for cell in cells)
    ]
    if not across or not across[0] or not any(cell[n] for cell in cells for n in across):
        return None
    before = [n for n in range(across[0]) if not all(row[n].isdecimal() for row in body)]
    carried = [n for n in before if any(not row[n] for row in body)] if layout.grouped else []
    name = next(n for n in before if all(row[n] for row in body))
    cut = " - " if table.heading in layout.long_heads else "\0"
    roles = [heads[n].partition(cut)[0] for n in across]
    rows, phase = [], ""
    for row, cell in zip(body, cells, strict=True):
        phase = next((row[n] for n in carried if row[n]), phase)
        title = f"{phase}: {row[name]}" if phase else row[name]
        rows.append((title, {role: cell[n] or [] for role, n in zip(roles, across, strict=True)}))
    return Matrix(table.heading, roles, rows)


BLANK = ("", "-", "—", "–", "N/A")


def _trimmed(grid: Grid, letters: Letters) -> tuple[list[str], Grid]:
    """Give the heads and the rows of letters, of one width; titles and legends are left out."""

    def lettered(row: list[str]) -> bool:
        return any(functions(cell, letters) for cell in row[1:])

    first = next((n for n, row in enumerate(grid) if n and lettered(row)), len(grid))
    above = [row for row in grid[:first] if sum(map(bool, row)) > 1]
    heads = above[0] if above else []
    inside = (row for row in grid[first:] if sum(map(bool, row)) != 1)  # one cell: a group
    body = list(takewhile(lettered, inside))
    width = max(map(len, [heads, *body]))
    full = [row + [""] * (width - len(row)) for row in [heads, *body]]
    return full[0], full[1:]


def _names_in_cells(table: Table, layout: Layout) -> Matrix | None:
    heads, *body = table.grid
    if not {*heads[1:]} <= {*layout.letters}:
        return None
    rows: list[tuple[str, dict[str, list[str]]]] = []
    for title, *cells in body:
        held: dict[str, list[str]] = {}
        for letter, cell in zip(heads[1:], cells, strict=True):
            for role in filter(None, (name.strip() for name in cell.split(","))):
                held.setdefault(role, []).extend(layout.letters[letter])
        rows.append((title, held))
    roles = list(dict.fromkeys(role for _, held in rows for role in held))
    return Matrix(table.heading, roles, rows)


def definition(name: str, found: Mapping[int, Matrix]) -> Definition:
    """Make one organisation of matrices by number: a role has one name, a row one table."""
    made = Definition(name)
    for number, matrix in found.items():
        for role in matrix.roles:
            if not made.has("roles", role):
                made.add("roles", role, label=slug(role), name=role)
        for line, (title, held) in enumerate(matrix.rows):
            entry: dict[str, Any] = {}
            for role, functions_ in held.items():
                for function in functions_:
                    entry.setdefault(function, []).append(made.id("roles", role))
            key = f"{title} {matrix.heading} {number}.{line}"
            made.add("activities", key, label=_row(number, title), name=title, **entry)
    return made


def _row(number: int, title: str) -> str:
    return slug(f"{number} {title}")


def cases(folder: Path) -> Iterator[Case]:
    """Give an organisation a file, and one for each table that stands alone."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    crowded = _crowded((folder / "SOURCE.md").read_text("utf-8"))
    for file, lists in known.items():
        found = dict(enumerate(matrices(folder / file)))
        layout = LAYOUTS.get(file, Layout())
        alone = layout.alone
        together = {n: matrix for n, matrix in found.items() if n < alone}
        for group in filter(None, [together, *({n: found[n]} for n in found if n >= alone)]):
            name = f"{file} {min(group)}" if min(group) >= alone else file
            yield Case(
                definition(name, group),
                tuple(_known({n: lists[n] for n in group}, crowded[file])),
                _explained(lists) if file == "blobfishes-rasi.md" else {},
                example=layout.examples and min(group) >= alone,
            )


def _known(lists: Mapping[int, Any], crowded: Mapping[int, Any]) -> Iterator[Known]:
    def keys(fact: str) -> tuple[str, ...]:
        rows = ((n, row) for n, table in lists.items() for row in table[fact])
        return tuple(_row(n, row if isinstance(row, str) else row[0]) for n, row in rows)

    yield Known("GAP101", keys("without_A"))
    yield Known("GAP102", keys("without_R"))
    yield Known("OVL203", keys("several_A"))
    yield Known("GAP108", tuple(_audience(lists.values())))
    yield Known("LOD505", tuple(_bottlenecks(lists.values())))
    for rule, words in CROWDED.items():
        rows = ((n, row) for n in lists for row in crowded.get(n, {}).get(words, ()))
        yield Known(rule, tuple(_row(n, row) for n, row in rows))


CROWDED = {"OVL204": "more than three R", "OVL208": "more than five C"}


def _letters(lists: Any) -> dict[str, Counter[str]]:
    """Add up the letters of each role over the tables of an organisation."""
    letters: dict[str, Counter[str]] = {}
    for table in lists:
        for role, counts in table["letters_by_role"].items():
            letters.setdefault(slug(role), Counter()).update(counts)
    return letters


def _audience(lists: Any) -> Iterator[str]:
    """Give the roles that have nothing but C and I."""
    yield from (role for role, held in _letters(lists).items() if {*held} <= {"C", "I"})


def _bottlenecks(lists: Any) -> Iterator[str]:
    """Give the roles that are C in over 60 per cent of ten rows or more."""
    rows = sum(table["rows"] for table in lists)
    if rows >= 10:
        yield from (role for role, held in _letters(lists).items() if held["C"] / rows > 0.6)


def _crowded(text: str) -> dict[str, dict[int, dict[str, list[str]]]]:
    """Read the lists that only SOURCE.md has: by file, number of the table, and what it counts."""
    found: dict[str, dict[int, dict[str, list[str]]]] = {}
    for section in text.split("\n## ")[1:]:
        file, _, rest = section.partition("\n")
        parts = re.split(r"^\*\*.*\*\*:", rest, flags=re.MULTILINE)[1:]
        found[file] = {
            n: {
                words: rows.split("; ")
                for words, rows in re.findall(r"^- (.*?): \*\*\d+\*\* — (.*)$", part, re.MULTILINE)
            }
            for n, part in enumerate(parts)
        }
    return found


def _explained(lists: Any) -> dict[str, tuple[Explained, ...]]:
    rows = frozenset(_row(n, row) for n, t in enumerate(lists) for row in t["without_A"])
    return {"GAP101": (Explained(WITHOUT_A, not_found=rows),)}
