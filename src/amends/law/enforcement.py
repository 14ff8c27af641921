"""What is reported of a law's enforcement in a year: figures of others, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from amends.law.cells import Cell, Key, Line, Note
from amends.law.kinds import Months, Number

Count = Annotated[Cell, Number(1_000_000)]


@dataclass(frozen=True, kw_only=True)
class Enforced:
    """The figures of one period; convictions may exceed the prosecutions begun in it.

    Attributes:
        period: the year or the edition of the report.
        convicted_cases: in how many cases; restitution_cases: in how many it was ordered.
        not_imprisoned_percent: of those convicted.
        shortest, longest: custody given, in months; suspended_months of it not served.
    """

    period: Key
    citation: Line = ""
    prosecuted: Count = ()
    prosecuted_cases: Count = ()
    convicted: Count = ()
    convicted_cases: Count = ()
    imprisoned: Count = ()
    suspended: Count = ()
    not_imprisoned_percent: Annotated[Cell, Number(100)] = ()
    shortest: Months = ()
    longest: Months = ()
    suspended_months: Months = ()
    restitution_cases: Count = ()
    note: Note = ""

    @property
    def case(self) -> str:
        """Return what it is called among the periods."""
        return self.period
