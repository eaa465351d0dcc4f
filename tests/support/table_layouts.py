"""The layouts that people use, and a file of a matrix in each of them.

``render(matrix, "group-column-merged", "xlsx")`` returns a file's name and bytes; ``CASES`` are the
layouts with the formats that can hold them. ``table_matrices`` beside it draws matrices, and says
what a reading must give back.
"""

from collections.abc import Mapping, Sequence

from tests.support.table_files import FORMATS, file_of
from tests.support.table_laying import laid_out
from tests.support.table_matrix import Layout, Matrix

LAYOUTS: Mapping[str, Layout] = {
    "across": Layout(),
    "down": Layout("down", corner="Role"),
    "letters-comma": Layout("letters", join=", "),
    "letters-semicolon": Layout("letters", join="; "),
    "letters-slash": Layout("letters", join=" / "),
    "letters-and": Layout("letters", join=" and "),
    "letters-plus": Layout("letters", join=" + "),
    "letters-lines": Layout("letters", join="\n"),
    "letters-chinese": Layout("letters", join="、", corner="工作任务"),
    "ticks": Layout("ticks"),
    "list": Layout("list"),
    "firms-over-roles": Layout(over="firms"),
    "people-over-roles": Layout(over="people"),
    "people-below-roles": Layout(over="below"),
    "from-b1": Layout(margin=1),
    "ids": Layout(ids=True),
    "numbered": Layout(numbered=True),
    "marked-heads": Layout(marks=True),
    "group-row": Layout(groups=("row",)),
    "group-merged-row": Layout(groups=("merged-row",)),
    "group-column": Layout(groups=("column",)),
    "group-column-repeated": Layout(groups=("column-repeated",)),
    "group-column-merged": Layout(groups=("column-merged",)),
    "groups-in-rows": Layout(groups=("merged-row", "merged-row")),
    "groups-in-columns": Layout(groups=("column-merged", "column")),
    "groups-in-row-and-column": Layout(groups=("merged-row", "column")),
    "groups-repeated": Layout(groups=("column-repeated", "column-repeated"), ids=True),
    "titled": Layout(title=True),
    "legend-below": Layout(legend="below"),
    "legend-beside": Layout(legend="beside"),
    "decision-table": Layout(decisions=True, title=True),
    "two-tables": Layout(parts=2),
    "two-sheets": Layout(parts=2, sheets=True),
    "more-cells-than-heads": Layout(extra=True),
    "more-heads-than-cells": Layout(short=True, notes=True),
    "remarks": Layout(notes=True),
    "together": Layout(join=""),
    "lower": Layout(lower=True, join=", "),
    "starred": Layout(form="{}*"),
    "with-text": Layout(form="{} (see the plan)"),
    "dashes": Layout(blank="–"),
    "not-applicable": Layout(blank="N/A", join=" & "),
    "words": Layout(words="en", join=" / "),
    "words-chinese": Layout(words="zh", join="、", corner="工作任务"),
    "everything": Layout(
        ids=True,
        groups=("merged-row", "column-merged"),
        notes=True,
        title=True,
        legend="below",
        blank="-",
        marks=True,
    ),
}
"""Layouts by name, each with one thing that people do; the last has most of them."""


def formats(layout: str) -> tuple[str, ...]:
    """Return the formats that can hold a layout; Markdown has one row of heads, and no sheets."""
    laid = LAYOUTS[layout]
    if laid.sheets:
        return ("xlsx",)
    if laid.parts > 1 or laid.margin or laid.over or laid.direction == "ticks":
        return tuple(each for each in FORMATS if each != "md")
    return tuple(FORMATS)


CASES: Sequence[tuple[str, str]] = [
    (layout, format_) for layout in LAYOUTS for format_ in formats(layout)
]
"""Each layout with each format that can hold it."""


def render(matrix: Matrix, layout: str | Layout, format_: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file with a matrix in a layout, by its name or whole."""
    made = LAYOUTS[layout] if isinstance(layout, str) else layout
    return file_of(laid_out(matrix, made), format_)
