"""How long the law lets somebody be held on a count, and until which day if they are held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from amends.base.dates import When
from amends.law.cells import Held, Value
from amends.law.procedure import HeldCustodyLimit, Procedure
from amends.law.terms import CustodyStage

HOURS_OF_A_DAY = 24


@dataclass(frozen=True)
class CustodyClock:
    """One limit of custody.

    Attributes:
        limb: what sets it apart, where one stage has several limits.
        hours, days, months: how long, from the arrest; one of them is held.
        last_day: the last day on which the limit can end; nothing if it is not known how long it
            is, or since when somebody is held.
    """

    stage: CustodyStage
    limb: str
    citation: str
    note: str
    hours: Held
    days: Held
    months: Held
    last_day: date | None

    @property
    def cells(self) -> tuple[Held, ...]:
        """Return the cells that say how long."""
        return tuple(cell for cell in (self.hours, self.days, self.months) if cell.readings)


def custody_clocks(
    around: Procedure, held_since: str, circumstances: frozenset[str]
) -> tuple[CustodyClock, ...]:
    """Return how long somebody may be held on an offence in a case, held since a day, if at all."""
    since = When.parse(held_since).last if held_since else None
    return tuple(_clock(limit, since) for limit in around.custody_limits(circumstances))


def _clock(limit: HeldCustodyLimit, since: date | None) -> CustodyClock:
    part, told = limit.part, (limit.hours, limit.days, limit.months)
    last = _last(since, *(cell.value for cell in told)) if since else None
    return CustodyClock(part.stage, part.limb, part.citation, part.note, *told, last)


def _last(since: date, hours: Value, days: Value, months: Value) -> date | None:
    """Return the last day of a limit; hours that reach into another day end on it."""
    if isinstance(months, int):
        return _after(since, relativedelta(months=months))
    if isinstance(days, int):
        return _after(since, relativedelta(days=days))
    if isinstance(hours, int):
        return _after(since, relativedelta(days=-(-hours // HOURS_OF_A_DAY)))
    return None


def _after(since: date, span: relativedelta) -> date:
    later: date = since + span
    return later
