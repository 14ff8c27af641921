"""Reads for feeds and digests: dates and figures of the reader's own work, without its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from amends.court.events import event_types
from amends.office.desk.words import CATEGORIES, event_word
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.tasks import selectors as tasks
from amends.office.tasks.models import Task, TaskKind
from amends.office.timeline import selectors as timeline
from amends.office.timeline.models import OpenClock, TimelineEvent

AHEAD = timedelta(days=180)
BACK = timedelta(days=30)
WEEK = timedelta(days=7)
MOST_DATES = 2_000


@dataclass(frozen=True)
class FeedDate:
    """One date of a feed: a reference, if of one case, and a kind; never what it is about."""

    uid: str
    on: date
    title: str
    reference: str


@dataclass(frozen=True)
class Waiting:
    """How much of somebody's work is late or due; figures only."""

    overdue: int
    today: int
    this_week: int
    clocks_overdue: int
    clocks_this_week: int

    @property
    def is_nothing(self) -> bool:
        """Say whether nothing is late or due."""
        return not any(vars(self).values())


def dates_of(*, actor: Actor, today: date) -> list[FeedDate]:
    """Return what is scheduled, due or running out in the actor's cases, soonest first."""
    log.read(actor=actor, what="calendar feed")
    clocks = timeline.open_clocks(actor=actor, until=today + AHEAD).filter(due__gte=today - BACK)
    events = timeline.coming_events(actor=actor, until=today + AHEAD)
    found = [
        *map(_date_of_event, events[: MOST_DATES + 1]),
        *map(_date_of_clock, clocks[: MOST_DATES + 1]),
        *map(_date_of_task, tasks.own_tasks(actor=actor)[: MOST_DATES + 1]),
    ]
    found.sort(key=lambda dated: (dated.on, dated.uid))
    return found if len(found) <= MOST_DATES else [*found[:MOST_DATES], _more(today)]


def waiting_for(*, actor: Actor, today: date) -> Waiting:
    """Return how much of the actor's work is late or due; asks for counts only."""
    log.read(actor=actor, what="figures of the digest")
    mine = tasks.own_tasks(actor=actor).order_by()
    clocks = timeline.open_clocks(actor=actor, until=today + WEEK).order_by()
    return Waiting(
        overdue=mine.filter(due__lt=today).count(),
        today=mine.filter(due=today).count(),
        this_week=mine.filter(due__gt=today, due__lte=today + WEEK).count(),
        clocks_overdue=clocks.filter(due__lt=today).count(),
        clocks_this_week=clocks.filter(due__gte=today).count(),
    )


def _date_of_event(event: TimelineEvent) -> FeedDate:
    kind = _kind_of_event(event.code)
    if event.on != event.first_day.isoformat():
        kind = _("%(kind)s (day not fixed: %(when)s)") % {"kind": kind, "when": event.on}
    return _dated(f"event-{event.pk}", event.first_day, event.case.reference, kind)


def _kind_of_event(code: str) -> str:
    """Name what a court does; of anything else say only to which part of a case it belongs."""
    kind = event_types().get(code)
    if kind is not None and kind.category == "court":
        return event_word(code)
    return str(CATEGORIES.get(kind.category, "") if kind else "") or _("Event")


def _date_of_clock(clock: OpenClock) -> FeedDate:
    uid = f"clock-{clock.case_id}-{clock.rule}-{clock.party_id or 0}"
    due = clock.due or date.max
    return _dated(uid, due, clock.case.reference, _("Last day of a clock"))


def _date_of_task(task: Task) -> FeedDate:
    kind = _("Direction due") if task.kind == TaskKind.DIRECTION else _("Task due")
    return _dated(f"task-{task.pk}", task.due, task.case.reference, kind)


def _more(today: date) -> FeedDate:
    return FeedDate("more", today, _("There are more dates than a feed holds; see amends"), "")


def _dated(uid: str, on: date, reference: str, kind: str) -> FeedDate:
    title = _("%(reference)s: %(kind)s") % {"reference": reference, "kind": kind}
    return FeedDate(uid, on, title, reference)
