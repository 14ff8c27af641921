"""What was found, as a reader sees it: what it is, where it stands, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import template
from django.urls import reverse

from amends.office.desk.words import event_word
from amends.office.reading.words import place_words
from amends.office.search.forms import DATED
from amends.office.search.models import Entry, EntryKind
from amends.office.search.selectors import Hit

register = template.Library()
PAGES = {
    EntryKind.CASE: "case",
    EntryKind.SUMMARY: "case",
    EntryKind.PARTY: "case-parties",
    EntryKind.COUNT: "case-counts",
    EntryKind.EVENT: "case-timeline",
    EntryKind.TASK: "task",
    EntryKind.NOTE: "case-notes",
    EntryKind.ATTACHMENT: "case-attachments",
    EntryKind.FILE: "case-attachments",
}


@dataclass(frozen=True)
class HitWords:
    """The heading of a hit: its kind, its title, its day and place, and its address."""

    kind: str
    title: str
    day: date | None
    place: str
    url: str
    file_url: str


@register.simple_tag
def hit_words(hit: Hit) -> HitWords:
    """Return the words above the passages of a hit."""
    entry = hit.entry
    return HitWords(
        kind=entry.get_kind_display(),
        title=title_of(entry),
        day=entry.day if entry.kind in DATED else None,
        place=place_words(hit.unit, hit.place) if hit.place else "",
        url=address_of(entry),
        file_url=_file_of(entry),
    )


def title_of(entry: Entry) -> str:
    """Return what an entry is called; an event by what happened."""
    return event_word(entry.title) if entry.kind == EntryKind.EVENT else entry.title


def address_of(entry: Entry) -> str:
    """Return the page on which an entry stands."""
    kind = EntryKind(entry.kind)
    more = [entry.row] if kind is EntryKind.TASK else []
    return reverse(PAGES[kind], args=[entry.case.reference, *more])


def _file_of(entry: Entry) -> str:
    if entry.kind not in {EntryKind.ATTACHMENT, EntryKind.FILE}:
        return ""
    return reverse("attachment", args=[entry.case.reference, entry.row])
