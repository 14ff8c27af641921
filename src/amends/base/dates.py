"""Dates as the sources give them: to the day, the month or the year, exactly or about."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from amends.base.messages import Refusal

PATTERN = re.compile(r"(~?)(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
EARLIEST, LATEST = 1900, 2200


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class When:
    """A date with the precision its source gives, such as "about August 2002".

    Attributes:
        first: the first day it can be; for a month its first day, for a year 1 January.
        precision: how finely the date is known.
        about: whether the source says "about".
    """

    first: date
    precision: Precision = Precision.DAY
    about: bool = False

    @classmethod
    def parse(cls, text: str) -> When:
        """Read ``2008-05-03``, ``2002-08`` or ``1985``, with ``~`` in front for "about".

        Raises:
            Refusal: what is wrong and how to write it.
        """
        return _read(text)

    @property
    def last(self) -> date:
        """Return the last day it can be."""
        if self.precision is Precision.DAY:
            return self.first
        if self.precision is Precision.YEAR:
            return date(self.first.year, 12, 31)
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    def __str__(self) -> str:
        """Return the text that ``parse`` reads."""
        size = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        return ("~" if self.about else "") + self.first.isoformat()[:size]

    def __lt__(self, other: When) -> bool:
        """Order by the first day, then by the last."""
        return (self.first, self.last) < (other.first, other.last)


@lru_cache(maxsize=50_000)
def _read(text: str) -> When:
    match = PATTERN.fullmatch(text.strip())
    if match is None:
        raise Refusal(
            "%(text)s is not a date. Write 2008-05-03, 2008-05 or 2008.", text=repr(text[:40])
        )
    about, year, month, day = match.groups()
    if not EARLIEST <= int(year) <= LATEST:
        raise Refusal(
            "The year %(year)s is out of range. Give a year from %(first)d to %(last)d.",
            year=year,
            first=EARLIEST,
            last=LATEST,
        )
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise Refusal(
            "There is no day %(text)s in the calendar. Check day and month.",
            text=repr(text[:40]),
        ) from None
    return When(first, _precision(month, day), bool(about))


def _precision(month: str | None, day: str | None) -> Precision:
    if day:
        return Precision.DAY
    return Precision.MONTH if month else Precision.YEAR
