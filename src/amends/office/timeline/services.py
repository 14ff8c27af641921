"""Writes on the timeline: recording an event and striking one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from amends.base.dates import When
from amends.court.events import EventType
from amends.court.holidays import WorkingDays
from amends.office.accounts.models import User
from amends.office.cases.models import Assignment, Case
from amends.office.log.services import writing
from amends.office.parties.models import Party, Status
from amends.office.policy import Action, Actor, Role
from amends.office.tasks.models import Task, TaskState
from amends.office.timeline.derived_services import refresh_case
from amends.office.timeline.models import EventParty, TimelineEvent
from amends.office.timeline.new_events import NewEvent, check_recorder, checked_event, declared
from amends.office.validation import problem, save


def record_event(
    *,
    actor: Actor,
    case: Case,
    code: str,
    on: str,
    parties: Sequence[Party] = (),
    details: Mapping[str, str] | None = None,
    text: str = "",
    source: str = "",
    status: str = Status.REPORTED,
    set_next_step: bool = True,
) -> TimelineEvent:
    """Record a declared event, and set its next step as a task for whoever must act next.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.RECORD_EVENT, case=case) as entry:
        given = NewEvent(
            code=code,
            on=on,
            parties=tuple(parties),
            details=details or {},
            text=text,
            source=source,
            status=status,
        )
        event = checked_event(actor, case, given).row(actor, case)
        save(event)
        for party in parties:
            save(EventParty(case=case, event=event, party=party))
        if set_next_step:
            _set_next_step(actor, declared(code), event)
        refresh_case(case)
        entry.note(event=event.pk, code=code, on=event.on, parties=[p.key for p in parties])
    return event


def strike_event(*, actor: Actor, event: TimelineEvent, reason: str) -> TimelineEvent:
    """Strike out an event recorded in error; it stays readable with the reason.

    Raises:
        ValidationError: no reason is given, or it is struck out already.
    """
    with writing(actor=actor, action=Action.RECORD_EVENT, case=event.case) as entry:
        check_recorder(actor, declared(event.code))
        if event.struck_at:
            raise problem("event", _("This event is struck out already."))
        if not reason.strip():
            raise problem("reason", _("Say why the event is struck out."))
        event.struck_at, event.struck_reason = timezone.now(), reason
        save(event)
        closed = _close_next_step(actor, event)
        refresh_case(event.case)
        entry.note(event=event.pk, code=event.code, struck=True, tasks_cancelled=closed)
    return event


def restore_event(*, actor: Actor, event: TimelineEvent) -> TimelineEvent:
    """Undo striking out an event, and with it the cancelling of its next step."""
    with writing(actor=actor, action=Action.RECORD_EVENT, case=event.case) as entry:
        check_recorder(actor, declared(event.code))
        reopened = _reopen_next_step(event)
        event.struck_at, event.struck_reason = None, ""
        save(event)
        refresh_case(event.case)
        entry.note(event=event.pk, code=event.code, struck=False, tasks_reopened=reopened)
    return event


def _close_next_step(actor: Actor, event: TimelineEvent) -> list[int]:
    """Cancel what was to follow from a struck event; the moment it was struck marks it for undo."""
    open_tasks = Task._base_manager.filter(event=event, state=TaskState.OPEN)
    closed = list(open_tasks.values_list("pk", flat=True))
    open_tasks.update(
        state=TaskState.CANCELLED,
        outcome=gettext("The event it followed from was struck out."),
        closed_at=event.struck_at,
        closed_by_id=actor.pk,
    )
    return closed


def _reopen_next_step(event: TimelineEvent) -> list[int]:
    tasks = Task._base_manager.filter(
        event=event, state=TaskState.CANCELLED, closed_at=event.struck_at
    )
    reopened = list(tasks.values_list("pk", flat=True))
    tasks.update(state=TaskState.OPEN, outcome="", closed_at=None, closed_by=None)
    return reopened


def _set_next_step(actor: Actor, kind: EventType, event: TimelineEvent) -> None:
    if not kind.next_step or kind.next_within_days is None:
        return
    owner = _who_acts_next(event.case, kind.next_actor or "")
    if owner is None:
        return
    due = _next_step_due(kind, event, kind.next_within_days)
    save(
        Task(
            case=event.case,
            title=gettext(kind.next_step),
            owner=owner,
            set_by_id=actor.pk,
            due=due,
            event=event,
        )
    )


def _next_step_due(kind: EventType, event: TimelineEvent, within_days: int) -> date:
    """Return the day the next step is due: so long after the event, or before what it would miss.

    What should have been done already is due on the next working day.
    """
    today = timezone.localdate()
    due = max(event.first_day, today) + timedelta(days=within_days)
    if kind.next_before and (ends := event.details.get(kind.next_before[0])):
        due = max(When.parse(ends).first - timedelta(days=kind.next_before[1]), today)
    return WorkingDays(event.case.jurisdiction).next_working_day(due)


def _who_acts_next(case: Case, role: str) -> User | None:
    """Return who holds the role in the case; a registrar of the unit; else whoever leads it."""
    now = Assignment._base_manager.filter(case=case, until=None).select_related("user")
    people = [assignment.user for assignment in now.order_by("kind")]
    for user in people:
        if user.role == role:
            return user
    if role in {Role.REGISTRAR, Role.HEAD}:
        outside = User.objects.filter(role=role, unit=case.unit_id, is_active=True).first()
        if outside is not None:
            return outside
    return people[0] if people else None
