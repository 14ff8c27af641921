"""What was found, as a reader sees it: what it is, where it stands, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from amends.finding import Snippet
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
    EntryKind.ITEM: "item",
    EntryKind.PASSAGE: "case-passages",
    EntryKind.STATEMENT: "statement",
    EntryKind.PROPOSITION: "case-propositions",
    EntryKind.RECANTATION: "recantation",
    EntryKind.INQUIRY: "inquiry",
}
BY_TITLE = frozenset({EntryKind.ITEM, EntryKind.STATEMENT})
BY_ROW = frozenset({EntryKind.TASK, EntryKind.RECANTATION})


@dataclass(frozen=True)
class SnippetWords:
    """A few words of a hit, and where they stand in the text of their file; empty elsewhere."""

    snippet: Snippet
    url: str


@dataclass(frozen=True)
class HitWords:
    """A hit: its kind, its title, its day and place, its address, and what is shown of it."""

    kind: str
    title: str
    day: date | None
    place: str
    url: str
    file_url: str
    snippets: tuple[SnippetWords, ...]


@register.simple_tag
def hit_words(hit: Hit) -> HitWords:
    """Return the words of a hit."""
    entry = hit.entry
    shown = tuple(SnippetWords(snippet, _text_of(entry, snippet)) for snippet in hit.snippets)
    return HitWords(
        kind=entry.get_kind_display(),
        title=title_of(entry),
        day=entry.day if entry.kind in DATED else None,
        place=place_words(hit.unit, hit.place) if hit.place else "",
        url=(shown[0].url if shown else "") or address_of(entry),
        file_url=_file_of(entry),
        snippets=shown,
    )


def title_of(entry: Entry) -> str:
    """Return what an entry is called; an event by what happened."""
    return event_word(entry.title) if entry.kind == EntryKind.EVENT else entry.title


def address_of(entry: Entry) -> str:
    """Return the page on which an entry stands."""
    kind = EntryKind(entry.kind)
    return reverse(PAGES[kind], args=[entry.case.reference, *_named(kind, entry)])


def _named(kind: EntryKind, entry: Entry) -> list[str]:
    """Return what an address says besides the case, where a thing has a page of its own."""
    if kind in BY_ROW:
        return [str(entry.row)]
    if kind == EntryKind.INQUIRY:
        return [entry.title.partition(".")[0]]
    return [entry.title] if kind in BY_TITLE else []


def _text_of(entry: Entry, snippet: Snippet) -> str:
    """Return where the words of a snippet stand, chosen there so that they can be tied."""
    if entry.kind != EntryKind.FILE:
        return ""
    start, end = snippet.found or (0, 0)
    asked = {"page": entry.page + snippet.page, "stretch": entry.part, "start": start, "end": end}
    page = reverse("attachment-text", args=[entry.case.reference, entry.row])
    return f"{page}?{urlencode(asked)}#text"


def _file_of(entry: Entry) -> str:
    if entry.kind not in {EntryKind.ATTACHMENT, EntryKind.FILE}:
        return ""
    return reverse("attachment", args=[entry.case.reference, entry.row])
