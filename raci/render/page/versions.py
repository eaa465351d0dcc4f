"""Several versions of an organisation on one page: what is the same in all has one number.

The page has each department, role, platform and activity once, as the newest version has it that
has it at all. A version is told by what is otherwise in it: ``{number: entity}``, None where it is
not there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from raci.change.diff.align import Line, aligned
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.render.page.cells import cells, legend
from raci.render.page.entities import entities
from raci.render.page.index import Index, short
from raci.render.page.texts import LANGS
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


class Versions:
    """Versions of an organisation, the first to the last, and the numbers of what they have."""

    def __init__(self, matrices: Sequence[Matrix]) -> None:
        self.matrices = matrices
        self.lines = {kind: aligned(kind, matrices) for kind in SECTIONS.values()}

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
            "legend": _legend(self.matrices),
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
        found = entities(matrix, index)
        held = cells(shown, index)
        found[ROWS] = [palette.renumbered(row, held["palette"]) for row in held[ROWS]]
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
        self._numbers: dict[str, int] = {}

    def renumbered(self, row: Sequence[int], kinds: Sequence[Mapping[str, Any]]) -> list[int]:
        """Return a row of roles and kinds, its kinds numbered for all versions."""
        pairs = zip(row[::2], row[1::2], strict=True)
        return [n for role, kind in pairs for n in (role, self._number(kinds[kind]))]

    def _number(self, kind: Mapping[str, Any]) -> int:
        key = repr(kind)
        if key not in self._numbers:
            self._numbers[key] = len(self.kinds)
            self.kinds.append(dict(kind))
        return self._numbers[key]


def _legend(matrices: Iterable[Matrix]) -> dict[str, Any]:
    """Return the legend of the letters that any version uses."""
    legends = [legend(_shown(matrix, matrix.rows)) for matrix in matrices]
    signs = [sign for each in legends for sign in each["signs"]]
    derived = (each["derived"] for each in legends if "derived" in each)
    return short(
        signs=[sign for number, sign in enumerate(signs) if sign not in signs[:number]],
        derived=next(derived, None),
    )
