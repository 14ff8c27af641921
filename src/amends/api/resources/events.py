"""The timeline: declared events, recorded, struck out with a reason, and restored."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_parties
from amends.api.paging import Page, Window, page
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Details, Given, Key, Line, Text, WithReason
from amends.court.events import event_types
from amends.office.accounts.models import User
from amends.office.parties.models import Status as Established
from amends.office.policy import Action, Layer, require
from amends.office.timeline import selectors, services
from amends.office.timeline.models import TimelineEvent

router = Router(tags=["events"])


class EventOut(Schema):
    """An event; ``parties`` are the keys of those it is about, none if about the whole case."""

    id: int
    code: str
    label: str
    on: str
    parties: list[str]
    details: dict[str, str]
    text: str
    source: str
    status: Established
    recorded_by: Person | None
    recorded_at: datetime
    struck: bool
    struck_reason: str

    @staticmethod
    def resolve_label(event: TimelineEvent) -> str:
        """Return what the event is called, in the reader's language."""
        kind = event_types().get(event.code)
        return gettext(kind.label) if kind else event.code

    @staticmethod
    def resolve_parties(event: Any) -> list[str]:
        """Return the keys of the parties, as the selector brought them."""
        return [row.party.key for row in event.about]

    @staticmethod
    def resolve_struck(event: TimelineEvent) -> bool:
        """Say whether the event is struck out."""
        return event.struck_at is not None


class EventQuery(Window):
    """Whether events struck out are listed too."""

    struck: bool = True


class EventIn(Given):
    """An event to record; the catalogue of event types says which details each takes."""

    code: Code
    on: Code = Field(description="2008-05-03, 2008-05 or 2008; ~ in front for about")
    parties: list[Code] = Field([], max_length=500)
    details: Details = Field({})
    text: Text = ""
    source: Line = ""
    status: Established = Established.REPORTED
    set_next_step: bool = True


@router.get("/{reference}/events", response=answers(Page[EventOut]))
def list_events(request: Call, reference: Code, query: Annotated[EventQuery, Query()]) -> Any:
    """List the timeline of a case, oldest first."""
    case = case_of(request.auth, reference, Layer.TIMELINE)
    return page(selectors.events(actor=request.auth, case=case, struck=query.struck), query)


@router.post("/{reference}/events", response=answers(EventOut, 201), auth=WRITES)
def record_event(request: Call, reference: Code, given: EventIn) -> Any:
    """Record a declared event, and set its next step as a task for whoever must act next."""
    actor = request.auth
    case = case_of(actor, reference)
    require(actor, Action.RECORD_EVENT, case)
    event = services.record_event(
        actor=actor,
        case=case,
        parties=named_parties(actor, case, "parties", given.parties),
        **given.model_dump(exclude={"parties"}),
    )
    return Status(201, selectors.event(actor=actor, case=case, pk=event.pk))


@router.get("/{reference}/events/{pk}", response=answers(EventOut))
def read_event(request: Call, reference: Code, pk: Key) -> Any:
    """Read one event."""
    return _event(request.auth, reference, pk)


@router.post("/{reference}/events/{pk}/strike", response=answers(EventOut), auth=WRITES)
def strike_event(request: Call, reference: Code, pk: Key, given: WithReason) -> Any:
    """Strike out an event recorded in error; it stays readable with the reason."""
    event = _event(request.auth, reference, pk)
    return services.strike_event(actor=request.auth, event=event, reason=given.reason)


@router.post("/{reference}/events/{pk}/restore", response=answers(EventOut), auth=WRITES)
def restore_event(request: Call, reference: Code, pk: Key) -> Any:
    """Undo striking out an event."""
    event = _event(request.auth, reference, pk)
    return services.restore_event(actor=request.auth, event=event)


def _event(actor: User, reference: str, pk: int) -> TimelineEvent:
    case = case_of(actor, reference, Layer.TIMELINE)
    return selectors.event(actor=actor, case=case, pk=pk)
