"""What must hold of an event before it is recorded, whether alone or with many others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

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
LONGEST_TEXT = TimelineEvent._meta.get_field("text").max_length or 0
LONGEST_SOURCE = TimelineEvent._meta.get_field("source").max_length or 0
STATUSES = frozenset(Status.values)


class NewEvent(NamedTuple):
    """An event as somebody states it, before it is checked."""

    code: str
    on: str
    parties: tuple[Party, ...] = ()
    details: Mapping[str, str] = MappingProxyType({})
    text: str = ""
    source: str = ""
    status: str = Status.REPORTED


class CheckedEvent(NamedTuple):
    """An event that may be recorded: what its row will hold, and whom it is about."""

    code: str
    on: str
    first_day: date
    details: dict[str, str]
    text: str
    source: str
    status: str
    parties: tuple[Party, ...]

    def row(self, actor: Actor, case: Case) -> TimelineEvent:
        """Return the row to be written."""
        return TimelineEvent(
            case=case,
            code=self.code,
            on=self.on,
            first_day=self.first_day,
            details=self.details,
            text=self.text,
            source=self.source,
            status=self.status,
            recorded_by_id=actor.pk,
        )


def checked_event(actor: Actor, case: Case, given: NewEvent) -> CheckedEvent:
    """Return what is to be written of an event. Asks the database nothing.

    Raises:
        ValidationError: by field, what is wrong.
    """
    return checker(actor, case)(given)


def checker(actor: Actor, case: Case) -> Callable[[NewEvent], CheckedEvent]:
    """Return ``checked_event`` for many events, which asks once what many of them have in common.

    Args:
        actor: who records them.
        case: in which they are recorded.
    """
    today = timezone.localdate()

    @cache
    def of_kind(code: str, on: str) -> tuple[EventType, str, date]:
        kind = declared(code)
        check_recorder(actor, kind)
        when = _when(on, today)
        return kind, str(when), when.first

    @cache
    def check_subjects(code: str, parties: tuple[Party, ...]) -> None:
        _check_subjects(case, declared(code), parties)

    def check(given: NewEvent) -> CheckedEvent:
        kind, on, first_day = of_kind(given.code, given.on)
        check_subjects(given.code, given.parties)
        details = checked(kind.fields, given.details) if kind.fields or given.details else {}
        _code, _on, parties, _details, text, source, status = given
        event = CheckedEvent(kind.code, on, first_day, details, text, source, status, parties)
        if not _surely_fits(event):
            event.row(actor, case).clean_fields(exclude={"case", "recorded_by", "copied_from"})
        return event

    return check


def _surely_fits(event: CheckedEvent) -> bool:
    """Say whether a row plainly fits its columns, without asking each column in turn."""
    return (
        len(event.text) <= LONGEST_TEXT
        and len(event.source) <= LONGEST_SOURCE
        and event.status in STATUSES
        and (not event.details or all(isinstance(said, str) for said in event.details.values()))
    )


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


def _when(on: str, today: date) -> When:
    try:
        when = When.parse(on)
    except Refusal as refusal:
        raise problem("on", translated(refusal.message)) from None
    if when.first > today + FURTHEST_AHEAD:
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
