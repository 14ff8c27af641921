"""Stamping numbers on pages: a few bytes behind the content, upright as the page is seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf

from amends.office.disclosure.pages.areas import Matrix

FONT = "/AmendsStamp"
LARGEST, SMALLEST = 9.0, 4.0
MARGIN = 12.0
LETTER = (0, 0, 612, 792)
# Letters of Helvetica, in parts of its size; what is not named is as wide as a figure.
NARROW, MIDDLE, WIDE = 0.278, 0.667, 0.778
WIDTHS = {**dict.fromkeys(" ./Iijlft-", NARROW), **dict.fromkeys("ABEKPSVXYTFZJL", MIDDLE)} | {
    **dict.fromkeys("CDHNRUGOQ", WIDE),
    **dict.fromkeys("MWmw", 0.9),
}
Balance = tuple[int, int]


def balance_of(content: bytes) -> Balance:
    """Return how often a page must be kept before, and brought back after, to come out even."""
    steps = [word for word in content.split() if word in {b"q", b"Q"}]
    depth = lowest = 0
    for step in steps:
        depth += 1 if step == b"q" else -1
        lowest = min(lowest, depth)
    return -lowest, depth - lowest


class Stamper:
    """Stamps the pages of one file; font and beginnings are shared by all of them."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        """Make what all stamps share."""
        self.document = document
        self.font = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )
        self.beginnings: dict[int, Any] = {}

    def stamp(self, page: Any, label: str, balance: Balance = (0, 0)) -> None:
        """Stamp one page, at its foot on the right as it is seen.

        Args:
            page: the dictionary of the page.
            label: Latin letters and figures.
            balance: what ``balance_of`` says of its content.
        """
        before, after = balance
        left, bottom, right, top = box_of(page)
        turned = turn_of(page)
        width, height = right - left, top - bottom
        if turned in {90, 270}:
            width, height = height, width
        size = max(SMALLEST, min(LARGEST, width / 40))
        long = width_of(label) * size
        across = max(2.0, width - long - MARGIN)
        matrix = " ".join(f"{number:g}" for number in upright(turned, (left, bottom, right, top)))
        said = (
            f"\n{'Q ' * (after + 1)}q {matrix} cm 1 g {across - 2:.1f} {MARGIN - 3:.1f} "
            f"{long + 4:.1f} {size + 4:.1f} re f 0 g 0 Tr BT {FONT} {size:g} Tf "
            f"{across:.1f} {MARGIN:.1f} Td ({_escaped(label)}) Tj ET Q\n"
        )
        behind = self.document.make_stream(said.encode("ascii"))
        page.Contents = pikepdf.Array([self._beginning(before), *_streams(page), behind])
        self._lend_font(page)

    def _beginning(self, before: int) -> Any:
        if before not in self.beginnings:
            self.beginnings[before] = self.document.make_stream(b"q " * (before + 1) + b"\n")
        return self.beginnings[before]

    def _lend_font(self, page: Any) -> None:
        """Add the font to resources of the page's own: those it has may be shared with others."""
        resources = page.get("/Resources")
        known = isinstance(resources, pikepdf.Dictionary)
        own = pikepdf.Dictionary(dict(resources.items())) if known else pikepdf.Dictionary()
        fonts = own.get("/Font")
        listed = dict(fonts.items()) if isinstance(fonts, pikepdf.Dictionary) else {}
        own["/Font"] = pikepdf.Dictionary({**listed, FONT: self.font})
        page.Resources = own


def box_of(page: Any) -> tuple[float, float, float, float]:
    """Return the part of a page that is seen: left, bottom, right, top."""
    whole = _box(page.get("/MediaBox"), LETTER)
    left, bottom, right, top = _box(page.get("/CropBox"), whole)
    cut = (max(left, whole[0]), max(bottom, whole[1]), min(right, whole[2]), min(top, whole[3]))
    return cut if cut[0] < cut[2] and cut[1] < cut[3] else whole


def turn_of(page: Any) -> int:
    """Return by how many degrees a page is turned clockwise when it is seen."""
    try:
        return int(page.get("/Rotate", 0)) // 90 * 90 % 360
    except (TypeError, ValueError):
        return 0


def upright(turned: int, box: tuple[float, float, float, float]) -> Matrix:
    """Return what brings coordinates of the page as it is seen to those of its content."""
    left, bottom, right, top = box
    turns: Mapping[int, Matrix] = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }
    return turns[turned]


def width_of(label: str) -> float:
    """Return how long a label is, in parts of the size of its letters."""
    return sum(WIDTHS.get(sign, 0.556) for sign in label)


def _box(found: Any, other: tuple[float, float, float, float]) -> Any:
    try:
        left, bottom, right, top = (float(number) for number in found)
    except (TypeError, ValueError):
        return other
    if left == right or bottom == top:
        return other
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _streams(page: Any) -> list[Any]:
    found = page.get("/Contents")
    if isinstance(found, pikepdf.Array):
        return [part for part in found if isinstance(part, pikepdf.Stream)]
    return [found] if isinstance(found, pikepdf.Stream) else []


def _escaped(label: str) -> str:
    return label.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
