"""Writes on many events of one case at once: all of them or none, and one entry naming each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import groupby
from operator import or_

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.bulk_services import insert_rows
from amends.office.cases.models import Case
from amends.office.log.services import Entry, writing
from amends.office.policy import Action, Actor
from amends.office.timeline.derived_services import refresh_case
from amends.office.timeline.models import EventParty, TimelineEvent
from amends.office.timeline.new_events import (
    CheckedEvent,
    NewEvent,
    check_recorder,
    checker,
    declared,
)
from amends.office.validation import problem

AT_A_TIME = 200  # runs of keys in one statement
COLUMNS = (
    *("case_id", "code", "on", "first_day", "details", "text", "source"),
    *("status", "recorded_by_id", "recorded_at", "struck_reason"),
)
ABOUT = ("case_id", "event_id", "party_id")


def record_events(*, actor: Actor, case: Case, events: Sequence[NewEvent]) -> list[int]:
    """Record many declared events and return their keys; of the past no next steps are set.

    Raises:
        ValidationError: by field, what is wrong with the first event that cannot be recorded.
    """
    with writing(actor=actor, action=Action.RECORD_EVENT, case=case) as entry:
        checked = list(map(checker(actor, case), events))
        return _written(actor, case, checked, entry)


def write_events(*, actor: Actor, case: Case, checked: Sequence[CheckedEvent]) -> list[int]:
    """Write events that ``checker`` let pass, and return their keys in the same order."""
    with writing(actor=actor, action=Action.RECORD_EVENT, case=case) as entry:
        return _written(actor, case, checked, entry)


def _written(actor: Actor, case: Case, checked: Sequence[CheckedEvent], entry: Entry) -> list[int]:
    keys = insert_rows(TimelineEvent, COLUMNS, list(_values(actor, case, checked)))
    case_key = case.pk
    about = [
        (case_key, key, party.pk)
        for key, event in zip(keys, checked, strict=True)
        for party in event.parties
    ]
    insert_rows(EventParty, ABOUT, about)
    refresh_case(case)
    entry.note(events=in_ranges(keys), count=len(keys))
    return keys


def _values(
    actor: Actor, case: Case, checked: Sequence[CheckedEvent]
) -> Iterator[tuple[object, ...]]:
    """Yield the values of events in the order of ``COLUMNS``, as the database takes them."""
    day = lru_cache(maxsize=None)(connection.ops.adapt_datefield_value)
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    case_key, by = case.pk, actor.pk
    for event in checked:
        code, on, first_day, details, text, source, status, _parties = event
        said = json.dumps(details) if details else "{}"
        yield case_key, code, on, day(first_day), said, text, source, status, by, at, ""


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
        runs = _runs(keys)
        for start in range(0, len(runs), AT_A_TIME):
            these = reduce(or_, (Q(pk__range=run) for run in runs[start : start + AT_A_TIME]))
            TimelineEvent._base_manager.filter(these, case=case).update(
                struck_at=timezone.now(), struck_reason=reason
            )
        refresh_case(case)
        entry.note(events=in_ranges(keys), count=len(keys), struck=True)
    return len(keys)


def in_ranges(keys: Iterable[int]) -> list[str]:
    """Return numbers as ranges, such as 3-7, so that a log entry over thousands stays short."""
    return [str(first) if first == last else f"{first}-{last}" for first, last in _runs(keys)]


def _runs(keys: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of numbers that follow each other."""
    runs = groupby(enumerate(sorted(keys)), key=lambda pair: pair[1] - pair[0])
    ends = [[key for _place, key in run] for _offset, run in runs]
    return [(run[0], run[-1]) for run in ends]
