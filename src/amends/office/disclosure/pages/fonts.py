"""How wide the signs of a font are, so that each can be found on its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")
HEX = rb"<([0-9A-Fa-f\s]*)>"
SPACES = re.compile(HEX + rb"\s*" + HEX)
RANGES = re.compile(HEX + rb"\s*" + HEX + rb"\s*(\d+)")
SINGLES = re.compile(HEX + rb"\s*(\d+)")
BLOCK = {
    name: re.compile(rb"begin" + name + rb"(.*?)end" + name, re.S)
    for name in (b"codespacerange", b"cidrange", b"cidchar")
}
LONGEST_CMAP = 4 * 1024**2
UNKNOWN = 0.6


@dataclass(frozen=True)
class Sign:
    """One sign of a string as it stands in a page.

    Attributes:
        code: its bytes.
        width: how far it goes on, in parts of the size of the font.
        is_space: whether the distance between words is added to it.
    """

    code: bytes
    width: float
    is_space: bool = False


@dataclass
class Font:
    """How the strings of a font are cut into signs, and how wide each is.

    Attributes:
        measured: whether the widths are known; if not, a string is taken as a whole.
        upright: whether the signs stand below each other.
        scale: what a width is multiplied with.
    """

    widths: dict[int, float] = field(default_factory=dict)
    other: float = UNKNOWN
    lengths: tuple[tuple[int, int, int], ...] = ((1, 0, 255),)
    cid: Callable[[int], int] = int
    measured: bool = True
    upright: bool = False
    top: float = 0.95
    foot: float = -0.3

    def signs(self, text: bytes) -> Iterator[Sign]:
        """Yield the signs of a string."""
        at = 0
        while at < len(text):
            code = text[at : at + self._length(text, at)]
            number = int.from_bytes(code, "big")
            width = self.widths.get(self.cid(number), self.other)
            yield Sign(code, width, is_space=len(code) == 1 and number == 32)
            at += len(code)

    def _length(self, text: bytes, at: int) -> int:
        for length, first, last in self.lengths:
            if first <= int.from_bytes(text[at : at + length], "big") <= last:
                return length
        return self.lengths[0][0]


def font_of(found: Any) -> Font:
    """Return a font as it is described in a file; one that is not understood is not measured."""
    try:
        kind = str(found.get("/Subtype", ""))
        if kind == "/Type0":
            return _composite(found)
        return _type3(found) if kind == "/Type3" else _simple(found)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, pikepdf.PdfError):
        return Font(measured=False)


def _simple(found: Any) -> Font:
    widths = found.get("/Widths")
    descriptor = found.get("/FontDescriptor")
    if widths is None:
        return Font(_core_widths(str(found.get("/BaseFont", ""))))
    first = int(found.get("/FirstChar", 0))
    known = {first + place: float(width) / 1000 for place, width in enumerate(widths)}
    missing = float(descriptor.get("/MissingWidth", 0)) / 1000 if descriptor is not None else 0.0
    return Font(known, missing)


def _core_widths(name: str) -> dict[int, float]:
    """Return the widths of one of the fonts that every reader of PDF has."""
    from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS

    metrics = CORE_FONT_METRICS.get(SUBSET.sub("", name)) or CORE_FONT_METRICS["Helvetica"]
    widths: dict[str, float] = {**metrics.character_widths}
    other = widths.get("default", 500)
    signs = {code: bytes([code]).decode("cp1252", "replace") for code in range(256)}
    return {code: widths.get(sign, other) / 1000 for code, sign in signs.items()}


def _type3(found: Any) -> Font:
    matrix = [float(number) for number in found.FontMatrix]
    first = int(found.get("/FirstChar", 0))
    widths = {first + at: float(width) * matrix[0] for at, width in enumerate(found.Widths)}
    box = [float(number) for number in found.get("/FontBBox", [0, 0, 0, 0])]
    top, foot = max(box[1], box[3]) * matrix[3], min(box[1], box[3]) * matrix[3]
    return Font(widths, 0.0, top=top or 1.0, foot=foot if top else -0.3)


def _composite(found: Any) -> Font:
    inner = found.DescendantFonts[0]
    encoding = found.Encoding
    font = Font(_cid_widths(inner.get("/W", [])), float(inner.get("/DW", 1000)) / 1000)
    if isinstance(encoding, pikepdf.Stream):
        font.upright = int(encoding.get("/WMode", 0)) == 1
        _take_cmap(font, encoding.read_bytes()[:LONGEST_CMAP])
        font.measured = "/UseCMap" not in encoding
    else:
        font.upright = str(encoding).endswith("-V")
        font.lengths = ((2, 0, 65_535),)
        font.measured = str(encoding) in {"/Identity-H", "/Identity-V"}
    if font.upright:
        _stand_up(font, inner)
    return font


def _stand_up(font: Font, inner: Any) -> None:
    """Take the heights instead of the widths; those of single signs are rare and not read."""
    above, down = (float(number) / 1000 for number in inner.get("/DW2", [880, -1000]))
    font.measured = font.measured and "/W2" not in inner
    font.widths, font.other = {}, down
    font.top, font.foot = above, above + down


def _cid_widths(rows: Any) -> dict[int, float]:
    widths: dict[int, float] = {}
    entries, at = list(rows), 0
    while at + 1 < len(entries):
        first, following = int(entries[at]), entries[at + 1]
        if isinstance(following, pikepdf.Array):
            widths |= {first + n: float(width) / 1000 for n, width in enumerate(following)}
            at += 2
        else:
            last = min(int(following), first + 65_535)
            width = float(entries[at + 2]) / 1000
            widths |= dict.fromkeys(range(first, last + 1), width)
            at += 3
    return widths


def _take_cmap(font: Font, text: bytes) -> None:
    spaces = [
        (len(bytes.fromhex(low.decode())), int(low, 16), int(high, 16))
        for block in BLOCK[b"codespacerange"].findall(text)
        for low, high in SPACES.findall(block)
    ]
    ranges = [
        (int(low, 16), int(high, 16), int(start))
        for block in BLOCK[b"cidrange"].findall(text)
        for low, high, start in RANGES.findall(block)
    ]
    ranges += [
        (int(code, 16), int(code, 16), int(start))
        for block in BLOCK[b"cidchar"].findall(text)
        for code, start in SINGLES.findall(block)
    ]
    if spaces:
        font.lengths = tuple(sorted(spaces))

    def cid(code: int) -> int:
        return next((s + code - low for low, high, s in ranges if low <= code <= high), 0)

    font.cid = cid
