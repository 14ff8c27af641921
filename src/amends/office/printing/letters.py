"""An inquiry as a letter: to whom, what is asked, why, by when, and under which reference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _

from amends.office.inquiries.models import Inquiry, Urgency
from amends.office.inquiries.words import element_word
from amends.office.printing.documents import Document, Facts, Section, Words


def letter(row: Inquiry, *, made_by: str, today: date) -> Document:
    """Return an inquiry as a letter in the reader's language, on the day it went out or today."""
    day = row.sent_on or today
    return Document(
        title=_("Inquiry"),
        subject=row.body,
        reference=row.reference,
        stamp=(
            (_("Date"), date_format(day)),
            (_("To"), _addressee(row)),
            (pgettext("sender", "From"), row.case.unit.name),
        ),
        remarks=tuple(_remarks(row)),
        sections=(
            Section(_("What it concerns"), (Facts(tuple(_facts(row))),)),
            Section(_("What is asked for"), (Words(tuple(row.asks.splitlines())),)),
            Section(_("Why"), (Words(tuple(row.why.splitlines())),)),
            Section(_("Answer"), (Words((_answer(row),)),)),
            Section(_("Signature"), (Words((made_by, row.case.unit.name)),)),
        ),
        footer=_("%(reference)s, as of %(day)s")
        % {"reference": row.reference, "day": date_format(day)},
        page=_("Page {page} of {pages}"),
        language=get_language() or "en",
        right_to_left=get_language_bidi(),
    )


def _addressee(row: Inquiry) -> str:
    return "\n".join(filter(None, (row.body, row.person)))


def _remarks(row: Inquiry) -> Iterator[str]:
    if row.urgency != Urgency.ROUTINE:
        yield str(row.get_urgency_display())
    if row.sent_on is None:
        yield _("A draft: it has not gone out.")
    yield _("Victims appear by pseudonym only.")


def _facts(row: Inquiry) -> Iterator[tuple[str, str]]:
    yield _("Our reference"), row.reference
    if row.element:
        yield _("To show"), element_word(row.element)
        yield _("Offence"), row.citation
    if row.proposition:
        yield _("To show"), row.proposition
    if row.by is not None:
        yield _("Against"), row.by.designation
    for reminder in row.reminded:  # type: ignore[attr-defined]  # prefetched by the selector
        yield _("Reminded on"), date_format(reminder.on)


def _answer(row: Inquiry) -> str:
    said = _(
        "Please answer by %(day)s under the reference %(reference)s. If you can answer in part, or "
        "must refuse, say so by then and give the reason."
    )
    return said % {"day": date_format(row.due), "reference": row.reference}
