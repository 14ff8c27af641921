"""Binding many files to one PDF: links, bookmarks, a number on every page; and reading it again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from amends.office.disclosure.pages.looking import shown, texts
from amends.office.disclosure.pages.opening import (
    Trouble,
    Unusable,
    opened,
    troubles_named,
    written,
)
from amends.office.disclosure.pages.stamping import Balance, Stamper, balance_of
from amends.office.reading.files.results import Clock
from amends.proof.bates import Series
from amends.proof.redaction import Words, letters_of, those_there

MOST_CONTENT = 50 * 1024**2  # bytes that the content of one page may unpack to
FEW = 48 * 1024  # bytes that cannot unpack to more than that
LINK = re.compile(r"^https://page\.invalid/(\d+)$")
# What hangs on a page and could carry a file, run something or lead elsewhere.
ACTIVE = frozenset(
    {"/3D", "/FileAttachment", "/Link", "/Movie", "/Popup", "/RichMedia", "/Screen", "/Sound"}
)
RUNS = ("/A", "/AA", "/PA", "/Dest", "/AF")


@dataclass(frozen=True)
class Measured:
    """How many pages a file has, and which do not come out even, by number from 0."""

    pages: int
    uneven: Mapping[int, Balance]


@dataclass(frozen=True)
class Part:
    """A part of a bundle.

    Attributes:
        title: what its bookmark says.
        only: the one page of the file that is meant, from 0; all of them unless told.
        links: whether it is front matter, whose links lead to the parts by their number.
    """

    title: str
    data: bytes
    uneven: Mapping[int, Balance]
    only: int | None = None
    links: bool = False


@dataclass(frozen=True)
class Bound:
    """A bundle, its pages, and the page each part begins on, from 1."""

    data: bytes
    pages: int
    starts: tuple[int, ...]


@dataclass(frozen=True)
class Kept:
    """Words that were taken out of a part of a bundle, by its number, and may not be read on it."""

    part: int
    words: Words


@dataclass(frozen=True)
class Checked:
    """What was found when pages of a bundle were read again.

    Attributes:
        unstamped: pages on which the number could not be read.
        left: words that stand on a page of the part they were taken out of; by their place in the
            list of words, and the page.
        elsewhere: the same on pages of other parts.
    """

    unstamped: tuple[int, ...]
    left: tuple[tuple[int, int], ...]
    elsewhere: tuple[tuple[int, int], ...]


def measured(data: bytes, clock: Clock) -> Measured:
    """Return what must be known of a file before it is bound.

    Raises:
        Unusable: it is none, or unpacks to more than any page needs.
    """
    document = opened(data)
    uneven: dict[int, Balance] = {}
    with troubles_named():
        _refuse_large_forms(document)
        for number, page in enumerate(document.pages):
            if clock.is_over:
                raise Unusable(Trouble.TIME)
            balance = balance_of(_content(page.obj))
            if balance != (0, 0):
                uneven[number] = balance
        return Measured(len(document.pages), uneven)


def bound(parts: Sequence[Part], series: Series, first: int, clock: Clock) -> Bound:
    """Bind parts to one file, and number its pages from a first number on.

    Raises:
        Unusable: it cannot be done, or takes too long.
    """
    with troubles_named():
        whole = pikepdf.new()
        starts = _put_together(whole, parts, series, first, clock)
        _mark_places(whole, parts, starts)
        return Bound(written(whole), len(whole.pages), tuple(starts))


def _put_together(
    whole: pikepdf.Pdf, parts: Sequence[Part], series: Series, first: int, clock: Clock
) -> list[int]:
    starts, stamper, number = [], Stamper(whole), 0
    for part in parts:
        if clock.is_over:
            raise Unusable(Trouble.TIME)
        starts.append(number + 1)
        document = opened(part.data)
        places = range(len(document.pages)) if part.only is None else [part.only]
        whole.pages.extend([document.pages[place] for place in places])
        for place in places:
            page = whole.pages[number].obj
            if not part.links:
                _quieten(page)
            stamper.stamp(page, series.label(first + number), part.uneven.get(place, (0, 0)))
            number += 1
    return starts


def _quieten(page: Any) -> None:
    """Take from a page what would run, lead elsewhere or carry a file; what is seen stays."""
    for key in RUNS:
        if key in page:
            del page[key]
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = []
    for note in notes if isinstance(notes, pikepdf.Array) else ():
        if isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype")) not in ACTIVE:
            for key in RUNS:
                if key in note:
                    del note[key]
            kept.append(note)
    page.Annots = pikepdf.Array(kept)


def _mark_places(whole: pikepdf.Pdf, parts: Sequence[Part], starts: Sequence[int]) -> None:
    """Make the bookmarks, and let the links of the front matter lead to the parts."""
    with whole.open_outline() as outline:
        for part, start in zip(parts, starts, strict=True):
            outline.root.append(pikepdf.OutlineItem(part.title[:200], start - 1))
    pages = [page.obj for page in whole.pages]
    for part, start, end in zip(parts, starts, [*starts[1:], len(pages) + 1], strict=True):
        if part.links:
            for page in pages[start - 1 : end - 1]:
                _lead(page, pages, starts)


def _lead(page: Any, pages: Sequence[Any], starts: Sequence[int]) -> None:
    for note in page.get("/Annots", []):
        found = LINK.match(str(note.get("/A", {}).get("/URI", "")))
        if found and int(found[1]) < len(starts):
            target = pages[starts[int(found[1])] - 1]
            del note["/A"]
            note.Dest = pikepdf.Array([target, pikepdf.Name.Fit])


def checked(
    bundle: Bound,
    numbers: tuple[int, int],
    labels: Sequence[str],
    kept: Sequence[Kept],
    clock: Clock,
) -> Checked:
    """Read pages of a bundle again: is each stamped, and is what was taken out not there?

    Args:
        bundle: the bundle.
        numbers: the first and the last page to read, from 1.
        labels: what must stand on each page of the bundle.
        kept: what may not stand on the pages of some parts.
        clock: how long it may take.

    Raises:
        Unusable: it cannot be read, or takes too long.
    """
    unstamped: list[int] = []
    left: list[tuple[int, int]] = []
    elsewhere: list[tuple[int, int]] = []
    sought = [one.words for one in kept]
    for number, text in _read(bundle.data, numbers, clock):
        part = bisect_right(bundle.starts, number) - 1
        if letters_of(labels[number - 1]) not in letters_of(text):
            unstamped.append(number)
        for found in those_there(sought, text):
            (left if kept[found].part == part else elsewhere).append((found, number))
    return Checked(tuple(unstamped), tuple(left), tuple(elsewhere))


def _read(data: bytes, numbers: tuple[int, int], clock: Clock) -> Iterator[tuple[int, str]]:
    with shown(data) as document:
        for number, text in texts(document, *numbers):
            if clock.is_over:
                raise Unusable(Trouble.TIME)
            yield number, text


def _content(page: Any) -> bytes:
    found = page.get("/Contents")
    streams = list(found) if isinstance(found, pikepdf.Array) else [found]
    pieces, size = [], 0
    for stream in streams:
        if isinstance(stream, pikepdf.Stream):
            pieces.append(stream.read_bytes())
            size += len(pieces[-1])
            if size > MOST_CONTENT:
                raise Unusable(Trouble.TOO_LARGE)
    return b"\n".join(pieces)


def _refuse_large_forms(document: pikepdf.Pdf) -> None:
    """Refuse a file in which a form unpacks to more than any page needs.

    Raises:
        Unusable: one does.
    """
    for found in document.objects:
        if not isinstance(found, pikepdf.Stream) or str(found.get("/Subtype")) != "/Form":
            continue
        packed_twice = isinstance(found.get("/Filter"), pikepdf.Array) and len(found.Filter) > 1
        large = len(found.read_raw_bytes()) > FEW or packed_twice
        if large and len(found.read_bytes()) > MOST_CONTENT:
            raise Unusable(Trouble.TOO_LARGE)
