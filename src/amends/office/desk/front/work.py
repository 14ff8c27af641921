"""What the front page of those who work on cases rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from amends.office.accounts.models import Leave
from amends.office.accounts.selectors import leave_near
from amends.office.desk.front.victim_selectors import VictimItem, victims_first
from amends.office.policy import Actor
from amends.office.tasks.models import Task
from amends.office.tasks.selectors import Agenda, agenda, own_tasks
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

    agenda: Agenda
    escalated: tuple[Task, ...]
    clocks: RunningClocks
    victims: tuple[VictimItem, ...]
    dates: tuple[TimelineEvent, ...]
    leave: tuple[Leave, ...]

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing at all waits."""
        now = self.agenda
        waiting = now.overdue or now.today or now.this_week or self.victims or self.dates
        return not waiting and not self.clocks.number


def work_front(*, actor: Actor, today: date) -> WorkFront:
    """Return the front page of somebody who works on cases."""
    tasks = agenda(own_tasks(actor=actor), today=today)
    open_now = (*tasks.overdue, *tasks.today, *tasks.this_week, *tasks.later)
    return WorkFront(
        agenda=tasks,
        escalated=tuple(task for task in open_now if task.escalated_to_id),
        clocks=near_clocks(actor=actor, today=today),
        victims=tuple(victims_first(actor=actor, today=today)),
        dates=near_dates(actor=actor, today=today),
        leave=tuple(leave_near(actor=actor, until=today + timedelta(days=DAYS_AHEAD))),
    )


def near_clocks(*, actor: Actor, today: date) -> RunningClocks:
    """Return the clocks overdue or due within thirty days, worst consequence first."""
    return running_clocks(actor=actor, until=today + timedelta(days=CLOCK_DAYS), shown=SHOWN)


def near_dates(*, actor: Actor, today: date) -> tuple[TimelineEvent, ...]:
    """Return what is scheduled within fourteen days."""
    until = today + timedelta(days=DAYS_AHEAD)
    return tuple(coming_events(actor=actor, until=until)[:50])
