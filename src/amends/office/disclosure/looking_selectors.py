"""Reads of the pages of a file: how many, the text of one, a picture, and what marks would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from amends.office.disclosure.asking import page_process, said
from amends.office.disclosure.models import Mark
from amends.office.disclosure.pages.opening import Trouble, Unusable
from amends.office.disclosure.pages.process import Source
from amends.office.evidence import selectors as attachments
from amends.office.evidence.faults import Unreadable
from amends.office.evidence.models import Attachment
from amends.office.log import services as log
from amends.office.policy import Actor


@dataclass(frozen=True)
class Look:
    """One page of a file.

    Attributes:
        pages: how many pages the file has.
        page: the number of this one.
        text: what can be read on it; empty if it is a picture only.
        places: how often each mark by words was found on it, by the key of the mark.
        picture: the page as PNG, if it was asked for.
    """

    pages: int
    page: int
    text: str
    places: dict[int, int]
    picture: bytes

    @property
    def size(self) -> tuple[int, int]:
        """Return how wide and how high the picture is; the head of a PNG says so."""
        head = self.picture[16:24]
        return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")


def look(
    *, actor: Actor, attachment: Attachment, marks: Sequence[Mark], page: int, picture: bool = False
) -> Look:
    """Return one page of a file with what the marks would take from it.

    Raises:
        Unusable: its pages cannot be shown, and why.
    """
    log.read(actor=actor, what="redactions", case=attachment.case)
    here = [mark for mark in marks if mark.page in {None, page}]
    with page_process() as process:
        source = source_of(actor=actor, attachment=attachment)
        with source.file:
            asked = process.ask(
                "look", [source], page=page, picture=picture, marks=[*map(said, here)]
            )
        by_words = [mark.pk for mark in here if mark.words]
        return Look(
            pages=asked["pages"],
            page=asked["page"],
            text=asked["text"],
            places=dict(zip(by_words, asked["places"], strict=True)),
            picture=b"".join(process.sent()),
        )


def source_of(*, actor: Actor, attachment: Attachment) -> Source:
    """Open an attachment for the process that touches PDF files; the read is logged.

    Raises:
        Unusable: it is too large, or its bytes cannot be read.
    """
    log.read(actor=actor, what="redactions", case=attachment.case)
    if attachment.size > settings.READ_SIZE_LIMIT:
        raise Unusable(Trouble.TOO_LARGE)
    try:
        file = attachments.content(actor=actor, attachment=attachment)
    except (Unreadable, OSError):
        raise Unusable(Trouble.UNREADABLE) from None
    return Source(file, attachment.size)
