"""What the front page of a court's registrar rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.tasks.models import Task, TaskKind
from amends.office.tasks.selectors import Desk, desk, open_tasks
from amends.office.timeline.models import TimelineEvent
from amends.office.timeline.selectors import coming_events

DAYS_AHEAD = 30
SHOWN = 8


@dataclass(frozen=True)
class CourtFront:
    """A registrar's day: what to do, what is set down, and which directions are late."""

    desk: Desk
    before_court: int
    dates: tuple[TimelineEvent, ...]
    late: tuple[Task, ...]
    directions: int


def court_front(*, actor: Actor, today: date) -> CourtFront:
    """Return the front page of a court's registrar."""
    log.read(actor=actor, what="cases before the court")
    mine = Case.objects.seen_by(actor).filter(merged_into=None, all_final=False)
    directions = list(open_tasks(actor=actor).filter(kind=TaskKind.DIRECTION)[:500])
    until = today + timedelta(days=DAYS_AHEAD)
    return CourtFront(
        desk=desk(actor=actor, today=today, shown=SHOWN),
        before_court=mine.count(),
        dates=tuple(coming_events(actor=actor, until=until)[:50]),
        late=tuple(task for task in directions if task.due < today),
        directions=len(directions),
    )
