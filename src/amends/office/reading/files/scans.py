"""The words of pages that are pictures: the pictures in a PDF, handed to the program for pictures.

A picture is taken as it lies in the file where that is a format of its own (JPEG, JPEG 2000, fax),
and wrapped in as little as makes it one where it is bare dots. Nothing is drawn.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from amends.office.reading.files.images import program, recognised
from amends.office.reading.files.results import Clock, Unreadable, Why

MOST_PICTURES = 4  # of one page
MOST_DOTS = 60_000_000
LEAST_DOTS = 40_000  # below which it is a stamp or an ornament
AS_THEY_LIE = {"/DCTDecode", "/JPXDecode"}
CHANNELS = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}
LITTLE_ENDIAN, SHORT, LONG = b"II", 3, 4


def words_seen(page: Any, clock: Clock) -> str | Why:
    """Return the words in the pictures of a page without text; empty if it has no pictures.

    Where no program is installed, or it has no time left, it is said why there are none.
    """
    pictures = list(islice(_pictures(page), MOST_PICTURES))
    if not pictures:
        return ""
    if not program():
        return Why.NO_OCR
    seen: list[str] = []
    for picture in pictures:
        if clock.is_over:
            return Why.TIME
        try:
            seen.append(recognised(picture, clock.left))
        except Unreadable as fault:
            return fault.why
    return "\n".join(filter(None, seen))


def _pictures(page: Any) -> Iterator[bytes]:
    """Yield the pictures of a page, the ones that can be handed on."""
    resources = page.get("/Resources")
    objects = (resources.get_object() if resources is not None else {}).get("/XObject")
    for entry in (objects.get_object() if objects is not None else {}).values():
        found = entry.get_object()
        if found.get("/Subtype") == "/Image" and (picture := _picture(found)):
            yield picture


def _picture(found: Any) -> bytes:
    """Return a picture as a file of its own; empty if it is in none of the formats handed on."""
    width, height = int(found.get("/Width", 0)), int(found.get("/Height", 0))
    if not LEAST_DOTS <= width * height <= MOST_DOTS:
        return b""
    given = found.get("/Filter") or []
    filters = [given] if isinstance(given, str) else list(given)
    if filters and filters[-1] in AS_THEY_LIE and len(filters) == 1:
        return bytes(found._data)
    if filters == ["/CCITTFaxDecode"]:
        return _fax(found, width, height)
    if filters in ([], ["/FlateDecode"]):
        return _dots(found, width, height)
    return b""


def _fax(found: Any, width: int, height: int) -> bytes:
    """Return a fax as TIFF, whose one strip it is."""
    told = found.get("/DecodeParms")
    told = told.get_object() if told is not None else {}
    told = told[0] if isinstance(told, list) else told
    group = 4 if int(told.get("/K", 0)) < 0 else 3
    data = bytes(found._data)
    fields = [
        (256, LONG, width),
        (257, LONG, height),
        (258, SHORT, 1),
        (259, SHORT, group),
        (262, SHORT, 1 if told.get("/BlackIs1") else 0),
        (273, LONG, 8 + 2 + 12 * 8 + 4),
        (278, LONG, height),
        (279, LONG, len(data)),
    ]
    table = b"".join(struct.pack("<HHLL", name, kind, 1, value) for name, kind, value in fields)
    head = struct.pack("<2sHLH", LITTLE_ENDIAN, 42, 8, len(fields))
    return head + table + struct.pack("<L", 0) + data


def _dots(found: Any, width: int, height: int) -> bytes:
    """Return bare dots as PNG."""
    channels = CHANNELS.get(str(found.get("/ColorSpace")), 0)
    depth = int(found.get("/BitsPerComponent", 8))
    if not channels or depth not in {1, 8} or (depth == 1 and channels != 1):
        return b""
    line = (width * channels * depth + 7) // 8
    data = bytes(found.get_data())
    if len(data) < line * height:
        return b""
    rows = b"".join(b"\0" + data[at : at + line] for at in range(0, line * height, line))
    shape = struct.pack(">LLBBBBB", width, height, depth, 2 if channels == 3 else 0, 0, 0, 0)
    parts = ((b"IHDR", shape), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _part(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", check)
