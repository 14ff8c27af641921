"""A document as its readers see it, before it becomes a page, a PDF or a DOCX.

Everything in it is words in the reader's language; the three forms hold the same.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Facts:
    """Facts about one thing, each with what it is."""

    rows: tuple[tuple[str, str], ...]
    form: str = "facts"


@dataclass(frozen=True)
class Table:
    """Rows to compare; the widths of its columns are relative to each other."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    form: str = "table"


@dataclass(frozen=True)
class Words:
    """Paragraphs."""

    paragraphs: tuple[str, ...]
    form: str = "words"


@dataclass(frozen=True)
class Item:
    """An entry of a list with smaller lines under it."""

    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Items:
    """A list of entries."""

    entries: tuple[Item, ...]
    form: str = "items"


Part = Facts | Table | Words | Items


@dataclass(frozen=True)
class Section:
    """A part of a document with a heading."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Document:
    """A whole document.

    Attributes:
        title: what it is, such as "Case summary".
        subject: what it is about.
        stamp: as of when, by whom and for whom it was made.
        remarks: what a reader must know of how it was made.
        footer: what stands on each page beside its number.
        page: how a page is numbered, with ``{page}`` and ``{pages}`` in it.
    """

    title: str
    subject: str
    reference: str
    stamp: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    page: str
    language: str
    right_to_left: bool


def as_data(document: Document) -> dict[str, Any]:
    """Return a document as plain data, without the signs that no document can hold."""
    cleaned: dict[str, Any] = _clean(asdict(document))
    return cleaned


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return UNPRINTABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value
