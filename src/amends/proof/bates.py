"""Numbers of pages that are given once: a prefix, and digits that go on from bundle to bundle."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# It ends in no figure, so that two prefixes never give the same label.
PREFIX = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9 ./_-]{0,18}[A-Za-z./_-]|[A-Za-z])?")
FEWEST_DIGITS, MOST_DIGITS = 3, 12
LAST = 10**MOST_DIGITS - 1


@dataclass(frozen=True)
class Series:
    """How the pages of a case are numbered.

    Attributes:
        prefix: what stands before every number; Latin letters, figures and a few signs.
        digits: how many figures a number has at least.
        start: the number of the first page.
    """

    prefix: str
    digits: int = 6
    start: int = 1

    def label(self, number: int) -> str:
        """Return a number as it is stamped."""
        return f"{self.prefix}{number:0{self.digits}d}"

    @property
    def is_sound(self) -> bool:
        """Say whether pages can be numbered so."""
        return (
            PREFIX.fullmatch(self.prefix) is not None
            and FEWEST_DIGITS <= self.digits <= MOST_DIGITS
            and 1 <= self.start <= LAST
        )


@dataclass(frozen=True, order=True)
class Run:
    """The numbers given to the pages of one bundle, both ends included."""

    first: int
    last: int

    @property
    def pages(self) -> int:
        """Return how many numbers these are."""
        return self.last - self.first + 1


def next_run(series: Series, given: Iterable[Run], pages: int) -> Run:
    """Return the numbers of the next so many pages: behind every number that was ever given.

    Raises:
        ValueError: there are no pages, or no numbers are left.
    """
    first = max((run.last + 1 for run in given), default=series.start)
    first = max(first, series.start)
    if pages < 1 or first + pages - 1 > LAST:
        raise ValueError(pages)
    return Run(first, first + pages - 1)
