"""Inquiries, delays and lines as pages, papers and sheets show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from amends.office.charging.words import StateTag
from amends.office.exchange.handouts import csv_of
from amends.office.inquiries.models import Inquiry, Line
from amends.office.inquiries.standing import inquiry_of
from amends.office.inquiries.words import STATES, days_words, element_word, technique_words
from amends.proof.inquiries import Delay, InquiryState
from amends.proof.techniques import alternatives


@dataclass(frozen=True)
class InquiryRow:
    """One inquiry in a list."""

    inquiry: Inquiry
    state: InquiryState
    tag: StateTag
    shows: str
    waiting: int | None
    late: int
    waits: bool
    taken: int | None


@dataclass(frozen=True)
class DelayRow:
    """How long one body takes, in words."""

    delay: Delay
    median: str


@dataclass(frozen=True)
class LineRow:
    """One line of inquiry that was closed, with what was said of each alternative."""

    line: Line
    techniques: str
    alternatives: tuple[tuple[str, bool, str], ...]


def inquiry_row(row: Inquiry, today: date) -> InquiryRow:
    """Return one inquiry as a row."""
    days = inquiry_of(row)
    state = days.state(today)
    shows = element_word(row.element) if row.element else row.proposition
    return InquiryRow(
        row,
        state,
        STATES[state],
        shows,
        days.days_waiting(today),
        days.days_late(today),
        days.waits(today),
        days.days_to_answer(),
    )


def delay_rows(found: Iterable[Delay]) -> tuple[DelayRow, ...]:
    """Return how long bodies take as rows."""
    return tuple(DelayRow(one, days_words(one.median)) for one in found)


def line_rows(lines: Iterable[Line]) -> Iterator[LineRow]:
    """Yield the lines closed, their alternatives in the order they are declared."""
    for line in lines:
        said = tuple(
            (_(word.label), line.alternatives[code]["taken"], line.alternatives[code]["reason"])
            for code, word in alternatives().items()
            if code in line.alternatives
        )
        yield LineRow(line, technique_words(line.techniques), said)


def inquiries_csv(rows: Iterable[Inquiry], today: date) -> bytes:
    """Return inquiries as CSV that Excel reads as UTF-8, with headings in the reader's language."""
    head = [
        *(_("Case"), _("Inquiry"), _("State"), _("Asked"), _("Person there"), _("To show")),
        *(_("Urgency"), _("Sent on"), _("Answer by"), _("Days waiting"), _("Days late")),
        *(_("Days to the answer"), _("Who follows it up")),
    ]
    return csv_of([head, *(_cells(inquiry_row(row, today)) for row in rows)])


def _cells(row: InquiryRow) -> list[str]:
    one = row.inquiry
    sent = one.sent_on.isoformat() if one.sent_on else ""
    days = ["" if n is None else str(n) for n in (row.waiting, row.late or None, row.taken)]
    return [
        *(one.case.reference, str(one.number), str(row.tag.word), one.body, one.person, row.shows),
        *(str(one.get_urgency_display()), sent, one.due.isoformat(), *days, one.owner.name),
    ]
