"""Text out of PDF, page by page."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from amends.office.reading.files.results import Clock, Limits, Outcome, Read, Unit, Unreadable, Why
from amends.office.reading.files.scans import words_seen

# What pypdf raises on files that are none, or no longer; a hostile one can bring out anything.
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
    struct.error,
    zlib.error,
)


def read_pdf(data: bytes, limits: Limits, clock: Clock) -> Read:
    """Return the text of a PDF by its pages; pages that cannot be read are named.

    Raises:
        Unreadable: there is no text, or the file is encrypted, damaged or too large.
    """
    document, number = _opened(data)
    if number > limits.pages:
        raise Unreadable(Outcome.TOO_LARGE, Why.TOO_MANY_PAGES)
    read, left = Read("pdf", Unit.PAGE), limits.characters
    for place, text in enumerate(_texts(document, number, clock), 1):
        _take(read, place, text)
        left -= len(read.pages[-1])
        if left < 0 or clock.is_over:
            read.why = Why.TOO_LONG if left < 0 else Why.TIME
            read.missed.extend(range(place + 1, number + 1))
            break
    return _checked(read)


def _opened(data: bytes) -> tuple[Any, int]:
    """Return the document and how many pages it has.

    Raises:
        Unreadable: it is encrypted, damaged or too large.
    """
    import pypdf
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise Unreadable(Outcome.ENCRYPTED, Why.PASSWORD)
        return document, len(document.pages)
    except DependencyError:
        raise Unreadable(Outcome.ENCRYPTED, Why.PASSWORD) from None
    except LimitReachedError:
        raise Unreadable(Outcome.TOO_LARGE, Why.UNPACKED_SIZE) from None
    except (PyPdfError, *FAULTS):
        raise Unreadable(Outcome.DAMAGED, Why.BROKEN) from None


def _texts(document: Any, number: int, clock: Clock) -> Iterator[str | Why]:
    """Yield the text of each page, of a page that is a picture the words seen in it."""
    from pypdf.errors import LimitReachedError, PyPdfError

    for place in range(number):
        try:
            page = document.pages[place]
            text = page.extract_text()
            yield text if text.strip() else words_seen(page, clock)
        except LimitReachedError:
            yield Why.UNPACKED_SIZE
        except (PyPdfError, *FAULTS):
            yield Why.BROKEN


def _take(read: Read, place: int, text: str | Why) -> None:
    if isinstance(text, Why):
        read.missed.append(place)
        read.why = text
    read.pages.append("" if isinstance(text, Why) else text)


def _checked(read: Read) -> Read:
    """Return what was read, if it was anything.

    Raises:
        Unreadable: there is not one word on any page.
    """
    if any(page.strip() for page in read.pages):
        return read
    if read.why is Why.BROKEN:
        raise Unreadable(Outcome.DAMAGED, Why.BROKEN)
    if read.why is Why.NO_OCR:
        raise Unreadable(Outcome.NO_TEXT, Why.NO_OCR)
    if read.why is not Why.NOTHING:
        raise Unreadable(Outcome.TOO_LARGE, read.why)
    raise Unreadable(Outcome.NO_TEXT, Why.SCAN)
