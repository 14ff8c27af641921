"""Blanking parts of pictures: the pixels are painted over in the picture itself."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

from amends.office.disclosure.pages.areas import Area, Matrix, Point, inverse, moved

MOST_PIXELS = 120_000_000
KEPT_MODES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


def blanked(
    document: pikepdf.Pdf, picture: pikepdf.Stream, ctm: Matrix, areas: Sequence[Area]
) -> pikepdf.Stream | None:
    """Return a copy of a picture without what lies under areas.

    Nothing if that cannot be done: the picture then goes as a whole.
    """
    back = inverse(ctm)
    if back is None or bool(picture.get("/ImageMask", False)):
        return None
    try:
        image = _pixels(picture)
        _paint(image, back, areas)
        return _stream(document, picture, image, _mask(document, picture, back, areas))
    except (
        *(ArithmeticError, AttributeError, LookupError, NotImplementedError, OSError),
        *(RuntimeError, SyntaxError, TypeError, ValueError, pikepdf.PdfError, MemoryError),
        Image.DecompressionBombError,
    ):
        return None


def _pixels(picture: pikepdf.Stream) -> Image.Image:
    """Return the pixels of a picture, grey or in three colours.

    Raises:
        ValueError: there are too many.
    """
    if int(picture.Width) * int(picture.Height) > MOST_PIXELS:
        raise ValueError(picture.Width)
    image = pikepdf.PdfImage(picture).as_pil_image()
    if image.size != (int(picture.Width), int(picture.Height)):
        raise ValueError(image.size)
    return image.convert("L" if image.mode in {"1", "L", "I", "I;16"} else "RGB")


def _paint(image: Image.Image, back: Matrix, areas: Sequence[Area], colour: int = 0) -> None:
    brush = ImageDraw.Draw(image)
    fill = colour if image.mode == "L" else (colour,) * 3
    for area in areas:
        across, down = zip(*(_pixel(image, back, corner) for corner in _corners(area)), strict=True)
        corners = [(x, y) for x, y in zip(across, down, strict=True)]
        brush.polygon(corners, fill=fill, outline=fill, width=2)


def _corners(area: Area) -> tuple[Point, ...]:
    return (
        (area.left, area.bottom),
        (area.right, area.bottom),
        (area.right, area.top),
        (area.left, area.top),
    )


def _pixel(image: Image.Image, back: Matrix, corner: Point) -> Point:
    x, y = moved(corner, back)
    return x * image.width, (1 - y) * image.height


def _mask(
    document: pikepdf.Pdf, picture: pikepdf.Stream, back: Matrix, areas: Sequence[Area]
) -> pikepdf.Stream | None:
    """Return the mask of a picture, solid where it was blanked; a mask can show words as well."""
    mask = picture.get("/SMask")
    if not isinstance(mask, pikepdf.Stream):
        return None
    image = _pixels(mask).convert("L")
    _paint(image, back, areas, colour=255)
    return _stream(document, mask, image, None)


def _stream(
    document: pikepdf.Pdf, before: pikepdf.Stream, image: Image.Image, mask: pikepdf.Stream | None
) -> pikepdf.Stream:
    made = pikepdf.Stream(document, b"")
    made.write(zlib.compress(image.tobytes(), 6), filter=pikepdf.Name.FlateDecode)
    facts: dict[str, Any] = {
        "/Type": pikepdf.Name.XObject,
        "/Subtype": pikepdf.Name.Image,
        "/Width": image.width,
        "/Height": image.height,
        "/BitsPerComponent": 8,
        "/ColorSpace": pikepdf.Name(KEPT_MODES[image.mode]),
        "/Interpolate": bool(before.get("/Interpolate", False)),
    }
    for name, value in facts.items():
        made[name] = value
    if mask is not None:
        made["/SMask"] = mask
    return made
