"""Periods of days, both ends inclusive; days are in ISO 8601, so that they sort as texts."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

FIRST, LAST = "0001-01-01", "9999-12-31"
"""The first and the last possible day; a period with one of them is open at that end."""


class Days(NamedTuple):
    """All days from one to another; none if the end is before the start."""

    start: str = FIRST
    until: str = LAST

    def has(self, day: str) -> bool:
        """Return whether the period includes a day."""
        return self.start <= day <= self.until

    @property
    def open(self) -> bool:
        """Whether the period is open at both ends."""
        return self == (FIRST, LAST)

    def say(self, lang: str) -> str:
        """Return the period in words, in English or Chinese."""
        english, chinese = _WORDS[self.start > FIRST, self.until < LAST]
        return (chinese if lang.startswith("zh") else english).format_map(self._asdict())


_WORDS = {
    (True, True): ("from {start} until {until}", "{start} 至 {until}"),
    (True, False): ("from {start} on", "自 {start} 起"),
    (False, True): ("until {until}", "至 {until} 止"),
    (False, False): ("at all times", "始终"),
}


def stretches(several: Iterable[Days]) -> Iterator[Days]:
    """Yield the longest periods during which none of several begins or ends."""
    begins = {FIRST}
    for days in several:
        if days.start <= days.until:
            begins.add(days.start)
            if days.until < LAST:
                begins.add(_next(days.until))
    starts = sorted(begins)
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        yield Days(start, LAST if following is None else before(following))


def merged(several: Iterable[Days]) -> list[Days]:
    """Return sorted periods with those joined that overlap or follow without a gap."""
    result: list[Days] = []
    for days in several:
        if result and days.start <= _next(result[-1].until):
            result[-1] = Days(result[-1].start, max(result[-1].until, days.until))
        else:
            result.append(days)
    return result


def _next(day: str) -> str:
    return day if day == LAST else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def before(day: str) -> str:
    """Return the day before a day."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def after(day: str) -> str:
    """Return the day after a day; the last possible day has none and stays."""
    if day == LAST:
        return day
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def months_later(day: str, months: int) -> str:
    """Return the day some months later; the 31st of a short month sorts after its last day."""
    year, month, number = map(int, day.split("-"))
    years, month = divmod(month - 1 + months, 12)
    later = f"{year + years:04}-{month + 1:02}-{number:02}"
    return LAST if len(later) > len(LAST) else later


def is_day(text: str) -> bool:
    """Return whether a text is a day in ISO 8601, as raci writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def today() -> str:
    """Return the current day in UTC, the default day of a check."""
    return datetime.now(UTC).date().isoformat()
