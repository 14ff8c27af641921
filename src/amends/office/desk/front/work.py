"""What the front page of those who work on cases rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from amends.office.accounts.models import Leave
from amends.office.accounts.selectors import leave_near
from amends.office.charging.selectors import recharged
from amends.office.desk.front.victim_selectors import VictimItem, victims_first
from amends.office.intake.waiting_selectors import ToScreen, to_screen
from amends.office.policy import Actor
from amends.office.tasks.selectors import Desk, desk
from amends.office.timeline.models import TimelineEvent
from amends.office.timeline.selectors import (
    RunningClocks,
    coming_events,
    running_clocks,
)

DAYS_AHEAD = 14
CLOCK_DAYS = 30
SHOWN = 8


@dataclass(frozen=True)
class WorkFront:
    """A case worker's day: tasks, clocks, victims, dates and cover."""

    desk: Desk
    clocks: RunningClocks
    victims: tuple[VictimItem, ...]
    dates: tuple[TimelineEvent, ...]
    leave: tuple[Leave, ...]
    recharged: int
    reports: ToScreen | None

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing at all waits."""
        tasks = self.desk.overdue.number + self.desk.today.number + self.desk.this_week.number
        waits = tasks or self.victims or self.dates or self.clocks.number or self.recharged
        return not waits and not (self.reports and self.reports.number)


def work_front(*, actor: Actor, today: date) -> WorkFront:
    """Return the front page of somebody who works on cases."""
    return WorkFront(
        desk=desk(actor=actor, today=today, shown=SHOWN),
        clocks=near_clocks(actor=actor, today=today),
        victims=tuple(victims_first(actor=actor, today=today)),
        dates=near_dates(actor=actor, today=today),
        leave=tuple(leave_near(actor=actor, until=today + timedelta(days=DAYS_AHEAD))),
        recharged=recharged(actor=actor).count(),
        reports=to_screen(actor=actor),
    )


def near_clocks(*, actor: Actor, today: date) -> RunningClocks:
    """Return the clocks overdue or due within thirty days, worst consequence first."""
    return running_clocks(actor=actor, until=today + timedelta(days=CLOCK_DAYS), shown=SHOWN)


def near_dates(*, actor: Actor, today: date) -> tuple[TimelineEvent, ...]:
    """Return what is scheduled within fourteen days."""
    until = today + timedelta(days=DAYS_AHEAD)
    return tuple(coming_events(actor=actor, until=until)[:50])
