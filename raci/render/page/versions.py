"""Several versions of an organisation on one page: what is the same in all has one number.

The page has each department, role, platform and activity once, as the newest version has it that
has it at all. A version is told by what is otherwise in it: ``{number: entity}``, None where it is
not there.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from raci.change.diff.align import Line, aligned
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.render.page.cells import MOST_CELLS, Cells
from raci.render.page.entities import entities
from raci.render.page.index import Index, short
from raci.render.page.texts import LANGS, Both
from raci.render.reports.matrix import View

SECTIONS = {
    "departments": "department",
    "roles": "role",
    "platforms": "platform",
    "activities": "activity",
}
"""The sections of the page's data that have a number for each line, and their kinds."""

ROWS = "rows"
"""The section of the cells of each activity."""


class _LineIndex(Index):
    """The numbers of what some versions have, and the rows of these."""

    def __init__(self, numbers: Mapping[str, Mapping[str, int]], rows: Sequence[Row]) -> None:
        self.departments = dict(numbers["department"])
        self.roles = dict(numbers["role"])
        self.platforms = dict(numbers["platform"])
        self.activities = dict(numbers["activity"])
        self.rows = rows
        self.copies = grouped((id_.partition("@")[0], n) for id_, n in self.activities.items())


class Versions:
    """Versions of an organisation, the first to the last, and the numbers of what they have.

    ``left_out`` rows are too many for a page.
    """

    def __init__(self, matrices: Sequence[Matrix]) -> None:
        self.matrices = matrices
        self.lines = {kind: aligned(kind, matrices) for kind in SECTIONS.values()}
        every = self.lines["activity"]
        self.lines["activity"] = self._fitting(every)
        self.left_out = len(every) - len(self.lines["activity"])

    def data(self) -> dict[str, Any]:
        """Return departments, roles, platforms, activities, cells and legend for the page."""
        palette = _Palette()
        every = [self._version(number, palette) for number in range(len(self.matrices))]
        newest = {section: _newest([each[section] for each in every]) for section in every[0]}
        rows = newest.pop(ROWS)
        return {
            **newest,
            "columns": [*range(len(newest["roles"]))],
            "cells": {"palette": palette.kinds, ROWS: rows},
            "legend": palette.legend(),
            "versions": [
                {key: _others(each[key], of) for key, of in {**newest, ROWS: rows}.items()}
                for each in every
            ],
        }

    def index(self) -> Index:
        """Return the numbers of all that any version has, under all of its ids."""
        numbers: dict[str, dict[str, int]] = {kind: {} for kind in self.lines}
        for version in range(len(self.matrices)):  # of an id used twice the newest counts
            for kind in numbers:
                numbers[kind] |= self._numbers(kind, version)
        return _LineIndex(numbers, [self._row(line) for line in self.lines["activity"]])

    def _fitting(self, lines: Sequence[Line]) -> list[Line]:
        """Return as many of the first lines as a page may hold, were all of them to change once."""
        cells = accumulate(sum(1 for _ in self._row(line).cells()) for line in lines)
        return [line for line, n in zip(lines, cells, strict=True) if n <= MOST_CELLS // 2]

    def _numbers(self, kind: str, version: int) -> dict[str, int]:
        return {id_: n for n, line in enumerate(self.lines[kind]) if (id_ := line[version])}

    def _row(self, line: Line) -> Row:
        pairs = zip(reversed(self.matrices), reversed(line), strict=True)
        return next(matrix.rows[id_] for matrix, id_ in pairs if id_)

    def _version(self, number: int, palette: "_Palette") -> dict[str, list[Any]]:
        """Return the sections of a version, an entry a line, None where it has nothing."""
        matrix = self.matrices[number]
        numbers = {kind: self._numbers(kind, number) for kind in self.lines}
        shown = _shown(matrix, numbers["activity"])
        index = _LineIndex(numbers, shown.rows)
        found, cells = entities(matrix, index), Cells(shown, index)
        found[ROWS] = palette.renumbered(cells)
        kinds = {**SECTIONS, ROWS: "activity"}
        return {
            section: _placed(found[section], numbers[kind].values(), len(self.lines[kind]))
            for section, kind in kinds.items()
        }


def _shown(matrix: Matrix, rows: Iterable[str]) -> View:
    shown = tuple(matrix.rows[id_] for id_ in rows)
    return View(matrix, shown, tuple(matrix.org.roles), LANGS[0], matrix.day)


def _placed(entries: Sequence[Any], numbers: Iterable[int], length: int) -> list[Any]:
    placed: list[Any] = [None] * length
    for number, entry in zip(numbers, entries, strict=True):
        placed[number] = entry
    return placed


def _newest(versions: Sequence[Sequence[Any]]) -> list[Any]:
    return [
        next(entry for entry in reversed(line) if entry is not None)
        for line in zip(*versions, strict=True)
    ]


def _others(entries: Sequence[Any], newest: Sequence[Any]) -> dict[int, Any]:
    """Return the entries that are otherwise in the newest version, by number."""
    return {n: each for n, each in enumerate(entries) if each != newest[n]}


class _Palette:
    """The kinds of cells of all versions, each once."""

    def __init__(self) -> None:
        self.kinds: list[dict[str, Any]] = []
        self.signs: list[dict[str, Any]] = []
        self.derived: Both | None = None
        self._numbers: dict[str, int] = {}

    def renumbered(self, cells: Cells) -> list[list[int]]:
        """Return the rows of a version, their kinds numbered for all versions."""
        data, legend = cells.data(), cells.legend()
        self.signs += [sign for sign in legend["signs"] if sign not in self.signs]
        self.derived = self.derived or legend.get("derived")
        numbers = list(map(self._number, data["palette"]))
        return [
            [
                n
                for role, kind in zip(row[::2], row[1::2], strict=True)
                for n in (role, numbers[kind])
            ]
            for row in data[ROWS]
        ]

    def legend(self) -> dict[str, Any]:
        """Return what each letter that any version uses means."""
        return short(signs=self.signs, derived=self.derived)

    def _number(self, kind: Mapping[str, Any]) -> int:
        key = repr(kind)
        if key not in self._numbers:
            self._numbers[key] = len(self.kinds)
            self.kinds.append(dict(kind))
        return self._numbers[key]
