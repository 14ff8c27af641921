"""Recording the events of a sheet: each checked as any event is, then written together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.cases.models import Case
from amends.office.exchange.cells import keys_in
from amends.office.exchange.entries import Entry
from amends.office.exchange.layouts import DETAIL
from amends.office.exchange.verdicts import Verdict, verdict_on
from amends.office.parties.models import Party, Status
from amends.office.policy import Actor
from amends.office.timeline import batch_services
from amends.office.timeline.models import EventParty, TimelineEvent
from amends.office.timeline.new_events import CheckedEvent, NewEvent, checked_event
from amends.office.validation import problem

OnRow = Callable[[], None]
Content: TypeAlias = tuple[str, str, str, frozenset[int], tuple[tuple[str, str], ...]]


def record_events(
    *, actor: Actor, case: Case, entries: Sequence[Entry], on_row: OnRow
) -> tuple[list[Verdict], list[int]]:
    """Record every event that can be recorded; return the verdict on each row, and their keys."""
    people = {p.key: p for p in Party._base_manager.filter(case=case, removed_at=None)}
    there = _contents(case)
    good: list[CheckedEvent] = []
    today = timezone.localdate()
    verdicts: list[Verdict] = []
    for entry in entries:
        refusal = None
        if not entry.problems:
            try:
                good.append(_checked(actor, case, _event(entry, people), there, today))
            except ValidationError as refused:
                refusal = refused
        verdicts.append(verdict_on(entry, refusal))
        on_row()
    recorded = batch_services.write_events(actor=actor, case=case, checked=good) if good else []
    return verdicts, recorded


def _checked(
    actor: Actor, case: Case, given: NewEvent, there: set[Content], today: date
) -> CheckedEvent:
    """Return an event if it may be recorded and does not stand in the timeline.

    Raises:
        ValidationError: by field, what is wrong.
    """
    event = checked_event(actor, case, given, today=today)
    about = frozenset(party.pk for party in given.parties)
    if _content(event, about) in there:
        raise ValidationError(
            _("This event stands in the timeline already. Remove the row, or say what differs.")
        )
    return event


def _event(entry: Entry, people: dict[str, Party]) -> NewEvent:
    values = entry.values
    return NewEvent(
        code=values["code"],
        on=values["on"],
        parties=tuple(_party(key, people) for key in keys_in(values.get("parties", ""))),
        details={
            name.removeprefix(DETAIL): value
            for name, value in values.items()
            if name.startswith(DETAIL) and value
        },
        text=values.get("text", ""),
        source=values.get("source", ""),
        status=values.get("status") or Status.REPORTED,
    )


def _party(key: str, people: dict[str, Party]) -> Party:
    if key in people:
        return people[key]
    close = get_close_matches(key, people, n=1)
    if close:
        said = _("No party of this case has the key %(key)s. Did you mean %(meant)s?")
        raise problem("parties", said % {"key": key[:40], "meant": close[0]})
    raise problem(
        "parties",
        _("No party of this case has the key %(key)s. Import the parties first.")
        % {"key": key[:40]},
    )


def _contents(case: Case) -> set[Content]:
    about: dict[int, set[int]] = {}
    pairs = EventParty._base_manager.filter(case=case).values_list("event_id", "party_id")
    for event, party in pairs:
        about.setdefault(event, set()).add(party)
    events = TimelineEvent._base_manager.filter(case=case, struck_at=None)
    return {_content(event, frozenset(about.get(event.pk, ()))) for event in events}


def _content(event: TimelineEvent | CheckedEvent, about: frozenset[int]) -> Content:
    return (event.code, event.on, event.text, about, tuple(sorted(event.details.items())))
