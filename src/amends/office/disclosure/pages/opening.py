"""Opening a PDF that may be anything, and saying in one word why it cannot be used."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import pikepdf

MOST_PAGES = 20_000
# What comes out of hostile files beside the library's own errors.
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)


class Trouble(StrEnum):
    """Why the pages of a file cannot be used."""

    NOT_A_PDF = "not_a_pdf"
    LOCKED = "locked"
    DAMAGED = "damaged"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LARGE = "too_large"
    TIME = "time"
    STOPPED = "stopped"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


class Unusable(Exception):
    """The pages of a file cannot be used."""

    def __init__(self, trouble: Trouble) -> None:
        """Say why."""
        super().__init__(trouble)
        self.trouble = trouble


@contextmanager
def troubles_named() -> Iterator[None]:
    """Turn whatever a file brings out into a trouble.

    Raises:
        Unusable: something came out.
    """
    try:
        yield
    except Unusable:
        raise
    except pikepdf.PasswordError:
        raise Unusable(Trouble.LOCKED) from None
    except MemoryError:
        raise Unusable(Trouble.TOO_LARGE) from None
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, pikepdf.DeletedObjectError, *FAULTS):
        raise Unusable(Trouble.DAMAGED) from None


def opened(data: bytes) -> pikepdf.Pdf:
    """Return a PDF whose tree of pages could be walked.

    Raises:
        Unusable: it is none, or cannot be read.
    """
    if not data:
        raise Unusable(Trouble.EMPTY)
    if b"%PDF-" not in data[:1024]:
        raise Unusable(Trouble.NOT_A_PDF)
    with troubles_named():
        document = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        pages = len(document.pages)
        if not pages:
            raise Unusable(Trouble.NO_PAGES)
        if pages > MOST_PAGES:
            raise Unusable(Trouble.TOO_MANY_PAGES)
        return document


def written(pdf_file: pikepdf.Pdf, *, pack: bool = True) -> bytes:
    """Return a PDF as a whole new file: no earlier revision of anything is in it.

    Raises:
        Unusable: it cannot be written.
    """
    held = io.BytesIO()
    more: dict[str, Any] = {
        "object_stream_mode": pikepdf.ObjectStreamMode.generate,
        "compress_streams": pack,
        "stream_decode_level": pikepdf.StreamDecodeLevel.none,
        "deterministic_id": True,
        "encryption": False,
    }
    with troubles_named():
        pdf_file.save(held, **more)
    return held.getvalue()
