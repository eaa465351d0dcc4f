"""Writes sheets as an XLSX workbook, always the same bytes; needs XlsxWriter."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from raci.render.escape import clean
from raci.render.export.sheet import (
    COLOURS,
    Cell,
    Day,
    LetterColumns,
    Marked,
    Sheet,
)
from raci.render.export.sizes import MOST_LINES, PAGE, PAGE_OF_FACTS, height, lines_of, widths_of
from raci.render.export.styles import (
    HEAD,
    LETTER,
    NUMBER,
    NUMBER_HEAD,
    TEXT,
    Style,
    is_of_numbers,
    margin,
    plain_text,
    quoted,
    shortened,
    styles_of,
)
from raci.source.tables.annotation import FACTS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""A sheet has no more rows and columns."""

LINE = 16.5
"""The height of a line in points."""

SPARE = 500
"""So many rows below the last one have the same colours and choices."""

SCALE, SCALE_OF_FACTS = 75, 65
"""Print is so large, in per cent, where the columns of a sheet are narrower than a page."""

NARROW = 0.8
"""Sheets with less of a page's width are not fitted to it: some programs would enlarge them."""

MOST_LINKS, MOST_NOTES = 65_000, 5_000
"""A sheet has no more links and comments: Excel takes few more links, and comments are large."""

FIRST_DAY = "1900-03-01"
"""The days before are no days in Excel, or other ones."""


class NoLibraryError(Exception):
    """XlsxWriter is not installed."""


class TooLargeError(Exception):
    """A sheet has more rows or columns than a workbook takes."""


def render(sheets: Sequence[Sheet], title: str, foot: str = "", pages: str = "{n} / {of}") -> bytes:
    """Return a workbook of some sheets.

    Each printed page has the title and the name of its sheet at its head, ``foot`` and ``pages``
    at its foot; in ``pages``, ``{n}`` is the number of the page, ``{of}`` that of all.

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
        head = margin(shortened(title), "&A")
        writer = _Writer(book, head, margin(foot, pages.format(n="&P", of="&N")))
        for sheet in sheets:
            writer.add(sheet)
        writer.add_choices()
    return out.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: "Workbook", head: str, foot: str) -> None:
        self.book, self.head, self.foot = book, head, foot
        self.choices: list[Sequence[str]] = []
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def _format(self, **properties: Any) -> "Format":
        key = tuple(properties.items())
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]

    def add(self, sheet: Sheet) -> None:
        """Add a sheet: heads and keys stay in sight, columns fit and can be filtered."""
        page = self.book.add_worksheet(sheet.name)
        widths = widths_of(sheet)
        for column, width in enumerate(widths):
            is_letters = sheet.letters and column >= sheet.keys
            page.set_column(column, column, width, self._format(**(LETTER if is_letters else TEXT)))
        page.set_row(0, LINE * lines_of(sheet.head, widths), self._format(**HEAD))
        heads = [NUMBER_HEAD if is_of_numbers(sheet, c) else HEAD for c in range(len(sheet.head))]
        self._row(page, 0, sheet.head, heads)
        for number, row in enumerate(sheet.rows, 1):
            if (lines := lines_of(row[: sheet.keys] if sheet.letters else row, widths)) > 1:
                page.set_row(number, LINE * lines)
            self._row(page, number, row, styles_of(sheet, row))
        last = max(len(sheet.rows), 1), len(sheet.head) - 1
        page.freeze_panes(1, sheet.keys)
        page.autofilter(0, 0, *last)
        page.print_area(0, 0, *last)
        self._for_print(page, sheet, widths)
        if sheet.letters and len(sheet.head) > sheet.keys:
            self._letters(page, sheet, sheet.letters)
        if sheet.is_facts:
            name = sheet.name.replace("'", "''")
            self.book.define_name(f"'{name}'!{FACTS}", f"='{name}'!$A$1")

    def _row(
        self, page: "Worksheet", number: int, row: Sequence[Cell], styles: Sequence[Style]
    ) -> None:
        for column, (cell, style) in enumerate(zip(row, styles, strict=True)):
            if isinstance(cell, Marked):
                self._marked(page, (number, column), cell, style)
            elif cell != "":
                self._value(page, (number, column), cell, style)

    def _marked(self, page: "Worksheet", at: tuple[int, int], cell: Marked, style: Style) -> None:
        style = {**style, **({"bg_color": cell.fill} if cell.fill else {})}
        style = {**style, **({"border": 2, "border_color": cell.border} if cell.border else {})}
        if cell.link:
            style = {**style, "font_color": "#0563C1", "underline": 1}
            text = plain_text(str(cell.value))
            shown = self._format(**quoted(text, style))
            page.write_url(*at, f"internal:{cell.link}", shown, text)
        else:
            self._value(page, at, cell.value, style)
        if cell.note:
            text = plain_text(cell.note)
            size = {"width": 360, "height": 20 * min(height(text, 50) + 1, MOST_LINES)}
            page.write_comment(*at, text, {"author": "raci", **size})

    def _value(
        self, page: "Worksheet", at: tuple[int, int], value: str | float, style: Style
    ) -> None:
        if value == "":
            page.write_blank(*at, None, self._format(**style))
        elif not isinstance(value, str):
            page.write_number(*at, value, self._format(**{**style, **NUMBER}))
        elif isinstance(value, Day) and value >= FIRST_DAY:
            day = {**style, "num_format": "yyyy-mm-dd", "align": "left"}
            page.write_datetime(*at, date.fromisoformat(value), self._format(**day))
        else:
            text = plain_text(value)
            page.write_string(*at, text, self._format(**quoted(text, style)))

    def _for_print(self, page: "Worksheet", sheet: Sheet, widths: Sequence[float]) -> None:
        """Print heads and keys on each page, and what is wide over several side by side."""
        page.set_paper(9)
        page.set_landscape()
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        page.hide_gridlines(0)
        keys, rest = sum(widths[: sheet.keys]), sum(widths[sheet.keys :])
        room = PAGE_OF_FACTS if sheet.is_facts else PAGE
        if keys + rest <= NARROW * room:
            page.set_print_scale(SCALE_OF_FACTS if sheet.is_facts else SCALE)
        else:
            page.fit_to_pages(max(ceil(rest / max(room - keys, room / 2)), 1), 0)
        page.repeat_rows(0)
        page.repeat_columns(0, sheet.keys - 1)
        page.set_header(self.head, {"margin": 0.3})
        page.set_footer(self.foot)

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
                            "format": self._format(bg_color=COLOURS[function]),
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


def _column(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    name: str = xl_col_to_name(number)
    return name
