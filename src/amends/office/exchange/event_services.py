"""Recording the events of a sheet: each checked as any event is, then written together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import TypeAlias

from django.core.exceptions import ValidationError
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
from amends.office.timeline.new_events import CheckedEvent, NewEvent, checker
from amends.office.validation import problem

OnRow = Callable[[], None]
Content: TypeAlias = tuple[str, str, str, frozenset[int], tuple[tuple[str, str], ...]]


def record_events(
    *, actor: Actor, case: Case, entries: Sequence[Entry], on_row: OnRow
) -> tuple[list[Verdict], list[int]]:
    """Record every event that can be recorded; return the verdict on each row, and their keys."""
    check = _checker(actor, case, entries)
    good: list[CheckedEvent] = []
    verdicts: list[Verdict] = []
    for entry in entries:
        refusal = None
        if not entry.problems:
            try:
                good.append(check(entry))
            except ValidationError as refused:
                refusal = refused
        verdicts.append(verdict_on(entry, refusal))
        on_row()
    recorded = batch_services.write_events(actor=actor, case=case, checked=good) if good else []
    return verdicts, recorded


def _checker(actor: Actor, case: Case, entries: Sequence[Entry]) -> Callable[[Entry], CheckedEvent]:
    """Return what gives the event of an entry, or raises a ValidationError with what is wrong."""
    people = {p.key: p for p in Party._base_manager.filter(case=case, removed_at=None)}
    there = _contents(case)
    fields = _fields(entries)
    check = checker(actor, case)

    @cache
    def about(cell: str) -> tuple[tuple[Party, ...], frozenset[int]]:
        parties = tuple(_party(key, people) for key in keys_in(cell))
        return parties, frozenset(party.pk for party in parties)

    def checked(entry: Entry) -> CheckedEvent:
        parties, keys = about(entry.values.get("parties", ""))
        event = check(_event(entry.values, parties, fields))
        if there and _content(event.code, event.on, event.text, keys, event.details) in there:
            raise ValidationError(
                _("This event stands in the timeline already. Remove the row, or say what differs.")
            )
        return event

    return checked


def _fields(entries: Sequence[Entry]) -> dict[str, str]:
    """Return which columns state what a kind of event declares; a row in order has them all."""
    columns = next((entry.values for entry in entries if not entry.problems), {})
    return {name: name.removeprefix(DETAIL) for name in columns if name.startswith(DETAIL)}


def _event(
    values: Mapping[str, str], parties: tuple[Party, ...], fields: Mapping[str, str]
) -> NewEvent:
    return NewEvent(
        values["code"],
        values["on"],
        parties,
        {field: values[name] for name, field in fields.items() if values[name]},
        values.get("text", ""),
        values.get("source", ""),
        values.get("status") or Status.REPORTED,
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
    events = TimelineEvent._base_manager.filter(case=case, struck_at=None).order_by()
    return {
        _content(code, on, text, frozenset(about.get(pk, ())), details)
        for pk, code, on, text, details in events.values_list("pk", "code", "on", "text", "details")
    }


def _content(
    code: str, on: str, text: str, about: frozenset[int], details: Mapping[str, str]
) -> Content:
    return code, on, text, about, tuple(sorted(details.items()))
