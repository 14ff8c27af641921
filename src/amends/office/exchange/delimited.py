"""Reading CSV: the separator is found from the headings, the encoding from the bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from amends.base.messages import Message
from amends.office.exchange.encodings import decoded
from amends.office.exchange.rows import (
    LONGEST_CELL,
    Sheet,
    SheetRefused,
    SheetRow,
    check_length,
    row_of,
    sheet_of,
)

SEPARATORS = ",;\t|"
SAID = "sep="
# Far above what a cell may have, so that a cell too long is refused with its row and column.
csv.field_size_limit(max(csv.field_size_limit(), 20 * LONGEST_CELL))


def read_csv(data: bytes) -> Sheet:
    """Read a CSV file; every cell stays text.

    Raises:
        SheetRefused: it cannot be read, with the row at fault.
    """
    text, encoding = decoded(data)
    rows: list[SheetRow] = []
    for number, cells in _records(text):
        row = row_of(number, cells)
        if row is not None:
            rows.append(row)
            check_length(len(rows), number)
    return sheet_of(rows, encoding)


def separator_of(text: str) -> str:
    """Return the separator of a CSV file: what most often stands in its first line with text."""
    first = next((line for line in text.splitlines() if line.strip(" ,;\t|")), "")
    unquoted = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=unquoted.count)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row with its number; spreadsheets count blank rows too."""
    text, separator, number = _without_hint(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise SheetRefused(_explained(fault), row=number) from None
        yield number, cells


def _explained(fault: csv.Error) -> Message:
    if "field limit" in str(fault):
        return Message(
            "A cell of this row is longer than any may be. Perhaps a quotation mark is never "
            "closed; close it, or shorten the cell to %(most)d characters.",
            {"most": LONGEST_CELL},
        )
    return Message(
        "From this row on the quotation marks or separators do not match. Put a cell that holds "
        "one in quotation marks and double those inside it."
    )


def _without_hint(text: str) -> tuple[str, str, int]:
    """Return the text, its separator and the rows left out: Excel's first line ``sep=;``."""
    first, end, rest = text.partition("\n")
    said = first.strip("\r\ufeff \t").casefold()
    if said.startswith(SAID) and said[len(SAID) :] in set(SEPARATORS) and end:
        return rest, said[len(SAID) :], 1
    return text, separator_of(text), 0
