"""Writing dates as an iCalendar document, all of them whole days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from amends.office.notices.selectors import FeedDate

READ_AGAIN_AFTER = timedelta(hours=6)


def calendar_of(dates: Iterable[FeedDate], *, now: datetime) -> bytes:
    """Return an iCalendar document (RFC 5545) of these dates.

    A date keeps its identifier from one reading to the next, so that a calendar program changes
    an entry in place of adding another.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//amends//calendar feed//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("amends: your dates"))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"value": "DURATION"})
    for dated in dates:
        calendar.add_component(_entry(dated, now))
    return bytes(calendar.to_ical())


def _entry(dated: FeedDate, now: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{dated.uid}@{_host()}")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", dated.on)
    entry.add("dtend", dated.on + timedelta(days=1))
    entry.add("summary", dated.title)
    if dated.reference:
        entry.add("url", settings.SITE_URL.rstrip("/") + reverse("case", args=[dated.reference]))
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    return entry


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "amends"
