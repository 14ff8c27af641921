"""Reading pages as a reader of PDF shows them: their text, where each letter stands, a picture."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from amends.office.disclosure.pages.areas import Area
from amends.office.disclosure.pages.opening import Trouble, Unusable, troubles_named
from amends.proof.redaction import Words, places

PARTS = 10_000
MOST_LETTERS = 200_000
WIDTH = 720
TALLEST = 3_000
BLACK, SHADE, LINE = (0, 0, 0), (190, 30, 30, 90), (0, 70, 160, 70)


@dataclass(frozen=True)
class Letters:
    """The text of a page, with the area of each of its characters; None where it has none."""

    text: str
    areas: tuple[Area | None, ...]


@contextmanager
def shown(data: bytes) -> Iterator[Any]:
    """Open a file as readers do.

    Raises:
        Unusable: it does not open.
    """
    with troubles_named():
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            raise Unusable(Trouble.DAMAGED) from None
        try:
            yield document
        finally:
            document.close()


def texts(document: Any, first: int = 1, last: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of every page, or of those from a first to a last."""
    for number in range(first, min(last or len(document), len(document)) + 1):
        page = document[number - 1]
        try:
            text = page.get_textpage()
            yield number, text.get_text_range() if text.count_chars() > 0 else ""
            text.close()
        finally:
            page.close()


def letters_of_page(page: Any) -> Letters:
    """Return the characters of a page with their places.

    Raises:
        Unusable: there are more than any page holds.
    """
    text = page.get_textpage()
    number = text.count_chars()
    if number > MOST_LETTERS:
        raise Unusable(Trouble.TOO_LARGE)
    box = pdfium.FS_RECTF()
    characters, areas = [], []
    for at in range(max(0, number)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        characters.append(chr(code) if 0 < code < 0x110000 else "\ufffd")
        found = pdfium.FPDFText_GetLooseCharBox(text, at, box)
        generated = pdfium.FPDFText_IsGenerated(text, at) == 1
        areas.append(_area(box) if found and not generated else None)
    text.close()
    return Letters("".join(characters), tuple(areas))


def areas_of_words(letters: Letters, wanted: Sequence[Words]) -> list[list[list[Area]]]:
    """Return for each of the words its places on a page, each with the areas of its letters."""
    return [
        [_areas_of(letters, place.start, place.end) for place in places(words, letters.text)]
        for words in wanted
    ]


def area_of_part(page: Any, part: Sequence[float]) -> Area:
    """Return a part of a page as it is seen, in parts of its width and height, as an area of it.

    Turned pages and those of which only a part is shown are taken into account.
    """
    left, top, right, bottom = part
    corners = [_on_page(page, left, top), _on_page(page, right, bottom)]
    across, up = sorted(x for x, _y in corners), sorted(y for _x, y in corners)
    return Area(across[0], up[0], across[1], up[1], drawn=True)


def picture_of(page: Any, areas: Sequence[Area]) -> bytes:
    """Return a page as a picture with lines at every tenth, and the areas that go shaded."""
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise Unusable(Trouble.DAMAGED)
    scale = min(WIDTH / width, TALLEST / height)
    picture_file = page.render(scale=scale).to_pil().convert("RGB")
    brush = ImageDraw.Draw(picture_file, "RGBA")
    for tenth in range(1, 10):
        across, down = picture_file.width * tenth // 10, picture_file.height * tenth // 10
        brush.line([(across, 0), (across, picture_file.height)], fill=LINE)
        brush.line([(0, down), (picture_file.width, down)], fill=LINE)
        brush.text((across + 2, 1), str(tenth * 10), fill=LINE[:3])
        brush.text((2, down + 1), str(tenth * 10), fill=LINE[:3])
    for area in areas:
        brush.rectangle(_pixels(page, picture_file, area), fill=SHADE, outline=BLACK)
    held = io.BytesIO()
    picture_file.save(held, "PNG")
    return held.getvalue()


def _area(box: Any) -> Area:
    return Area(
        min(box.left, box.right),
        min(box.bottom, box.top),
        max(box.left, box.right),
        max(box.bottom, box.top),
    )


def _areas_of(letters: Letters, start: int, end: int) -> list[Area]:
    return [area for area in letters.areas[start:end] if area is not None]


def _on_page(page: Any, across: float, down: float) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    at = (round(across * PARTS), round(down * PARTS))
    pdfium.FPDF_DeviceToPage(page, 0, 0, PARTS, PARTS, 0, *at, x, y)
    return x.value, y.value


def _pixels(page: Any, image: Image.Image, area: Area) -> list[float]:
    x, y = ctypes.c_int(), ctypes.c_int()
    points = []
    for across, up in ((area.left, area.bottom), (area.right, area.top)):
        pdfium.FPDF_PageToDevice(page, 0, 0, *image.size, 0, across, up, x, y)
        points.append((x.value, y.value))
    columns, rows = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return [columns[0], rows[0], max(columns[1], columns[0] + 1), max(rows[1], rows[0] + 1)]
