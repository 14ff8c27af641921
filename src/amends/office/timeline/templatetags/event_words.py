"""An event's details as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from amends.court.events import event_types
from amends.office.declared_fields import Stated, stated
from amends.office.policy import Action, may
from amends.office.timeline import selectors
from amends.office.timeline.models import TimelineEvent
from amends.office.timeline.selectors import Recordable

register = template.Library()


@register.simple_tag
def event_details(event: TimelineEvent) -> list[Stated]:
    """Return an event's details in the order its type declares them."""
    kind = event_types().get(event.code)
    if kind is None:
        return [Stated(name, value) for name, value in event.details.items()]
    return list(stated(kind.fields, event.details))


@register.simple_tag(takes_context=True)
def recordable_types(context: template.Context) -> tuple[Recordable, ...]:
    """Return the event types the reader may record, by category."""
    user = context["request"].user
    return selectors.recordable_types(actor=user) if may(user, Action.RECORD_EVENT) else ()


@register.filter
def named_in(key: str | None, named: Mapping[str, str] | None) -> str:
    """Return what a party of this key is called, or the key where names are not shown."""
    return (named or {}).get(key or "", key or "")
