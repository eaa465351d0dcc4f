"""Reads dates as people's systems export them, where only one day can be meant."""

import re
from collections.abc import Iterable
from datetime import date

OPEN_YEAR = 2999
"""From this year on, an end means that there is none."""

OPEN = ""
"""The reading of such an end, and of no text."""

_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[AP]M|[+-]\d{2}:?\d{2})?$", re.I)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YEAR_LAST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


class DateReader:
    """Reads the dates of one column, one of which may say whether days or months stand first."""

    def __init__(self, texts: Iterable[str]) -> None:
        pairs = [(int(m[1]), int(m[2])) for t in texts if (m := _YEAR_LAST.fullmatch(_day(t)))]
        days_first = any(first > 12 for first, _ in pairs)
        months_first = any(second > 12 for _, second in pairs)
        self._days_first = days_first if days_first != months_first else None

    def read(self, text: str) -> str | None:
        """Return a date in ISO 8601, ``""`` for an open one; None where it is not clear."""
        day = _day(text)
        if not day:
            return OPEN
        parts = self._parts(day)
        if parts is None:
            return None
        try:
            found = date(*parts)
        except ValueError:
            return None
        return OPEN if found.year >= OPEN_YEAR else found.isoformat() if found.year > 1900 else None

    def _parts(self, day: str) -> tuple[int, int, int] | None:
        if match := _YEAR_FIRST.fullmatch(day):
            year, month, number = (match[1], match[3], match[4]) if match[1] else match.groups()[4:]
            return int(year), int(month), int(number)
        if match := _DOTTED.fullmatch(day):
            return int(match[3]), int(match[2]), int(match[1])
        if match := _YEAR_LAST.fullmatch(day):
            return self._ordered(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_MONTH.fullmatch(day):
            return _named(int(match[3]), match[2], int(match[1]))
        if match := _MONTH_DAY.fullmatch(day):
            return _named(int(match[3]), match[1], int(match[2]))
        return None

    def _ordered(self, first: int, second: int, year: int) -> tuple[int, int, int] | None:
        if first == second or second > 12:
            return year, first, second
        if first > 12:
            return year, second, first
        if self._days_first is None:
            return None
        return (year, second, first) if self._days_first else (year, first, second)


def _day(text: str) -> str:
    return _TIME.sub("", text.strip()).strip()


def _named(year: int, name: str, day: int) -> tuple[int, int, int] | None:
    low = name.lower().removesuffix(".")
    months = [n for n, month in enumerate(_MONTHS, 1) if month.startswith(low[:3])]
    fits = months and _MONTHS[months[0] - 1].startswith(low)
    return (year, months[0], day) if fits or low == "sept" else None
