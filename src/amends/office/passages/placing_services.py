"""Finding passages again in a file that was read anew; called inside the frame of that write."""

from __future__ import annotations

from collections.abc import Mapping

from amends.finding import Quotable
from amends.office.evidence.models import Attachment
from amends.office.passages.models import Passage
from amends.office.reading.models import FileText
from amends.office.reading.page_texts import pages_of

Pages = Mapping[int, Quotable]
Place = tuple[int, int, int]


def place_again(attachment: Attachment) -> int:
    """Look for every passage of an attachment in its text; return how many are not found.

    A passage whose words stand where they stood stays there; else it goes to the nearest place
    where its quote stands. One that is not found keeps its quote and is marked.
    """
    passages = list(Passage._base_manager.filter(attachment=attachment))
    if not passages:
        return 0
    # None stands in the way of another one that comes to stand where it stood.
    Passage._base_manager.filter(attachment=attachment).update(found=False)
    texts = FileText._base_manager.filter(reading__attachment=attachment)
    pages = {number: Quotable(text) for number, text in pages_of(texts)}
    return sum(not _placed(passage, pages) for passage in passages)


def _placed(passage: Passage, pages: Pages) -> bool:
    place = _place_of(passage, pages)
    passage.found = place is not None
    if place is not None:
        passage.page, passage.start, passage.end = place
    if passage.found and _is_tied_twice(passage):
        passage.found = False
    passage.save(update_fields=["page", "start", "end", "found"])
    return passage.found


def _place_of(passage: Passage, pages: Pages) -> Place | None:
    here = pages.get(passage.page)
    if here is not None and here.text[passage.start : passage.end] == passage.quote:
        return passage.page, passage.start, passage.end
    for number in sorted(pages, key=lambda number: abs(number - passage.page)):
        near = passage.start if number == passage.page else 0
        span = pages[number].find(passage.quote, near)
        if span is not None:
            return number, *span
    return None


def _is_tied_twice(passage: Passage) -> bool:
    """Say whether another passage stands there for the same: two quotes can become one place."""
    if passage.removed_at is not None:
        return False
    same = Passage._base_manager.filter(
        attachment=passage.attachment_id,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        element=passage.element,
        party=passage.party_id,
        removed_at=None,
        found=True,
    )
    return same.exclude(pk=passage.pk).exists()
