"""Reading a sheet of any kind from its bytes; the name of the file says nothing."""

from __future__ import annotations

from amends.base.messages import Message
from amends.office.exchange.delimited import read_csv
from amends.office.exchange.rows import Sheet, SheetRefused
from amends.office.exchange.workbooks import read_xlsx

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
LARGEST = 64 * 1024**2


def read_sheet(data: bytes) -> Sheet:
    """Read a CSV or XLSX file into headings and rows of text.

    Raises:
        SheetRefused: what is wrong, in which row, and what to do.
    """
    if len(data) > LARGEST:
        raise SheetRefused(
            Message(
                "This file is larger than %(most)d MB. Split it into several.",
                {"most": LARGEST // 1024**2},
            )
        )
    if data.startswith(OLD_EXCEL):
        raise SheetRefused(
            Message(
                "This is an Excel file of the old kind or locked with a password. Save it as XLSX "
                "without a password."
            )
        )
    return read_xlsx(data) if data.startswith(ZIP) else read_csv(data)
