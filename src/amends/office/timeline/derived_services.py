"""Keeping what is derived from the timeline in line with it: stages, open clocks, next dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db import transaction
from django.utils import timezone

from amends.court.clock_rules import clock_rules
from amends.court.clocks import ClockState, heeded
from amends.court.events import Event
from amends.court.progress import progress
from amends.court.stages import Stage
from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.tasks.models import Task, TaskState
from amends.office.timeline.models import OpenClock
from amends.office.timeline.progress import domain_events, parties_in, run_clocks

OPEN_STATES = frozenset({ClockState.RUNNING, ClockState.SUSPENDED, ClockState.OVERDUE})


_postponed: ContextVar[int | None] = ContextVar("postponed", default=None)


@contextmanager
def refreshing_once(case: Case) -> Iterator[None]:
    """Refresh a case once after many writes to it, which commit together or not at all."""
    with transaction.atomic():
        token = _postponed.set(case.pk)
        try:
            yield
        finally:
            _postponed.reset(token)
        refresh_case(case)


def refresh_case(case: Case) -> None:
    """Bring what is kept for quick reading in line with the timeline, tasks and parties.

    Called at the end of every service that changes one of these, inside its transaction.
    """
    if _postponed.get() == case.pk:
        return
    events = domain_events(case, heeded(clock_rules(case.jurisdiction)))
    people = parties_in(case)
    _refresh_defendants(people, events)
    open_clocks = _refresh_clocks(case, people, events)
    defendants = [party for party in people if party.is_defendant]
    case.before_court = any(Stage(party.stage).has_reached_court for party in defendants)
    case.all_final = bool(defendants) and all(party.stage == Stage.FINAL for party in defendants)
    case.next_date = _next_date(case, [] if case.all_final else open_clocks)
    case.save(update_fields=["before_court", "all_final", "next_date"])


def _refresh_defendants(people: Sequence[Party], events: Sequence[Event]) -> None:
    for party in people:
        if not party.is_defendant:
            continue
        now = progress(party.key, events)
        party.stage, party.standing = now.stage, now.standing
        party.stage_since = str(now.since) if now.since else ""
        party.save(update_fields=["stage", "standing", "stage_since"])


def _refresh_clocks(
    case: Case, people: Sequence[Party], events: Sequence[Event]
) -> list[OpenClock]:
    by_key = {party.key: party for party in people}
    rows = [
        OpenClock(
            case=case,
            party=by_key.get(clock.party or ""),
            rule=clock.rule.code,
            due=clock.due if clock.state is not ClockState.SUSPENDED else None,
            severity=clock.rule.severity,
        )
        for clock in run_clocks(case, people, events, timezone.localdate())
        if clock.state in OPEN_STATES
    ]
    OpenClock._base_manager.filter(case=case).delete()
    OpenClock._base_manager.bulk_create(rows)
    return rows


def _next_date(case: Case, open_clocks: Sequence[OpenClock]) -> date | None:
    due = [clock.due for clock in open_clocks if clock.due]
    first_task = (
        Task._base_manager.filter(case=case, state=TaskState.OPEN)
        .order_by("due")
        .values_list("due", flat=True)
        .first()
    )
    return min([*due, *([first_task] if first_task else [])], default=None)
