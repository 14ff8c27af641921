"""What the office declares: event types with their fields, and the roles of trafficking."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from ninja import Router, Schema

from amends.api.answers import answers
from amends.api.paging import InWindow, Page, page
from amends.api.resources.sources import SourceOut
from amends.api.tokens import Call
from amends.base.fields import Field, FieldKind
from amends.base.sources import Source
from amends.court.events import EventType, Subject, event_types
from amends.network.roles import Role, roles

router = Router(tags=["catalogues"])


class ChoiceOut(Schema):
    """One answer a field offers."""

    code: str
    label: str


class FieldOut(Schema):
    """Something an event of a type states, and the form it takes."""

    name: str
    label: str
    kind: FieldKind
    required: bool
    choices: list[ChoiceOut]
    help: str


class EventTypeOut(Schema):
    """A declared kind of event; ``may_record`` says whether the caller's role records it."""

    code: str
    label: str
    category: str
    subject: Subject
    recorded_by: list[str]
    may_record: bool
    stage: str | None
    standing: str | None
    next_actor: str | None
    next_step: str | None
    next_within_days: int | None
    fields: list[FieldOut]
    help: str
    source: SourceOut


class RoleTypeOut(Schema):
    """A declared role in trafficking, and the heads of liability it suggests to a lawyer."""

    code: str
    label: str
    hooks: list[str]
    needs_screen: bool
    source: SourceOut


@router.get("/event-types", response=answers(Page[EventTypeOut]))
def list_event_types(request: Call, window: InWindow) -> Any:
    """List the declared event types with the details each takes."""
    return page([_event_type(kind, request.auth.role) for kind in event_types().values()], window)


@router.get("/roles", response=answers(Page[RoleTypeOut]))
def list_roles(request: Call, window: InWindow) -> Any:
    """List the declared roles of trafficking."""
    return page([_role(role) for role in roles().values()], window)


def _event_type(kind: EventType, role: str) -> EventTypeOut:
    return EventTypeOut(
        code=kind.code,
        label=gettext(kind.label),
        category=kind.category,
        subject=kind.subject,
        recorded_by=sorted(kind.recorded_by),
        may_record=role in kind.recorded_by,
        stage=kind.stage,
        standing=kind.standing,
        next_actor=kind.next_actor,
        next_step=_said(kind.next_step or "") or None,
        next_within_days=kind.next_within_days,
        fields=[_field(declared) for declared in kind.fields],
        help=_said(kind.help),
        source=_source(kind.source),
    )


def _field(declared: Field) -> FieldOut:
    return FieldOut(
        name=declared.name,
        label=gettext(declared.label),
        kind=declared.kind,
        required=declared.required,
        choices=[ChoiceOut(code=c.code, label=gettext(c.label)) for c in declared.choices],
        help=_said(declared.help),
    )


def _role(role: Role) -> RoleTypeOut:
    return RoleTypeOut(
        code=role.code,
        label=gettext(role.label),
        hooks=[gettext(hook) for hook in role.hooks],
        needs_screen=role.needs_screen,
        source=_source(role.source),
    )


def _source(source: Source) -> SourceOut:
    return SourceOut(citation=source.citation, status=source.status)


def _said(sentence: str) -> str:
    """Return a sentence in the reader's language; nothing stays nothing."""
    return gettext(sentence) if sentence else ""
