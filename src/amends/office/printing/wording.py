"""How a document words what is common to its sections: marks, periods, empty tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from amends.office.desk.words import when_words
from amends.office.parties.models import Status
from amends.office.printing.documents import Item, Items, Section, Table, Words


def marked(text: str, *marks: str) -> str:
    """Return a text with its marks in brackets, so that they survive on paper and by ear."""
    return " ".join([text, *(f"[{mark}]" for mark in marks if mark)])


def established(text: str, status: str) -> str:
    """Return a text, marked if it is proposed only."""
    return marked(text, _("proposed") if status == Status.PROPOSED else "")


def period(since: str, until: str) -> str:
    """Return a period as far as it is known."""
    if since and since == until:
        return when_words(since)
    if since and until:
        return _("%(since)s to %(until)s") % {
            "since": when_words(since),
            "until": when_words(until),
        }
    if since:
        return _("from %(since)s") % {"since": when_words(since)}
    return _("until %(until)s") % {"until": when_words(until)} if until else ""


def word(words: Mapping[Any, Any], code: str) -> str:
    """Return the word of a code."""
    return str(words.get(code, code))


def table(
    title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]
) -> Section:
    """Return a section of one table, or one that says that there is nothing."""
    return Section(title, (Table(head, tuple(rows), widths) if rows else nothing(),))


def listing(title: str, items: Sequence[Item]) -> Section:
    """Return a section of one list, or one that says that there is nothing."""
    return Section(title, (Items(tuple(items)) if items else nothing(),))


def paragraphs(text: str) -> tuple[Words, ...]:
    """Return a text as paragraphs, or nothing for an empty one."""
    found = tuple(part.strip() for part in text.split("\n\n") if part.strip())
    return (Words(found),) if found else ()


def nothing() -> Words:
    """Return what stands where there is nothing to list."""
    return Words((_("None recorded."),))
