"""Reading XLSX: values as they were last computed; a formula is never run."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, TypeAlias

import openpyxl

from amends.base.messages import Message
from amends.office.exchange.languages import in_every_language
from amends.office.exchange.packages import check_package, has_formulas
from amends.office.exchange.rows import (
    MOST_COLUMNS,
    Sheet,
    SheetRefused,
    SheetRow,
    check_length,
    row_of,
    sheet_of,
)

Cells: TypeAlias = tuple[Any, ...]
LAST_ROW = 1_048_576
# The first heading of the worksheet that explains the columns of a sheet handed out.
EXPLAINED = "Column"
# What openpyxl raises on a damaged file; its readers check nothing.
DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
UNCOMPUTED = Message(
    "This cell holds a formula whose value was never computed. Copy the column and paste it as "
    "values."
)
WRONG = Message("This cell shows an error of the spreadsheet. Type its value.")


def read_xlsx(data: bytes) -> Sheet:
    """Read the first worksheet of an XLSX file.

    Raises:
        SheetRefused: it cannot be read, or is larger than it should be.
    """
    try:
        check_package(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return sheet_of(_rows(data), "XLSX")
    except SheetRefused:
        raise
    except DAMAGE:
        raise SheetRefused(
            Message("This XLSX file is damaged. Open it, save it anew as XLSX and try again.")
        ) from None


def _rows(data: bytes) -> list[SheetRow]:
    rows: list[SheetRow] = []
    formulas = _values(data, computed=False) if has_formulas(data) else ()
    for number, pair in enumerate(zip_longest(_values(data, computed=True), formulas), 1):
        row = _row(number, pair[0] or (), pair[1] or ())
        if row is not None:
            rows.append(row)
            check_length(len(rows), number)
        if number > LAST_ROW:
            break
    return rows


def _values(data: bytes, *, computed: bool) -> Iterator[Cells]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=computed)
    try:
        if not book.worksheets:
            raise SheetRefused(Message("This XLSX file has no worksheet. Add one with headings."))
        _refuse_further_rows(book)
        page: Any = book.worksheets[0]
        page.reset_dimensions()
        yield from page.iter_rows(max_col=MOST_COLUMNS + 1)
    finally:
        book.close()


def _refuse_further_rows(book: Any) -> None:
    """Refuse a workbook with rows on a further worksheet: only the first is taken."""
    further = [page.title for page in book.worksheets[1:] if _has_rows(page)]
    if further:
        raise SheetRefused(
            Message(
                "The first worksheet only is read, and this file has rows on more: %(titles)s. "
                "Put them on the first, or save each as a file of its own.",
                {"titles": ", ".join(further)[:200]},
            )
        )


def _has_rows(page: Any) -> bool:
    """Say whether a worksheet holds more than the explanations that amends hands out."""
    page.reset_dimensions()
    rows = page.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    filled = (row for row in rows if any(text_of(value).strip() for value in row))
    first = next(filled, None)
    return first is not None and text_of(first[0]) not in in_every_language(EXPLAINED)


def _row(number: int, cells: Cells, formulas: Cells) -> SheetRow | None:
    faults = {column: WRONG for column, cell in enumerate(cells) if cell.data_type == "e"}
    for column, cell in enumerate(formulas):
        if cell.data_type == "f" and (column >= len(cells) or cells[column].value is None):
            faults[column] = UNCOMPUTED
    texts = [text_of(cell.value) for cell in cells]
    for column in faults:
        texts.extend("" for _ in range(column + 1 - len(texts)))
        texts[column] = texts[column] or "?"
    row = row_of(number, texts)
    if row is None or not faults:
        return row
    return SheetRow(row.number, row.cells, tuple(sorted({**dict(row.faults), **faults}.items())))


def text_of(value: Any) -> str:
    """Return a cell's value as one would type it: 2008-05-03, 12, true."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
