"""Text out of XLSX: every sheet as rows of what its cells last showed."""

from __future__ import annotations

import io
import warnings
from typing import Any

from amends.office.reading.files.packages import FORBIDDEN, Package
from amends.office.reading.files.pdfs import FAULTS
from amends.office.reading.files.results import Clock, Limits, Outcome, Read, Unit, Unreadable, Why

MOST_COLUMNS = 1_000
# Styles and other parts are read into memory whole.
MOST_OF_OTHER_PARTS = 20 * 1024**2


def read_xlsx(data: bytes, limits: Limits, clock: Clock) -> Read:
    """Return the text of a workbook by its sheets. Formulas and macros are never run.

    Raises:
        Unreadable: it is damaged, encrypted or too large.
    """
    _check(data, limits)
    import openpyxl

    read = Read("xlsx", Unit.SHEET)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            if len(book.worksheets) > limits.pages:
                raise Unreadable(Outcome.TOO_LARGE, Why.TOO_MANY_PAGES)
            left = limits.characters
            for page in book.worksheets:
                text = _sheet(page, left, clock, read)
                left -= len(text)
                read.pages.append(text)
    except (SyntaxError, *FAULTS):
        raise Unreadable(Outcome.DAMAGED, Why.BROKEN) from None
    return read


def _check(data: bytes, limits: Limits) -> None:
    package = Package(data, limits)
    package.check_size()
    for name in package.names:
        if name.endswith((".xml", ".rels", ".vml")):
            content = package.part(name)
            if any(word in content for word in FORBIDDEN):
                raise Unreadable(Outcome.REFUSED, Why.ENTITIES)
            if not name.startswith(("xl/worksheets/", "xl/sharedStrings")) and (
                len(content) > MOST_OF_OTHER_PARTS
            ):
                raise Unreadable(Outcome.TOO_LARGE, Why.UNPACKED_SIZE)


def _sheet(page: Any, left: int, clock: Clock, read: Read) -> str:
    lines, length = [str(page.title)], 0
    page.reset_dimensions()
    for row in page.iter_rows(max_col=MOST_COLUMNS, values_only=True):
        cells = [str(value) for value in row if value is not None and str(value).strip()]
        if not cells:
            continue
        lines.append("\t".join(cells))
        length += len(lines[-1])
        if length > left:
            read.why = Why.TOO_LONG
            break
        if clock.is_over:
            read.why = Why.TIME
            break
    return "\n".join(lines)[: max(left, 0)]
