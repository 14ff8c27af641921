"""What follows from an event: set as a task, cancelled with the event, and brought back with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.tasks import services as tasks
from amends.office.tasks.models import Task, TaskState
from amends.office.timeline import services
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import Office


@pytest.fixture
def indicted(office: Office, case: Case) -> TimelineEvent:
    """Return an event from which something follows."""
    return services.record_event(
        actor=office.prosecutor,
        case=case,
        code="ENTRAPMENT",
        on=str(date(2026, 3, 2)),
    )


def next_step(event: TimelineEvent) -> Task:
    """Return the task that follows from an event."""
    return Task._base_manager.get(event=event)


def test_what_follows_from_a_struck_event_is_cancelled(
    office: Office, indicted: TimelineEvent
) -> None:
    """Nobody is to prepare what an error called for; undoing the strike brings it back."""
    assert next_step(indicted).state == TaskState.OPEN
    services.strike_event(actor=office.prosecutor, event=indicted, reason="Wrong person")
    cancelled = next_step(indicted)
    assert cancelled.state == TaskState.CANCELLED
    assert "struck out" in cancelled.outcome
    services.restore_event(actor=office.prosecutor, event=indicted)
    assert next_step(indicted).state == TaskState.OPEN
    assert next_step(indicted).outcome == ""


def test_what_was_done_already_stays_done(office: Office, indicted: TimelineEvent) -> None:
    """Work that was finished is not made undone by striking its cause."""
    owner = next_step(indicted).owner
    tasks.finish_task(actor=owner, task=next_step(indicted), outcome="Done")
    services.strike_event(actor=office.prosecutor, event=indicted, reason="Wrong person")
    services.restore_event(actor=office.prosecutor, event=indicted)
    assert next_step(indicted).state == TaskState.DONE


def test_a_stay_permit_is_renewed_before_it_ends(office: Office, case: Case, victim: Party) -> None:
    """Reminding thirty days after the grant would come years early, or too late."""
    ends = timezone.localdate() + timedelta(days=400)
    granted = services.record_event(
        actor=office.head,
        case=case,
        code="PERMIT_GRANTED",
        on=str(timezone.localdate()),
        parties=[victim],
        details={"until": ends.isoformat()},
    )
    assert timedelta(days=54) <= ends - next_step(granted).due <= timedelta(days=60)


def test_a_permit_that_ends_soon_is_renewed_at_once(
    office: Office, case: Case, victim: Party
) -> None:
    """What should have been done already is due on the next working day."""
    ends = timezone.localdate() + timedelta(days=10)
    granted = services.record_event(
        actor=office.head,
        case=case,
        code="PERMIT_GRANTED",
        on=str(timezone.localdate()),
        parties=[victim],
        details={"until": ends.isoformat()},
    )
    assert next_step(granted).due - timezone.localdate() <= timedelta(days=7)
