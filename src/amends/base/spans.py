"""Stretches of time in months, said in years and months."""

from __future__ import annotations

from dataclasses import dataclass

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Span:
    """A stretch of time of whole months; ``str()`` says it in English."""

    months: int

    @property
    def parts(self) -> tuple[int, int]:
        """Return the whole years, and the months beyond them."""
        return divmod(self.months, MONTHS_OF_A_YEAR)

    def __str__(self) -> str:
        """Return it in English: 20 years, 1 month, 1 year and 6 months; none if it is nothing."""
        years, months = self.parts
        said = [_counted(years, "year"), _counted(months, "month")]
        return " and ".join(filter(None, said)) or "none"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else ""
