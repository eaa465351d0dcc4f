"""How cells and margins of a workbook look, and how texts stand in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from raci.render.columns import columns, cut
from raci.render.escape import clean
from raci.render.export.sheet import LONGEST, Cell, Sheet, text_of

FORMULA = ("=", "+", "-", "@")
"""A text that begins like this is marked, so that it stays a text when somebody edits it."""

LONGEST_TITLE = 80
"""The columns of the title that stands at the head of each printed page."""

Style = Mapping[str, Any]
"""The properties of a format."""

TEXT: Style = {"text_wrap": True, "valign": "top"}
HEAD: Style = {"bold": True, "bg_color": "#EDEDED", "bottom": 1, **TEXT}
NUMBER: Style = {**TEXT, "align": "center"}
NUMBER_HEAD: Style = {**HEAD, "align": "center"}
LETTER: Style = {"align": "center", "valign": "top"}
DERIVED: Style = {**LETTER, "italic": True}


def styles_of(sheet: Sheet, row: Sequence[Cell]) -> list[Style]:
    """Return the style of each cell of a row."""
    if sheet.letters is None:
        return [TEXT] * len(row)
    letters = (DERIVED if "(" in text_of(cell) else LETTER for cell in row[sheet.keys :])
    return [*[TEXT] * sheet.keys, *letters]


def is_of_numbers(sheet: Sheet, column: int) -> bool:
    """Return whether a column of facts has numbers."""
    return sheet.is_facts and any(isinstance(row[column], int | float) for row in sheet.rows)


def quoted(text: str, style: Style) -> Style:
    """Return a style that keeps a text a text, whatever it begins like."""
    return {**style, "quote_prefix": True} if text.startswith(FORMULA) else style


def plain_text(text: str) -> str:
    """Return a text as a cell takes it, in which only line breaks are obeyed."""
    plain = "\n".join(map(clean, text.split("\n")))
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def margin(left: str, right: str) -> str:
    """Return what stands at the left and, in the signs of Excel, at the right of a page."""
    return f"&L{clean(left).replace('&', '&&')}&R{right}"


def shortened(title: str) -> str:
    """Return a title that has room at the head of a page."""
    shown = clean(title)
    return shown if columns(shown) <= LONGEST_TITLE else f"{cut(shown, 0, LONGEST_TITLE - 1)}…"
