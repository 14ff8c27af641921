"""The zip package around an XLSX file, checked before anything in it is read."""

from __future__ import annotations

import io
import zipfile

from amends.base.messages import Message
from amends.office.exchange.rows import SheetRefused

MOST_UNZIPPED = 50 * 1024**2
# Styles and other parts are read into memory whole; rows and shared texts are not.
MOST_OF_OTHER_PARTS = 5 * 1024**2
MOST_PARTS = 1_000
STREAMED = ("xl/worksheets/", "xl/sharedStrings", "xl/media/", "xl/drawings/", "xl/charts/")
FORBIDDEN = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
CONTENT = "[Content_Types].xml"


def check_package(data: bytes) -> None:
    """Refuse a package that is no workbook, or that unpacks to more than it should.

    Raises:
        SheetRefused: what is wrong with it.
        zipfile.BadZipFile: it is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        _check_size(parts)
        if CONTENT not in package.namelist():
            raise SheetRefused(Message("This is a zip file but no XLSX. Save the sheet as XLSX."))
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                _check_part(package.read(part))


def has_formulas(data: bytes) -> bool:
    """Say whether any worksheet of a package may hold a formula."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        pages = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f" in package.read(name) or b":f>" in package.read(name) for name in pages)


def _check_size(parts: list[zipfile.ZipInfo]) -> None:
    others = [p for p in parts if not p.filename.startswith(STREAMED)]
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNZIPPED
        or sum(part.file_size for part in others) > MOST_OF_OTHER_PARTS
    ):
        raise SheetRefused(
            Message(
                "This XLSX file unpacks to more than %(most)d MB. Keep the one sheet that is to "
                "be imported, or save it as CSV.",
                {"most": MOST_UNZIPPED // 1024**2},
            )
        )


def _check_part(content: bytes) -> None:
    if any(word in content for word in FORBIDDEN):
        raise SheetRefused(
            Message("This XLSX file declares XML entities. Save the sheet as CSV instead.")
        )
