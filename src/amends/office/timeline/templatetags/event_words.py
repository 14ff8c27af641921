"""An event's details as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext

from amends.base.dates import When
from amends.base.messages import Refusal
from amends.court.events import EventField, FieldKind, event_types
from amends.office.desk.words import when_words
from amends.office.policy import Action, may
from amends.office.timeline import selectors
from amends.office.timeline.models import TimelineEvent
from amends.office.timeline.selectors import Recordable

register = template.Library()


@dataclass(frozen=True)
class Detail:
    """One detail of an event: what it is and what was stated."""

    label: str
    value: str


@register.simple_tag
def event_details(event: TimelineEvent) -> list[Detail]:
    """Return an event's details in the order its type declares them."""
    kind = event_types().get(event.code)
    if kind is None:
        return [Detail(name, value) for name, value in event.details.items()]
    return [
        Detail(gettext(field.label), _value(field, event.details[field.name]))
        for field in kind.fields
        if event.details.get(field.name)
    ]


@register.simple_tag(takes_context=True)
def recordable_types(context: template.Context) -> tuple[Recordable, ...]:
    """Return the event types the reader may record, by category."""
    user = context["request"].user
    return selectors.recordable_types(actor=user) if may(user, Action.RECORD_EVENT) else ()


@register.filter
def named_in(key: str | None, named: Mapping[str, str] | None) -> str:
    """Return what a party of this key is called, or the key where names are not shown."""
    return (named or {}).get(key or "", key or "")


def _value(field: EventField, value: str) -> str:
    if field.kind is FieldKind.CHOICE:
        return next((gettext(c.label) for c in field.choices if c.code == value), value)
    if field.kind is FieldKind.DATE:
        try:
            When.parse(value)
        except Refusal:
            return value
        return when_words(value)
    return value
