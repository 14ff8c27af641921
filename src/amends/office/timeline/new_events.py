"""What must hold of an event before it is recorded, whether alone or with many others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.base.dates import When
from amends.base.messages import Refusal
from amends.court.events import EventType, Subject, event_types
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.declared_fields import checked
from amends.office.parties.models import Party, Status
from amends.office.policy import Actor, Role
from amends.office.timeline.models import TimelineEvent
from amends.office.validation import problem, translated

FURTHEST_AHEAD = timedelta(days=5 * 366)


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """An event as somebody states it, before it is checked."""

    code: str
    on: str
    parties: tuple[Party, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    source: str = ""
    status: str = Status.REPORTED


def checked_event(actor: Actor, case: Case, given: NewEvent) -> TimelineEvent:
    """Return the event as a row to be written. Asks the database nothing.

    Raises:
        ValidationError: by field, what is wrong.
    """
    kind = declared(given.code)
    check_recorder(actor, kind)
    when = _when(given.on)
    _check_subjects(case, kind, given.parties)
    event = TimelineEvent(
        case=case,
        code=given.code,
        on=str(when),
        first_day=when.first,
        details=checked(kind.fields, given.details),
        text=given.text,
        source=given.source,
        status=given.status,
        recorded_by_id=actor.pk,
    )
    event.clean_fields(exclude={"case", "recorded_by", "copied_from"})
    return event


def declared(code: str) -> EventType:
    """Return the event type of a code.

    Raises:
        ValidationError: there is none.
    """
    kind = event_types().get(code)
    if kind is None:
        raise problem("code", _("There is no event type %s. Choose one from the list.") % code)
    return kind


def check_recorder(actor: Actor, kind: EventType) -> None:
    """Refuse an actor whose role does not record this type of event.

    Raises:
        ValidationError: by whom it is recorded.
    """
    if actor.role != Role.SYSTEM and actor.role not in kind.recorded_by:
        raise problem(
            "code",
            _("Your role does not record this event. It is recorded by: %s.")
            % ", ".join(sorted(kind.recorded_by)),
        )


def _when(on: str) -> When:
    try:
        when = When.parse(on)
    except Refusal as refusal:
        raise problem("on", translated(refusal.message)) from None
    if when.first > timezone.localdate() + FURTHEST_AHEAD:
        raise problem("on", _("This day is more than five years ahead. Check the year."))
    return when


def _check_subjects(case: Case, kind: EventType, parties: tuple[Party, ...]) -> None:
    if any(party.case_id != case.pk for party in parties):
        raise problem("parties", _("Choose parties of this case only."))
    if kind.subject is Subject.DEFENDANT and not any(
        party.capacity in {Capacity.DEFENDANT, Capacity.SUSPECT} for party in parties
    ):
        raise problem("parties", _("Choose the defendant or suspect this event is about."))
    if kind.subject is Subject.VICTIM and not any(party.is_victim for party in parties):
        raise problem("parties", _("Choose the victim this event is about."))
