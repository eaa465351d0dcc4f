"""Stretches of days, both ends inclusive; days are ISO 8601, whose order is the calendar's."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

FIRST, LAST = "0001-01-01", "9999-12-31"
"""The first and the last day that a definition may name: where a stretch is open."""


class Days(NamedTuple):
    """All days from one to another; one that ends before it begins has none."""

    start: str = FIRST
    until: str = LAST

    def has(self, day: str) -> bool:
        """Tell whether a day is among them."""
        return self.start <= day <= self.until

    @property
    def open(self) -> bool:
        """Whether they have neither beginning nor end."""
        return self == (FIRST, LAST)

    def say(self, lang: str) -> str:
        """Say it in English or Chinese: from when, until when, or at all times."""
        english, chinese = _WORDS[self.start > FIRST, self.until < LAST]
        return (chinese if lang.startswith("zh") else english).format_map(self._asdict())


_WORDS = {
    (True, True): ("from {start} until {until}", "{start} 至 {until}"),
    (True, False): ("from {start} on", "自 {start} 起"),
    (False, True): ("until {until}", "至 {until} 止"),
    (False, False): ("at all times", "始终"),
}


def stretches(several: Iterable[Days]) -> Iterator[Days]:
    """Give the longest stretches on none of whose days any of several begins or is over."""
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
    """Join stretches, given in their order, that follow one another without a gap."""
    found: list[Days] = []
    for days in several:
        if found and days.start <= _next(found[-1].until):
            found[-1] = Days(found[-1].start, max(found[-1].until, days.until))
        else:
            found.append(days)
    return found


def _next(day: str) -> str:
    return day if day == LAST else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def before(day: str) -> str:
    """Give the day before one."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def today() -> str:
    """Give today's date in UTC, ISO 8601: the day to judge by where none is given."""
    return datetime.now(UTC).date().isoformat()
