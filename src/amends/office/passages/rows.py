"""Passages as pages show them: their words, what they go to, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from amends.law.elements import ElementName
from amends.office.charging.words import ELEMENTS
from amends.office.passages.models import Passage
from amends.office.reading.models import Reading, State, state_of
from amends.office.reading.words import place_words

Words = str | Promise


@dataclass(frozen=True)
class PassageRow:
    """One passage.

    Attributes:
        party: whom it speaks against; empty if they are in another case now.
        place: such as page 3; empty where the file has no pages.
        url: where it stands in the text of its file.
        lost: whether the file was read again, and the words were not found in it.
    """

    passage: Passage
    element: Words
    party: str
    place: str
    url: str
    lost: bool


@dataclass(frozen=True)
class Piece:
    """A piece of a page's text; a marked one belongs to a passage, or was just chosen."""

    text: str
    marked: bool = False
    anchor: int = 0
    chosen: bool = False


def passage_row(passage: Passage) -> PassageRow:
    """Return one passage as a row."""
    attachment = passage.attachment
    is_read = state_of(attachment) is State.TAKEN
    here = passage.party.case_id == passage.case_id
    return PassageRow(
        passage,
        ELEMENTS[ElementName(passage.element)],
        passage.party.designation if here else "",
        _place(passage),
        address_of(passage) if is_read and passage.found else "",
        is_read and not passage.found,
    )


def address_of(passage: Passage) -> str:
    """Return the address at which a passage is shown within the text around it."""
    page = reverse("attachment-text", args=[passage.case.reference, passage.attachment_id])
    asked = urlencode({"page": passage.page, "at": passage.start})
    return f"{page}?{asked}#passage-{passage.pk}"


def pieces_of(
    text: str, offset: int, passages: Sequence[Passage], chosen: tuple[int, int] | None
) -> Iterator[Piece]:
    """Yield a part of a page cut at the edges of passages, of which each begins with its anchor.

    ``offset`` characters of the page stand before the part; ``chosen`` is from where to where in
    the part the reader chose words.
    """
    length = len(text)
    spans = [(p.start - offset, p.end - offset, p.pk) for p in passages]
    inside = [(max(0, s), min(length, e), key) for s, e, key in spans if s < length and e > 0]
    first, last = chosen or (0, 0)
    edges = {0, length, first, last, *(edge for s, e, _key in inside for edge in (s, e))}
    cuts = sorted(edge for edge in edges if 0 <= edge <= length)
    shown: set[int] = set()
    for start, end in pairwise(cuts):
        keys = [key for s, e, key in inside if s <= start and end <= e]
        new = [key for key in keys if key not in shown]
        shown |= set(new)
        is_chosen = first <= start and end <= last
        yield Piece(text[start:end], bool(keys), new[0] if new else 0, is_chosen)


def passage_rows(passages: Iterable[Passage]) -> list[PassageRow]:
    """Return passages as rows."""
    return [passage_row(passage) for passage in passages]


def _place(passage: Passage) -> str:
    reading: Reading | None = getattr(passage.attachment, "reading", None)
    if reading is None or reading.pages < 2:
        return ""
    return place_words(reading.unit, passage.page)
