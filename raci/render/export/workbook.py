"""Writes sheets of texts as an XLSX workbook, always the same bytes; needs XlsxWriter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from raci.findings.ref import Function
from raci.render.columns import columns, longest, wrap
from raci.render.escape import clean

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
LONGEST = 32_767
"""A sheet has no more rows and columns, and a cell no more characters."""

NARROWEST, WIDEST, OF_LETTERS = 9, 60, 16
"""Columns are as wide as their texts, within these widths; those with letters up to the last."""

SPARE = 500
"""So many rows below the last one have the same colours and choices."""

LINE, MOST_LINES = 16.5, 24
"""The height of a line in points, and how many lines a row may show: none is higher than 409."""

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


class NoLibraryError(Exception):
    """XlsxWriter is not installed."""


class TooLargeError(Exception):
    """A sheet has more rows or columns than a workbook takes."""


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
class Sheet:
    """A table with a name: its heads, and rows of texts.

    The first ``keys`` columns name the row and stay in sight. ``letters``: what the others hold.
    ``coloured`` has the function by whose colour the first cell of a row stands out.
    """

    name: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    keys: int = 1
    letters: LetterColumns | None = None
    coloured: Mapping[int, Function] = field(default_factory=dict)


def render(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return a workbook of some sheets.

    Raises:
        NoLibraryError: XlsxWriter is not installed.
        TooLargeError: a sheet is larger than a workbook may be.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise NoLibraryError from error
    for sheet in sheets:
        if len(sheet.rows) >= MOST_ROWS or len(sheet.head) > MOST_COLUMNS:
            raise TooLargeError
    out = BytesIO()
    with Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"title": clean(title), "created": datetime(2000, 1, 1, tzinfo=UTC)})
        writer = _Writer(book)
        for sheet in sheets:
            writer.add(sheet)
        writer.add_choices()
    return out.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.choices: list[Sequence[str]] = []
        wrapped = {"text_wrap": True, "valign": "top"}
        self.head = self._format(bold=True, bg_color="#EDEDED", bottom=1, **wrapped)
        self.text = self._format(**wrapped)
        self.letter = self._format(align="center", valign="top")
        self.derived = self._format(align="center", valign="top", italic=True)
        self.colours = {f: self._format(bg_color=colour) for f, colour in COLOURS.items()}

    def _format(self, **properties: Any) -> "Format":
        return self.book.add_format(properties)

    def add(self, sheet: Sheet) -> None:
        """Add a sheet: heads and keys stay in sight, columns fit and can be filtered."""
        page = self.book.add_worksheet(sheet.name)
        widths = [_width(sheet, column) for column in range(len(sheet.head))]
        for column, width in enumerate(widths):
            is_letters = sheet.letters and column >= sheet.keys
            page.set_column(column, column, width, self.letter if is_letters else self.text)
        page.set_row(0, LINE * _lines(sheet.head, widths), self.head)
        self._row(page, 0, sheet.head, [self.head] * len(sheet.head))
        for number, row in enumerate(sheet.rows, 1):
            if (lines := _lines(row[: sheet.keys] if sheet.letters else row, widths)) > 1:
                page.set_row(number, LINE * lines)
            self._row(page, number, row, self._formats(sheet, number - 1, row))
        page.freeze_panes(1, sheet.keys)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.head) - 1)
        self._for_print(page, sheet)
        if sheet.letters and len(sheet.head) > sheet.keys:
            self._letters(page, sheet, sheet.letters)

    def _row(
        self, page: "Worksheet", number: int, row: Sequence[str], formats: Sequence["Format"]
    ) -> None:
        for column, (text, style) in enumerate(zip(row, formats, strict=True)):
            if text:
                page.write_string(number, column, clean(text)[:LONGEST], style)

    def _formats(self, sheet: Sheet, number: int, row: Sequence[str]) -> list["Format"]:
        if sheet.letters is None:
            first = sheet.coloured.get(number)
            texts = [self.text] * len(row)
            return [self.colours[first], *texts[1:]] if first else texts
        letters = (self.derived if "(" in text else self.letter for text in row[sheet.keys :])
        return [*[self.text] * sheet.keys, *letters]

    def _for_print(self, page: "Worksheet", sheet: Sheet) -> None:
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.repeat_columns(0, sheet.keys - 1)

    def _letters(self, page: "Worksheet", sheet: Sheet, letters: LetterColumns) -> None:
        area = (1, sheet.keys, len(sheet.rows) + SPARE, len(sheet.head) - 1)
        cell = f"{_column(sheet.keys)}2"
        bare = f'"/"&SUBSTITUTE(SUBSTITUTE({cell},"(",""),")","")&"/"'
        for function in COLOURS:
            for letter, meant in letters.colours.items():
                if meant is function:
                    found = f'=ISNUMBER(FIND("/{letter}/",{bare}))'
                    page.conditional_format(
                        *area,
                        {
                            "type": "formula",
                            "criteria": found,
                            "format": self.colours[function],
                            "stop_if_true": True,
                        },
                    )
        self.choices.append(letters.allowed)
        name = _column(len(self.choices) - 1)
        page.data_validation(
            *area,
            {
                "validate": "list",
                "source": f"={CHOICES}!${name}$1:${name}${len(letters.allowed)}",
                "error_title": letters.title,
                "error_message": letters.message,
            },
        )

    def add_choices(self) -> None:
        """Add the hidden sheet with the cells that are allowed, a column for each sheet."""
        if not self.choices:
            return
        page = self.book.add_worksheet(CHOICES)
        for number in range(max(map(len, self.choices))):
            for column, allowed in enumerate(self.choices):
                if number < len(allowed):
                    page.write_string(number, column, allowed[number])
        page.hide()


CHOICES = "Choices"
"""The name of the hidden sheet."""


def _lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return how many lines a row takes whose texts are wrapped."""
    pairs = zip(texts, widths, strict=False)
    wide = (len(wrap(text, width - 2)) for text, width in pairs if len(text) * 2 > width - 2)
    return min(max(wide, default=1), MOST_LINES)


def _width(sheet: Sheet, column: int) -> int:
    if sheet.letters and column >= sheet.keys:
        natural = longest(sheet.head[column]) + 1
        return min(max(natural + 2, NARROWEST), OF_LETTERS)
    texts = (row[column] for row in sheet.rows)
    natural = max((columns(clean(text)) for text in (sheet.head[column], *texts)), default=0)
    return min(max(natural + 3, NARROWEST), WIDEST)


def _column(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    name: str = xl_col_to_name(number)
    return name
