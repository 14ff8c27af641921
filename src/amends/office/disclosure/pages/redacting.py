"""Taking words and areas out of a PDF, and making sure of it by reading the result again."""

from __future__ import annotations

import io
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from amends.office.disclosure.pages.areas import Area
from amends.office.disclosure.pages.cleaning import (
    counted,
    note_hidden_layers,
    pages_alone,
    strings,
    strip,
)
from amends.office.disclosure.pages.content import Content, Rewriting
from amends.office.disclosure.pages.looking import (
    area_of_part,
    areas_of_words,
    letters_of_page,
    shown,
    texts,
)
from amends.office.disclosure.pages.opening import Trouble, Unusable, troubles_named, written
from amends.office.reading.files.results import Clock
from amends.proof.redaction import Words, those_there

IN_THE_FILE = 0  # the page said of words that are left outside every page


@dataclass(frozen=True)
class Mark:
    """What is to be taken out: words wherever they stand, or a part of a page as it is seen.

    Attributes:
        page: the number of the page, from 1; None for every page.
        part: left, top, right and bottom in parts of the width and height of the page.
    """

    page: int | None
    words: Words | None = None
    part: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Left:
    """Words, or what lies in an area, that can still be read on a page of the result."""

    mark: int
    page: int


@dataclass
class Redacted:
    """The file without what was taken out, and what that was.

    Attributes:
        places: how many places of each mark were found, in the order of the marks.
        taken: how many signs, pictures and so on were taken out.
        left: what can still be read; if there is anything, the file must not be kept.
    """

    data: bytes
    pages: int
    places: list[int]
    taken: Counter[str]
    left: tuple[Left, ...] = ()


def redacted(document: pikepdf.Pdf, marks: Sequence[Mark], clock: Clock) -> Redacted:
    """Return a new file of the pages of a document without what is marked.

    Raises:
        Unusable: the document cannot be read, or it takes too long.
    """
    plain = written(document)
    areas, places = areas_of_marks(plain, marks, clock)
    taken = counted(document)
    with troubles_named():
        made = _rewritten(document, areas, taken, clock)
        strip(made)
        data = written(made)
    left = what_is_left(data, marks, areas, clock)
    return Redacted(data, len(document.pages), places, taken, left)


def areas_of_marks(
    data: bytes, marks: Sequence[Mark], clock: Clock
) -> tuple[dict[int, list[Area]], list[int]]:
    """Return the areas that go, by the number of the page from 1, and the places of each mark."""
    areas: dict[int, list[Area]] = defaultdict(list)
    found = [0] * len(marks)
    with shown(data) as document:
        for number in range(1, len(document) + 1):
            asked = [at for at, mark in enumerate(marks) if mark.page in {None, number}]
            if not asked:
                continue
            _in_time(clock)
            page = document[number - 1]
            for at, places in zip(asked, _places(page, [marks[a] for a in asked]), strict=True):
                found[at] += len(places)
                areas[number] += [area for place in places for area in place]
            page.close()
    return dict(areas), found


def _places(page: Any, marks: Sequence[Mark]) -> list[list[list[Area]]]:
    wanted = [mark.words for mark in marks if mark.words is not None]
    in_words = iter(areas_of_words(letters_of_page(page), wanted) if wanted else [])
    return [
        next(in_words) if mark.words is not None else [[area_of_part(page, mark.part or ())]]
        for mark in marks
    ]


def _rewritten(
    document: pikepdf.Pdf, areas: Mapping[int, Sequence[Area]], taken: Counter[str], clock: Clock
) -> pikepdf.Pdf:
    note_hidden_layers(document)
    made = pages_alone(document)
    shared = Rewriting(made, taken)
    for number, page in enumerate(made.pages, 1):
        _in_time(clock)
        under = areas.get(number, ())
        content = Content(shared, page.obj.get("/Resources"), under)
        data = content.rewritten(page) + _covers(under)
        page.obj["/Contents"] = pikepdf.Stream(made, data)
        page.obj["/Resources"] = content.used_resources()
    return made


def _covers(areas: Sequence[Area]) -> bytes:
    """Return the black areas that show a reader where something was taken out."""
    drawn = [
        f"{area.left:.2f} {area.bottom:.2f} "
        f"{area.right - area.left:.2f} {area.top - area.bottom:.2f} re f"
        for area in areas
    ]
    return f"\nq 0 g {' '.join(drawn)} Q".encode() if drawn else b""


def what_is_left(
    data: bytes, marks: Sequence[Mark], areas: Mapping[int, Sequence[Area]], clock: Clock
) -> tuple[Left, ...]:
    """Return what can still be read in a file: by two readers, and outside of its pages."""
    left = {*_left_as_shown(data, marks, areas, clock), *_left_in_file(data, marks)}
    left |= set(_left_as_read(data, marks, clock))
    return tuple(sorted(left, key=lambda row: (row.page, row.mark)))


def _left_as_shown(
    data: bytes, marks: Sequence[Mark], areas: Mapping[int, Sequence[Area]], clock: Clock
) -> list[Left]:
    left: list[Left] = []
    with shown(data) as document:
        for number, text in texts(document):
            _in_time(clock)
            left += _left_in(text, marks, number)
            if any(mark.page == number and mark.part for mark in marks):
                left += _left_under(document[number - 1], marks, areas.get(number, ()), number)
    return left


def _left_under(page: Any, marks: Sequence[Mark], areas: Sequence[Area], number: int) -> list[Left]:
    drawn = [area for area in areas if area.drawn]
    letters = letters_of_page(page)
    for letter, area in zip(letters.text, letters.areas, strict=True):
        if area is None or letter.isspace():
            continue
        middle = ((area.left + area.right) / 2, (area.bottom + area.top) / 2)
        if any(one.holds(middle) for one in drawn):
            at = next(at for at, mark in enumerate(marks) if mark.page == number and mark.part)
            return [Left(at, number)]
    return []


def _left_as_read(data: bytes, marks: Sequence[Mark], clock: Clock) -> list[Left]:
    """Read the pages with a second reader, which puts letters together in other ways."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    left: list[Left] = []
    with troubles_named():
        for number, page in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages, 1):
            _in_time(clock)
            left += _left_in(page.extract_text(), marks, number)
    return left


def _left_in_file(data: bytes, marks: Sequence[Mark]) -> list[Left]:
    with troubles_named(), pikepdf.open(io.BytesIO(data)) as document:
        said = "\n".join(strings(document))
    return _left_in(said, marks, IN_THE_FILE)


def _left_in(text: str, marks: Sequence[Mark], number: int) -> list[Left]:
    wanted = [
        (at, mark.words)
        for at, mark in enumerate(marks)
        if mark.words is not None and (not number or mark.page in {None, number})
    ]
    there = those_there([words for _at, words in wanted], text)
    return [Left(wanted[place][0], number) for place in there]


def _in_time(clock: Clock) -> None:
    if clock.is_over:
        raise Unusable(Trouble.TIME)
