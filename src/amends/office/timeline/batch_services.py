"""Writes on many events of one case at once: all of them or none, and one entry naming each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.bulk_services import insert_rows
from amends.office.cases.models import Case
from amends.office.log.services import Entry, writing
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor
from amends.office.timeline.derived_services import refresh_case
from amends.office.timeline.models import EventParty, TimelineEvent
from amends.office.timeline.new_events import NewEvent, check_recorder, checked_event, declared
from amends.office.validation import problem

AT_A_TIME = 500
COLUMNS = (
    *("case_id", "code", "on", "first_day", "details", "text", "source"),
    *("status", "recorded_by_id", "recorded_at", "struck_reason"),
)
ABOUT = ("case_id", "event_id", "party_id")
Checked: TypeAlias = tuple[TimelineEvent, tuple[Party, ...]]


def record_events(*, actor: Actor, case: Case, events: Sequence[NewEvent]) -> list[TimelineEvent]:
    """Record many declared events. Next steps are not set: the past needs none.

    Raises:
        ValidationError: by field, what is wrong with the first event that cannot be recorded.
    """
    with writing(actor=actor, action=Action.RECORD_EVENT, case=case) as entry:
        today = timezone.localdate()
        checked = [(checked_event(actor, case, e, today=today), e.parties) for e in events]
        return _written(case, checked, entry)


def write_events(*, actor: Actor, case: Case, checked: Sequence[Checked]) -> list[TimelineEvent]:
    """Write events that ``checked_event`` returned, each with the parties it is about."""
    with writing(actor=actor, action=Action.RECORD_EVENT, case=case) as entry:
        return _written(case, checked, entry)


def _written(case: Case, checked: Sequence[Checked], entry: Entry) -> list[TimelineEvent]:
    rows = [row for row, _parties in checked]
    for row, key in zip(rows, insert_rows(TimelineEvent, COLUMNS, _values(rows)), strict=True):
        row.pk = key
    about = ((case.pk, row.pk, party.pk) for row, parties in checked for party in parties)
    insert_rows(EventParty, ABOUT, about)
    refresh_case(case)
    entry.note(events=in_ranges(row.pk for row in rows), count=len(rows))
    return rows


def _values(rows: Sequence[TimelineEvent]) -> Iterator[tuple[object, ...]]:
    """Yield the values of events in the order of ``COLUMNS``, as the database takes them."""
    now = timezone.now()
    day, at = connection.ops.adapt_datefield_value, connection.ops.adapt_datetimefield_value(now)
    for row in rows:
        row.recorded_at = now
        details = json.dumps(row.details) if row.details else "{}"
        yield (
            *(row.case_id, row.code, row.on, day(row.first_day), details, row.text, row.source),
            *(row.status, row.recorded_by_id, at, ""),
        )


def strike_events(*, actor: Actor, case: Case, events: Sequence[TimelineEvent], reason: str) -> int:
    """Strike out many events recorded in error; those struck out already stay as they are.

    Raises:
        ValidationError: no reason is given, or the actor's role does not record one of them.
    """
    with writing(actor=actor, action=Action.RECORD_EVENT, case=case) as entry:
        if not reason.strip():
            raise problem("reason", _("Say why the events are struck out."))
        for code in {event.code for event in events}:
            check_recorder(actor, declared(code))
        keys = [event.pk for event in events if event.struck_at is None]
        for start in range(0, len(keys), AT_A_TIME):
            TimelineEvent._base_manager.filter(
                case=case, pk__in=keys[start : start + AT_A_TIME]
            ).update(struck_at=timezone.now(), struck_reason=reason)
        refresh_case(case)
        entry.note(events=in_ranges(keys), count=len(keys), struck=True)
    return len(keys)


def in_ranges(keys: Iterable[int]) -> list[str]:
    """Return numbers as ranges, such as 3-7, so that a log entry over thousands stays short."""
    ordered = sorted(keys)
    runs = groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    ends = [[key for _place, key in run] for _offset, run in runs]
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in ends]
