"""Tags that ask how near a day is."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone

from amends.office.components.urgency import Urgency, urgency

register = template.Library()


@register.simple_tag
def urgency_of_days(days: object) -> Urgency | None:
    """Return how near a day is that many days away, or nothing if the number is missing."""
    try:
        return urgency(int(str(days)))
    except ValueError:
        return None


@register.simple_tag
def urgency_of_date(due: object) -> Urgency | None:
    """Return how near a date is, counted from today, or nothing if it is no date."""
    if isinstance(due, datetime):
        due = timezone.localtime(due).date() if timezone.is_aware(due) else due.date()
    return urgency((due - timezone.localdate()).days) if isinstance(due, date) else None
