"""Reads of the text that was taken out of attachments."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from amends.office.evidence.models import Attachment
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.reading.models import FileText, Reading, State
from amends.office.reading.page_texts import PagePart, page_text, parts_of_page


@dataclass(frozen=True)
class TextPage:
    """A page of a file as it was read, or the part of it that is asked for.

    Attributes:
        reading: what came of reading the file; nothing if it still waits.
        number: which page it is, from 1, of how many.
        shown: the part that is asked for.
        parts: every part of the page, where it is too long to be shown at once.
    """

    reading: Reading | None
    number: int
    pages: int
    shown: PagePart
    parts: tuple[PagePart, ...]

    @property
    def is_read(self) -> bool:
        """Say whether the file was read, and has text."""
        return self.reading is not None and self.reading.state == State.TAKEN


def text_page(
    *, actor: Actor, attachment: Attachment, page: int, stretch: int = 0, at: int = 0
) -> TextPage:
    """Return a page of what was read of an attachment.

    Of a long page it is the part that is kept in a stretch, or that holds a character ``at``; else
    its first part. A page that is not there gives the nearest.
    """
    log.read(actor=actor, what="texts of attachments", case=attachment.case)
    reading = _reading(actor, attachment)
    pages = max(1, reading.pages) if reading else 1
    number = min(max(1, page), pages)
    rows = FileText.objects.seen_by(actor).filter(reading__attachment=attachment)
    parts = parts_of_page(rows, number) or [PagePart(0, 0, "")]
    held = [p for p in parts if p.stretch == stretch or p.offset <= at < p.offset + len(p.text)]
    asked = [p for p in held if stretch and p.stretch == stretch] or held
    return TextPage(reading, number, pages, (asked or parts)[0], tuple(parts))


def whole_page(*, actor: Actor, attachment: Attachment, page: int) -> str:
    """Return the whole text of a page of an attachment; empty if it has none."""
    log.read(actor=actor, what="texts of attachments", case=attachment.case)
    rows = FileText.objects.seen_by(actor).filter(reading__attachment=attachment)
    return page_text(rows, page)


def _reading(actor: Actor, attachment: Attachment) -> Reading | None:
    try:
        return Reading.objects.seen_by(actor).get(attachment=attachment)
    except ObjectDoesNotExist:
        return None
