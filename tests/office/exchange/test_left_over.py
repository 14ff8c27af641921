"""Sheets that were tried and never taken leave the store; nothing that is referred to does."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.evidence import store
from amends.office.exchange import services
from amends.office.exchange.layouts import SheetKind
from amends.office.exchange.left_over_services import drop_left_over_sheets
from amends.office.exchange.rows import SheetRefused
from amends.office.exchange.sheets import read_sheet
from amends.office.log.models import LogEntry
from tests.office.conftest import Office

SHEET = b"key,capacity,designation\nW1,witness,Neighbour\n"
pytestmark = pytest.mark.django_db


def stored(data: bytes, *, days_ago: int) -> Path:
    """Return the path of a file that was stored some days ago."""
    path = store.path_of(store.put([data], limit=10**6).sha256)
    then = (timezone.now() - timedelta(days=days_ago)).timestamp()
    os.utime(path, (then, then))
    return path


def test_a_sheet_nobody_took_is_removed() -> None:
    old, young = stored(b"tried last month", days_ago=30), stored(b"tried today", days_ago=0)
    assert drop_left_over_sheets() == 1
    assert not old.exists()
    assert young.exists()
    assert LogEntry.objects.order_by("-sequence").first().data == '{"dropped": 1}'  # type: ignore[union-attr]


def test_a_sheet_that_was_taken_stays(office: Office, case: Case) -> None:
    path = stored(SHEET, days_ago=30)
    services.import_sheet(
        actor=office.prosecutor, case=case, kind=SheetKind.PARTIES, filename="a.csv", data=SHEET
    )
    os.utime(path, (0, 0))
    assert drop_left_over_sheets() == 0
    assert path.exists()


def test_a_sheet_that_is_tried_again_counts_as_young() -> None:
    path = stored(SHEET, days_ago=30)
    store.put([SHEET], limit=10**6)
    assert drop_left_over_sheets() == 0
    assert path.exists()


def test_what_a_broken_upload_left_is_removed() -> None:
    incoming = Path(settings.FILES) / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    broken = incoming / "tmp-broken"
    broken.write_bytes(b"half")
    os.utime(broken, (0, 0))
    assert drop_left_over_sheets() == 1
    assert not broken.exists()


def workbook(*sheets: tuple[str, list[list[str]]]) -> bytes:
    """Return an XLSX file of titled worksheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


PARTIES = ("Parties", [["key", "capacity", "designation"], ["W1", "witness", "Neighbour"]])


def test_rows_on_a_second_worksheet_are_not_dropped_in_silence() -> None:
    more = ("More people", [["W2", "witness", "Driver"]])
    with pytest.raises(SheetRefused, match="More people"):
        read_sheet(workbook(PARTIES, more))


@pytest.mark.parametrize("first", ["Column", "العمود"])
def test_the_sheet_that_explains_the_columns_may_stay(first: str) -> None:
    help_sheet = ("Help", [[first, "Needed"], ["key", "Yes"]])
    assert len(read_sheet(workbook(PARTIES, ("Empty", []), help_sheet)).rows) == 1
