"""A file's pages as stretches of text of a size that an index takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amends.finding.letters import PAGE_BREAK

LONGEST = 40_000
LOOK_BACK = 400


@dataclass(frozen=True)
class Stretch:
    """Some pages, or a part of one."""

    first_page: int
    text: str


def stretches(pages: Iterable[str]) -> Iterator[Stretch]:
    """Yield the pages as stretches of at most ``LONGEST`` characters, cut between pages or words.

    Words are looked for together within one stretch.
    """
    first, held = 1, ""
    for number, page in enumerate(pages, 1):
        for piece in _pieces(page):
            joined = f"{held}{PAGE_BREAK * (number - first - held.count(PAGE_BREAK))}{piece}"
            if held.strip() and len(joined) > LONGEST:
                yield Stretch(first, held)
                first, joined = number, piece
            held = joined
            if not held.strip():
                first, held = number, piece
    if held.strip():
        yield Stretch(first, held)


def _pieces(page: str) -> Iterator[str]:
    while len(page) > LONGEST:
        cut = max(page.rfind(mark, LONGEST - LOOK_BACK, LONGEST) for mark in "\n ") + 1
        cut = cut or LONGEST
        yield page[:cut]
        page = page[cut:]
    yield page
