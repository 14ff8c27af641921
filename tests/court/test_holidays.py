"""Working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.court.holidays import WorkingDays

COUNTRIES = st.sampled_from(["PH", "US", "AU", "BH", "NP", "ZZ"])
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))


@given(COUNTRIES, DAYS, st.integers(-60, 60))
def test_adding_lands_on_a_working_day_unless_nothing_is_added(
    country: str, day: date, amount: int
) -> None:
    calendar = WorkingDays(country)
    landed = calendar.add(day, amount)
    assert amount == 0 or calendar.is_working_day(landed)
    between = range(abs((landed - day).days))
    step = 1 if amount >= 0 else -1
    passed = [day + timedelta(days=step * (n + 1)) for n in between]
    assert sum(map(calendar.is_working_day, passed)) == abs(amount)


@given(COUNTRIES, DAYS)
def test_the_next_working_day_is_the_first_one_not_before(country: str, day: date) -> None:
    calendar = WorkingDays(country)
    found = calendar.next_working_day(day)
    assert calendar.is_working_day(found)
    skipped = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(map(calendar.is_working_day, skipped))


@pytest.mark.parametrize(
    ("country", "day", "reason"),
    [
        ("PH", date(2026, 6, 12), "Independence Day"),
        ("US", date(2004, 11, 25), "Thanksgiving"),
        ("BH", date(2026, 11, 27), "Friday"),
        ("US", date(2026, 11, 28), "Saturday"),
    ],
)
def test_known_days_off(country: str, day: date, reason: str) -> None:
    assert reason in (WorkingDays(country).reason(day) or "")


def test_a_country_without_known_holidays_says_so() -> None:
    assert not WorkingDays("ZZ").known
    assert WorkingDays("ph").known
