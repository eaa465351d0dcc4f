"""Days as texts: they sort as time passes."""

from datetime import date, timedelta

import pytest

from raci.findings.days import after, before, is_day, months_later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2025-12-31", 12, "2026-12-31"),
        ("2026-11-30", 3, "2027-02-30"),
        ("9999-06-01", 12, "9999-12-31"),
    ],
)
def test_a_day_some_months_later(day: str, months: int, later: str) -> None:
    assert months_later(day, months) == later


def test_the_31st_of_a_short_month_is_over_on_the_first_of_the_next() -> None:
    assert "2026-02-28" < months_later("2026-01-31", 1) < "2026-03-01"


def test_days_before_and_after_are_neighbours() -> None:
    day = date(2024, 2, 27)
    for _ in range(400):
        text, day = day.isoformat(), day + timedelta(days=1)
        assert after(text) == day.isoformat()
        assert before(day.isoformat()) == text


def test_what_is_a_day() -> None:
    assert is_day("2024-02-29")
    assert not any(map(is_day, ("2026-02-29", "20260228", "2026-W01-1", "today", "")))
