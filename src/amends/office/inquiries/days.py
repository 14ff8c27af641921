"""The days that what is recorded here may have."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.validation import problem

EARLIEST = date(1900, 1, 1)
FURTHEST_AHEAD = timedelta(days=5 * 366)


def check_past(field: str, day: date, *, since: date | None = None) -> None:
    """Refuse a day on which something cannot have happened yet, or before what it follows.

    Raises:
        ValidationError: beside the field, why.
    """
    if day > timezone.localdate():
        raise problem(field, _("This day is in the future. Give the day on which it happened."))
    if day < (since or EARLIEST):
        raise problem(field, _("This day lies before what it follows. Check both days."))


def check_due(field: str, day: date, *, since: date | None = None) -> None:
    """Refuse a day that is too far ahead, or before what it follows.

    Raises:
        ValidationError: beside the field, why.
    """
    if day < (since or EARLIEST):
        raise problem(field, _("This day lies before what it follows. Check both days."))
    if day > timezone.localdate() + FURTHEST_AHEAD:
        raise problem(field, _("This day is more than five years ahead. Check the year."))
