"""What different records state differently of one thing: a birth, an amount, which came first.

A conflict names two records and never says which of them is right. Where records can both be true,
since one is known only roughly, there is none; what is known "about" is compared with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from amends.base.amounts import Amount
from amends.base.dates import When

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days between which something lies, as one record has it."""

    record: str
    first: date
    last: date

    @classmethod
    def of(cls, record: str, when: When) -> Span | None:
        """Return a date as far as it is known; nothing of what is known "about"."""
        return None if when.about else cls(record, when.first, when.last)

    def joined_with(self, other: Span) -> Span:
        """Return the days of both and those between, as of the first record."""
        return Span(self.record, min(self.first, other.first), max(self.last, other.last))

    def is_surely_after(self, other: Span) -> bool:
        """Say whether it lies after another, however the dates fall out."""
        return self.first > other.last


@dataclass(frozen=True)
class Sum:
    """An amount as one record states it.

    Attributes:
        of: what it is of, such as a debt, in words that are the same where the thing is.
        whose: the people whose debt, wage or payment it is.
    """

    record: str
    of: str
    whose: frozenset[str]
    amount: Amount


def born_of_age(record: str, age: int, then: Span) -> Span:
    """Return the days on which somebody of an age in years can have been born.

    Whoever is 17 on a day was born at most 17 years before it, and less than 18.
    """
    return Span(record, _years_before(then.first, age + 1) + DAY, _years_before(then.last, age))


def apart(spans: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield every two records whose days of one thing have none in common."""
    for one, other in combinations(spans, 2):
        if one.is_surely_after(other) or other.is_surely_after(one):
            yield one, other


def unequal(sums: Iterable[Sum]) -> Iterator[tuple[Sum, Sum]]:
    """Yield every two records that state one thing in one currency with different amounts."""
    alike: dict[tuple[str, frozenset[str], str], list[Sum]] = {}
    for one in sums:
        named = " ".join(one.of.split()).casefold()
        if named:
            alike.setdefault((named, one.whose, one.amount.currency), []).append(one)
    for group in alike.values():
        yield from ((a, b) for a, b in combinations(group, 2) if a.amount != b.amount)


def _years_before(day: date, years: int) -> date:
    year = max(day.year - years, date.min.year)
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February: whoever was born on 1 March is not yet a year older
        return date(year, 2, 28)
