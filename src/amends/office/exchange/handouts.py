"""The sheets that are handed out: empty ones to fill in, and refused rows with their reasons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import save_workbook

from amends.office.exchange.layouts import Column, SheetKind, columns_of
from amends.office.exchange.rows import Sheet, guarded

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 22


def empty_csv(kind: SheetKind) -> bytes:
    """Return an empty sheet with the headings of a kind, as CSV that Excel reads as UTF-8."""
    return csv_of([[_(column.label) for column in _distinct(kind)]])


def empty_xlsx(kind: SheetKind) -> bytes:
    """Return an empty sheet with the headings of a kind, and a second one that explains each."""
    book = openpyxl.Workbook()
    page, explained = book.worksheets[0], book.create_sheet(_("Help"))
    page.title = _("Parties") if kind is SheetKind.PARTIES else _("Events")
    columns = _distinct(kind)
    page.append([_(column.label) for column in columns])
    explained.append([_("Column"), _("Needed"), _("What it takes"), _("Codes")])
    for column in columns:
        explained.append(_explanation(column))
    for sheet in (page, explained):
        for place, cell in enumerate(sheet[1], 1):
            cell.font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(place)].width = WIDTH
        sheet.freeze_panes = "A2"
    written = io.BytesIO()
    save_workbook(book, written)
    return written.getvalue()


def refused_csv(sheet: Sheet, reasons: Mapping[int, str]) -> bytes:
    """Return the refused rows of a sheet as they stand in it, each with its row and reason."""
    headings = sheet.headings.cells
    rows = (
        [*row.cells, *[""] * (len(headings) - len(row.cells)), str(row.number), reasons[row.number]]
        for row in sheet.rows
        if row.number in reasons
    )
    return csv_of([[*headings, _("Row"), _("Reason for refusal")], *rows])


def reasons_csv(reasons: Mapping[int, str]) -> bytes:
    """Return the reasons alone, for a sheet that was not kept."""
    rows = [[str(row), reason] for row, reason in reasons.items()]
    return csv_of([[_("Row"), _("Reason for refusal")], *rows])


def _distinct(kind: SheetKind) -> list[Column]:
    """Return the columns of a kind, no label twice: the same label would not say which."""
    by_label: dict[str, Column] = {}
    for column in columns_of(kind).columns:
        by_label.setdefault(_(column.label), column)
    return list(by_label.values())


def _explanation(column: Column) -> Sequence[str]:
    needed = _("Yes") if column.required else ""
    said = _(column.help) if column.help else ""
    return [_(column.label), needed, guarded(said), ", ".join(column.codes)]


def csv_of(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV that Excel reads as UTF-8; no cell is read as a formula."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")
