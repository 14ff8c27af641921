"""A sheet as rows of text, what may be wrong with it, and how large it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from amends.base.messages import Message

MOST_ROWS = 200_000
MOST_COLUMNS = 60
LONGEST_CELL = 10_000
# Cells that begin so would run as formulas; sheets handed out have a ' before them.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MARKS = "\ufeff\u200b\u200e\u200f\u061c"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """What is wrong in a sheet: where, what, and in the message's last sentence what to do.

    Attributes:
        message: what is wrong and its remedy.
        row: the row as the sheet counts it, from 1; 0 where the whole file is meant.
        field: the column's field, or its heading where it has no field.
    """

    message: Message
    row: int = 0
    field: str = ""


class SheetRefused(ValueError):
    """A file that cannot be read as a sheet at all."""

    def __init__(self, message: Message, *, row: int = 0, field: str = "") -> None:
        """Keep what is wrong and where."""
        self.problem = Problem(message, row, field)
        super().__init__(str(message))


class SheetRow(NamedTuple):
    """A row with something in it.

    Attributes:
        number: the row as the sheet counts it, from 1.
        cells: the text of each cell, without the white space around it.
        faults: what is wrong with a cell, by its column counted from 0.
    """

    number: int
    cells: tuple[str, ...]
    faults: tuple[tuple[int, Message], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A whole sheet: its headings, its rows that are not empty, and how it was written.

    Attributes:
        encoding: what the bytes were read as, such as ``UTF-8`` or ``XLSX``.
    """

    headings: SheetRow
    rows: tuple[SheetRow, ...]
    encoding: str


def tidy(text: str) -> str:
    """Return a cell's text without white space, direction marks or a formula guard before it."""
    bare = text.strip().strip(MARKS).strip()
    return bare[1:] if bare[:1] == "'" and bare[1:].startswith(FORMULA_SIGNS) else bare


def guarded(text: str) -> str:
    """Return a cell's text so that no spreadsheet runs it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def fault_of(text: str) -> Message | None:
    """Return what is wrong with the text of one cell, whatever its column."""
    if len(text) > LONGEST_CELL:
        return Message(
            "This cell has %(length)d characters. Shorten it to %(most)d.",
            {"length": len(text), "most": LONGEST_CELL},
        )
    if CONTROLS.search(text):
        return Message("This cell holds a control character. Type its text anew.")
    return None


def row_of(number: int, texts: list[str]) -> SheetRow | None:
    """Return a row of its cells' text, or nothing where every cell is empty.

    Raises:
        SheetRefused: there are more columns than a sheet may have.
    """
    is_plain = _are_plain(texts)
    cells = [text.strip() for text in texts] if is_plain else [tidy(text) for text in texts]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise SheetRefused(
            Message(
                "This row has %(columns)d columns or more. Keep at most %(most)d.",
                {"columns": len(cells), "most": MOST_COLUMNS},
            ),
            row=number,
        )
    if not cells:
        return None
    if is_plain:
        return SheetRow(number, tuple(cells))
    found = ((column, fault_of(cell)) for column, cell in enumerate(cells))
    faults = tuple((column, message) for column, message in found if message)
    return SheetRow(number, tuple(cells), faults)


def _are_plain(texts: list[str]) -> bool:
    """Say whether no cell can hold a fault, a mark or a guard: most rows, asked all at once.

    What can be printed holds neither a control character nor a mark.
    """
    line = "".join(texts)
    return len(line) <= LONGEST_CELL and line.isprintable() and "'" not in line


def sheet_of(rows: list[SheetRow], encoding: str) -> Sheet:
    """Return a sheet whose first row holds the headings.

    Raises:
        SheetRefused: there is nothing in it, or more than a sheet may have.
    """
    if not rows:
        raise SheetRefused(
            Message("This file is empty. Choose one with headings and rows below them.")
        )
    return Sheet(rows[0], tuple(rows[1:]), encoding)


def check_length(count: int, number: int) -> None:
    """Refuse the row after the last that a sheet may have, the headings not counted.

    Raises:
        SheetRefused: there are too many rows.
    """
    if count > MOST_ROWS + 1:
        raise SheetRefused(
            Message(
                "This sheet has more than %(most)d rows. Split it into several.",
                {"most": MOST_ROWS},
            ),
            row=number,
        )
