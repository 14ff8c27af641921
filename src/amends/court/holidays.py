"""Working days of a country, by the public holidays its law sets."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

WEEKEND = (5, 6)


@cache
def _calendar(country: str, subdivision: str | None) -> holidays.HolidayBase | None:
    try:
        return holidays.country_holidays(country, subdiv=subdivision, language="en_US")
    except NotImplementedError:
        return None


class WorkingDays:
    """The working days of a country or part of it.

    For a country whose holidays are not known, only weekends are left out and ``known`` is false;
    whatever is computed then says so.
    """

    def __init__(self, country: str, subdivision: str | None = None) -> None:
        """Choose the country by its ISO 3166 code and, if it matters, a subdivision."""
        self.country = country.upper()
        self._holidays = _calendar(self.country, subdivision)

    @property
    def known(self) -> bool:
        """Say whether the country's public holidays are known."""
        return self._holidays is not None

    def reason(self, day: date) -> str | None:
        """Return why a day is not a working day, or None if it is one."""
        if self._holidays is not None and day in self._holidays:
            return str(self._holidays[day])
        weekend = WEEKEND if self._holidays is None else tuple(self._holidays.weekend)
        return day.strftime("%A") if day.weekday() in weekend else None

    def is_working_day(self, day: date) -> bool:
        """Say whether courts and offices work on a day."""
        return self.reason(day) is None

    def next_working_day(self, day: date) -> date:
        """Return the day itself if it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def previous_working_day(self, day: date) -> date:
        """Return the day itself if it is a working day, else the last one before it."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def between(self, since: date, until: date) -> int:
        """Return how many working days lie after a day, up to and with another."""
        after = (since + timedelta(days=n + 1) for n in range((until - since).days))
        return sum(map(self.is_working_day, after))

    def add(self, day: date, working_days: int) -> date:
        """Return the day that lies so many working days after a day, or before it if negative."""
        step = timedelta(days=1 if working_days >= 0 else -1)
        for _ in range(abs(working_days)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day
