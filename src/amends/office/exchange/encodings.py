"""Telling in which encoding a text file was written, from its bytes alone."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from amends.base.messages import Message
from amends.office.exchange.rows import SheetRefused


class Encoding(StrEnum):
    """An encoding that sheets come in; the value is what people call it."""

    UTF_8 = "UTF-8"
    UTF_8_BOM = "UTF-8 with BOM"
    UTF_16 = "UTF-16"
    UTF_16_LE = "UTF-16 LE"
    UTF_16_BE = "UTF-16 BE"
    WINDOWS_1252 = "Windows-1252"
    WINDOWS_1256 = "Windows-1256"


CODECS = {
    Encoding.UTF_8: "utf-8",
    Encoding.UTF_8_BOM: "utf-8-sig",
    Encoding.UTF_16: "utf-16",
    Encoding.UTF_16_LE: "utf-16-le",
    Encoding.UTF_16_BE: "utf-16-be",
    Encoding.WINDOWS_1252: "cp1252",
    Encoding.WINDOWS_1256: "cp1256",
}
# Words of Arabic letters are runs of high bytes; accented Latin letters stand alone among ASCII.
RUN = re.compile(rb"[\x80-\xff]+")
LATIN_RUN = 2


def decoded(data: bytes) -> tuple[str, Encoding]:
    """Return the text of a file and the encoding it was found to be in.

    Raises:
        SheetRefused: it is no text.
    """
    encoding = encoding_of(data)
    try:
        text = data.decode(CODECS[encoding])
    except UnicodeDecodeError as fault:
        raise _no_text(data[: fault.start].count(b"\n") + 1) from None
    if "\0" in text:
        raise _no_text(text[: text.index("\0")].count("\n") + 1)
    return text, encoding


def encoding_of(data: bytes) -> Encoding:
    """Return the encoding that the bytes speak for."""
    if data.startswith(codecs.BOM_UTF8):
        return Encoding.UTF_8_BOM
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding.UTF_16
    if b"\0" in data:
        low, high = data[0::2].count(0), data[1::2].count(0)
        return Encoding.UTF_16_LE if high > low else Encoding.UTF_16_BE
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows(data)
    return Encoding.UTF_8


def _windows(data: bytes) -> Encoding:
    runs = RUN.findall(data)
    in_words = sum(len(run) for run in runs if len(run) > LATIN_RUN)
    if 2 * in_words > sum(len(run) for run in runs):
        return Encoding.WINDOWS_1256
    return Encoding.WINDOWS_1252


def _no_text(row: int) -> SheetRefused:
    return SheetRefused(
        Message(
            "This is neither a sheet nor a text file that can be read. Save it as XLSX or as CSV "
            "in UTF-8."
        ),
        row=row,
    )
