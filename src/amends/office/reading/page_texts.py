"""The pages of a file, put together from the stretches in which its text is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from amends.finding.letters import PAGE_BREAK
from amends.office.reading.models import FileText


@dataclass(frozen=True)
class PagePart:
    """A page, or a part of one that is too long to be kept in one stretch.

    Attributes:
        stretch: the number of the stretch in which it is kept.
        offset: how many characters of the page stand before it.
    """

    stretch: int
    offset: int
    text: str


def parts_of_page(stretches: QuerySet[FileText], page: int) -> list[PagePart]:
    """Return the parts of a page, of the stretches of one file; none of a page without words."""
    rows = stretches.order_by("number").values_list("number", "first_page", "text")
    before = rows.filter(first_page__lt=page).order_by("-number").first()
    texts = []
    if before is not None:
        number, first, text = before
        pages = text.split(PAGE_BREAK)
        texts += [(number, pages[page - first])] if page - first < len(pages) else []
    texts += [
        (number, text.split(PAGE_BREAK, 1)[0])
        for number, _first, text in rows.filter(first_page=page)
    ]
    return list(_with_offsets(texts))


def page_text(stretches: QuerySet[FileText], page: int) -> str:
    """Return the whole text of a page, of the stretches of one file."""
    return "".join(part.text for part in parts_of_page(stretches, page))


def pages_of(stretches: QuerySet[FileText]) -> Iterator[tuple[int, str]]:
    """Yield every page of one file that has words, with its number."""
    held: list[str] = []
    number = 0
    for first, text in stretches.order_by("number").values_list("first_page", "text").iterator():
        for page, piece in enumerate(text.split(PAGE_BREAK), first):
            if page != number and held:
                yield number, "".join(held)
                held = []
            number = page
            held.append(piece)
    if held:
        yield number, "".join(held)


def _with_offsets(texts: list[tuple[int, str]]) -> Iterator[PagePart]:
    offset = 0
    for number, text in texts:
        yield PagePart(number, offset, text)
        offset += len(text)
