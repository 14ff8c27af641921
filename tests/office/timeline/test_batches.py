"""Many events at once: all or none, one entry that names each, one refresh of the case."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.office.cases.models import Case
from amends.office.log.models import Kind, LogEntry
from amends.office.log.selectors import verify
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted
from amends.office.tasks.models import Task
from amends.office.timeline.batch_services import (
    AT_A_TIME,
    in_ranges,
    record_events,
    strike_events,
)
from amends.office.timeline.models import EventParty, OpenClock, TimelineEvent
from amends.office.timeline.new_events import NewEvent
from tests.office.conftest import OPERATOR, Office


def several(defendant: Party) -> list[NewEvent]:
    """Return events that move the defendant as far as the indictment."""
    return [
        NewEvent(code="REPORT", on="2026-01-10", details={"reported_by": "hotline"}),
        NewEvent(code="ARREST", on="2026-01-20", parties=(defendant,), text="At the house."),
        NewEvent(code="INDICTED", on="2026-02-01", parties=(defendant,)),
    ]


def recorded(office: Office, case: Case, defendant: Party) -> list[TimelineEvent]:
    """Record the events and return their rows."""
    record_events(actor=office.prosecutor, case=case, events=several(defendant))
    return list(TimelineEvent.objects.seen_by(OPERATOR).filter(case=case))


def writes() -> list[LogEntry]:
    """Return what was written since, oldest first."""
    return list(LogEntry.objects.filter(kind=Kind.WRITE).order_by("sequence"))


def test_events_are_recorded_with_one_entry(office: Office, case: Case, defendant: Party) -> None:
    LogEntry.objects.all().delete()
    keys = record_events(actor=office.prosecutor, case=case, events=several(defendant))
    kept = TimelineEvent.objects.seen_by(OPERATOR).filter(case=case)
    assert [event.code for event in kept] == ["REPORT", "ARREST", "INDICTED"]
    assert EventParty.objects.seen_by(OPERATOR).filter(party=defendant).count() == 2
    assert {event.recorded_by_id for event in kept} == {office.prosecutor.pk}
    (entry,) = writes()
    assert json.loads(entry.data)["events"] == in_ranges(keys)
    assert [event.pk for event in kept] == keys
    assert "At the house" not in entry.data


def test_the_case_is_refreshed_and_no_next_step_set(
    office: Office, case: Case, defendant: Party
) -> None:
    record_events(actor=office.prosecutor, case=case, events=several(defendant))
    defendant.refresh_from_db()
    case.refresh_from_db()
    assert (defendant.stage, defendant.standing) == ("charged", "detained")
    assert case.before_court
    assert OpenClock.objects.seen_by(OPERATOR).filter(case=case).exists()
    assert not Task.objects.seen_by(OPERATOR).filter(case=case).exists()


def test_one_event_that_cannot_be_recorded_stops_all(
    office: Office, case: Case, defendant: Party
) -> None:
    LogEntry.objects.all().delete()
    wrong = NewEvent(code="ARREST", on="2026-02-30", parties=(defendant,))
    with pytest.raises(ValidationError) as refused:
        record_events(actor=office.prosecutor, case=case, events=[*several(defendant), wrong])
    assert set(refused.value.message_dict) == {"on"}
    assert not TimelineEvent.objects.seen_by(OPERATOR).filter(case=case).exists()
    assert writes() == []


def test_only_who_may_record_records(office: Office, case: Case, defendant: Party) -> None:
    with pytest.raises(NotPermitted):
        record_events(actor=office.stranger, case=case, events=several(defendant))
    unknown = [NewEvent(code="NOT_DECLARED", on="2026-01-01")]
    with pytest.raises(ValidationError):
        record_events(actor=office.prosecutor, case=case, events=unknown)


def queries_of(office: Office, case: Case, events: int) -> int:
    """Return how many queries it takes to record some events."""
    many = [NewEvent(code="SEARCH", on="2026-01-10", text=str(n)) for n in range(events)]
    with CaptureQueriesContext(connection) as taken:
        record_events(actor=office.prosecutor, case=case, events=many)
    return len(taken)


def test_queries_grow_with_the_batches_not_with_the_events(office: Office, case: Case) -> None:
    # Events and their words in the search index go in by as many rows as the database takes at
    # once, some dozens on SQLite: each further query must carry at least 25 events.
    few, many = queries_of(office, case, 50), queries_of(office, case, 400)
    assert few < 35
    assert (many - few) * 25 <= 350


def test_events_are_struck_out_with_one_entry(office: Office, case: Case, defendant: Party) -> None:
    rows = recorded(office, case, defendant)
    LogEntry.objects.all().delete()
    struck = strike_events(
        actor=office.prosecutor, case=case, events=rows, reason="The wrong sheet."
    )
    assert struck == 3
    kept = TimelineEvent.objects.seen_by(OPERATOR).filter(case=case)
    assert {event.struck_reason for event in kept} == {"The wrong sheet."}
    defendant.refresh_from_db()
    assert defendant.stage == "report"
    (entry,) = writes()
    assert json.loads(entry.data)["struck"] is True


def test_striking_out_needs_a_reason_and_leaves_what_is_struck(
    office: Office, case: Case, defendant: Party
) -> None:
    rows = recorded(office, case, defendant)
    with pytest.raises(ValidationError):
        strike_events(actor=office.prosecutor, case=case, events=rows, reason=" ")
    strike_events(actor=office.prosecutor, case=case, events=rows[:1], reason="first")
    again = list(TimelineEvent.objects.seen_by(OPERATOR).filter(case=case))
    assert strike_events(actor=office.prosecutor, case=case, events=again, reason="rest") == 2
    reasons = TimelineEvent.objects.seen_by(OPERATOR).values_list("struck_reason", flat=True)
    assert sorted(reasons) == ["first", "rest", "rest"]


def test_the_chain_holds_over_a_batch(office: Office, case: Case, defendant: Party) -> None:
    record_events(actor=office.prosecutor, case=case, events=several(defendant))
    assert verify(actor=office.ombudsman).broken is None


@pytest.mark.parametrize(
    ("keys", "ranges"),
    [([], []), ([4], ["4"]), ([3, 1, 2], ["1-3"]), ([1, 2, 5, 7, 8], ["1-2", "5", "7-8"])],
)
def test_ranges(keys: list[int], ranges: list[str]) -> None:
    assert in_ranges(keys) == ranges


def test_very_many_that_do_not_follow_each_other_are_struck_out_and_no_other(
    office: Office, case: Case
) -> None:
    days = [NewEvent(code="SEARCH", on="2026-01-10", text=str(n)) for n in range(2 * AT_A_TIME + 3)]
    record_events(actor=office.prosecutor, case=case, events=days)
    rows = list(TimelineEvent.objects.seen_by(OPERATOR).filter(case=case).order_by("pk"))
    struck = strike_events(actor=office.prosecutor, case=case, events=rows[::2], reason="odd one")
    reasons = TimelineEvent.objects.seen_by(OPERATOR).order_by("pk").values_list("struck_reason")
    assert struck == AT_A_TIME + 2
    assert [reason for (reason,) in reasons[:4]] == ["odd one", "", "odd one", ""]
    assert [row.pk for row in rows[1::2]] == list(
        TimelineEvent.objects.seen_by(OPERATOR)
        .filter(struck_at=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
