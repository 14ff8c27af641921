"""The days of the court calendar of a case on which its evidence has to be there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from amends.office.cases.models import Case
from amends.office.policy import Actor
from amends.office.timeline import selectors as timeline

HEARING, TRIAL = "HEARING_SET", "trial"
# Where no day is fixed yet, evidence is looked at as if it were needed then.
ASSUMED = tuple(timedelta(days=days) for days in (182, 365, 730))


@dataclass(frozen=True)
class CourtDays:
    """Days on which evidence has to be there; whether they were fixed, or are assumed.

    Attributes:
        trial: the first sitting of the trial to come, if one is listed.
    """

    days: tuple[date, ...]
    fixed: bool
    trial: date | None = None

    @property
    def last(self) -> date:
        """Return the last of them."""
        return self.days[-1]


def court_days(*, actor: Actor, case: Case, today: date) -> CourtDays:
    """Return the hearings to come; days ahead that are assumed, if none is fixed."""
    events = timeline.events(actor=actor, case=case, struck=False)
    listed = [e for e in events if e.code == HEARING and e.first_day >= today]
    found = sorted({event.first_day for event in listed})
    trial = min((e.first_day for e in listed if e.details.get("hearing") == TRIAL), default=None)
    return CourtDays(tuple(found) or tuple(today + ahead for ahead in ASSUMED), bool(found), trial)
