"""Reads of the timeline and its clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from amends.court.clock_rules import ClockRule, clock_rules
from amends.court.clocks import Clock
from amends.court.events import EventType, event_types
from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor, Layer, Role, sees
from amends.office.timeline.models import EventParty, OpenClock, TimelineEvent
from amends.office.timeline.progress import case_clocks


def events(
    *, actor: Actor, case: Case, struck: bool = True, category: str = "", party: str = ""
) -> QuerySet[TimelineEvent]:
    """Return the events of a case with the parties each is about, oldest first.

    Args:
        actor: who asks.
        case: the case.
        struck: whether those struck out are among them.
        category: only events of this category; of every one when empty.
        party: only events about the party of this key; about anybody when empty.
    """
    log.read(actor=actor, what="timeline", case=case)
    about = EventParty.objects.seen_by(actor).select_related("party")
    rows = TimelineEvent.objects.seen_by(actor).filter(case=case)
    if not struck:
        rows = rows.filter(struck_at=None)
    if category:
        types = event_types().values()
        rows = rows.filter(code__in=[kind.code for kind in types if kind.category == category])
    if party:
        rows = rows.filter(event_parties__party__key=party)
    return rows.select_related("recorded_by").prefetch_related(
        Prefetch("event_parties", queryset=about, to_attr="about")
    )


def event(*, actor: Actor, case: Case, pk: int) -> TimelineEvent:
    """Return one event of a case.

    Raises:
        TimelineEvent.DoesNotExist: there is none that the actor may see.
    """
    return events(actor=actor, case=case).select_related("case").get(pk=pk)


def clocks(*, actor: Actor, case: Case) -> tuple[Clock, ...]:
    """Return the clocks of a case as of today, each with how it was computed."""
    log.read(actor=actor, what="clocks", case=case)
    if not sees(actor, Layer.TIMELINE):
        return ()
    return case_clocks(case, timezone.localdate())


def open_clocks(*, actor: Actor, until: date | None = None) -> QuerySet[OpenClock]:
    """Return the running clocks over all the actor's cases, worst consequence first."""
    log.read(actor=actor, what="clocks of all cases")
    rows = OpenClock.objects.seen_by(actor).filter(due__isnull=False, case__merged_into=None)
    if until is not None:
        rows = rows.filter(due__lte=until)
    return rows.select_related("case", "party").order_by("due", "-severity")


@dataclass(frozen=True)
class RunningClock:
    """A running clock with the rule that says what it is and what follows when it is missed."""

    clock: OpenClock
    rule: ClockRule | None


@dataclass(frozen=True)
class RunningClocks:
    """The first running clocks of a list, how many there are, and how many are overdue."""

    rows: tuple[RunningClock, ...]
    number: int
    overdue: int


def running_clocks(*, actor: Actor, until: date, shown: int) -> RunningClocks:
    """Return the clocks due until a day in cases that are not over, worst consequence first."""
    rows = open_clocks(actor=actor, until=until).filter(case__all_final=False)
    late = Count("pk", filter=Q(due__lt=timezone.localdate()))
    totals = rows.order_by().aggregate(number=Count("pk"), overdue=late)
    worst = rows.order_by("-severity", "due", "id")[:shown]
    return RunningClocks(tuple(with_rules(rows=worst)), totals["number"], totals["overdue"])


def with_rules(*, rows: Iterable[OpenClock]) -> list[RunningClock]:
    """Return clocks with the rules of their cases' jurisdictions."""
    return [RunningClock(clock, _rule_of(clock)) for clock in rows]


def coming_events(*, actor: Actor, until: date) -> QuerySet[TimelineEvent]:
    """Return what is scheduled over all the actor's cases from today until a day."""
    log.read(actor=actor, what="coming events of all cases")
    return (
        TimelineEvent.objects.seen_by(actor)
        .filter(
            first_day__gte=timezone.localdate(),
            first_day__lte=until,
            struck_at=None,
            case__merged_into=None,
        )
        .select_related("case")
        .order_by("first_day", "id")
    )


@dataclass(frozen=True)
class Recordable:
    """The event types of one category that an actor may record."""

    category: str
    types: tuple[EventType, ...]


def recordable_types(*, actor: Actor) -> tuple[Recordable, ...]:
    """Return the event types the actor's role may record, by category."""
    by_category: dict[str, list[EventType]] = {}
    for kind in event_types().values():
        if actor.role == Role.SYSTEM or actor.role in kind.recorded_by:
            by_category.setdefault(kind.category, []).append(kind)
    return tuple(Recordable(name, tuple(types)) for name, types in by_category.items())


def _rule_of(clock: OpenClock) -> ClockRule | None:
    """Return the rule a clock was computed by; nothing once the rule has been withdrawn."""
    rules = clock_rules(clock.case.jurisdiction)
    return next((rule for rule in rules if rule.code == clock.rule), None)
