"""Sheets from bytes: separators, encodings, workbooks, bounds; and refusals by name only."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.office.exchange.entries import Entries, entries_of
from amends.office.exchange.layouts import SheetKind
from amends.office.exchange.rows import (
    LONGEST_CELL,
    MOST_ROWS,
    Sheet,
    SheetRefused,
    SheetRow,
    fault_of,
    guarded,
    row_of,
    tidy,
)
from amends.office.exchange.sheets import LARGEST, read_sheet

MOMENT = datetime(2008, 5, 3, 14, 30)  # noqa: DTZ001  # a spreadsheet knows no zone
ARABIC = "الصفة,التسمية,ملاحظات\nشاهد,الجار,رأى الباب مفتوحا\n"


def workbook(*rows: list[object]) -> bytes:
    """Return an XLSX file with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a package with one part replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", 8) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return written.getvalue()


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [sheet.headings.cells, *(row.cells for row in sheet.rows)]


def refused(data: bytes) -> str:
    with pytest.raises(SheetRefused) as refusal:
        read_sheet(data)
    return str(refusal.value.problem.message)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    others = "".join(other for other in "\t,;|" if other != separator)
    text = f'a{separator}"b{others}"{separator}c\n1{separator}2{separator}3\n'
    assert cells(read_sheet(text.encode())) == [("a", f"b{others}", "c"), ("1", "2", "3")]


def test_excels_hint_names_the_separator() -> None:
    sheet = read_sheet(b"sep=|\r\na,b|c\r\n1|2\r\n")
    assert cells(sheet) == [("a,b", "c"), ("1", "2")]
    assert sheet.rows[0].number == 3


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
        ("cp1256", "Windows-1256"),
    ],
)
def test_arabic_is_read_in_every_encoding(codec: str, name: str) -> None:
    sheet = read_sheet(ARABIC.encode(codec))
    assert sheet.encoding == name
    entries = entries_of(SheetKind.PARTIES, sheet)
    assert entries.rows[0].values["capacity"] == "witness"
    assert entries.rows[0].values["designation"] == "الجار"


def test_western_letters_are_windows_1252() -> None:
    sheet = read_sheet("capacity,designation\nwitness,Müller São Žižek\n".encode("cp1252"))
    assert (sheet.encoding, sheet.rows[0].cells[1]) == ("Windows-1252", "Müller São Žižek")


def test_rows_count_as_in_the_sheet() -> None:
    sheet = read_sheet(b'a,b\n\n"x\ny",2\n,,\n3,4')
    assert [row.number for row in sheet.rows] == [3, 5]
    assert sheet.rows[0].cells == ("x\ny", "2")


def test_dates_and_numbers_of_a_workbook_are_text() -> None:
    data = workbook(
        ["key", "born", "facts", "sex"],
        ["A1", date(2008, 5, 3), 12, None],
        [],
        [2.5, MOMENT, True, 1985.0],
    )
    sheet = read_sheet(data)
    assert sheet.encoding == "XLSX"
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ("A1", "2008-05-03", "12")),
        (4, ("2.5", "2008-05-03 14:30", "true", "1985")),
    ]
    entries = entries_of(
        SheetKind.PARTIES,
        read_sheet(workbook(["capacity", "born"], ["victim", MOMENT])),
    )
    assert entries.rows[0].values["born"] == "2008-05-03"


def test_a_formula_is_never_run() -> None:
    sheet = read_sheet(workbook(["key", "n"], ["A1", "=1+1"], ["A2", "x"]))
    assert [column for column, _ in sheet.rows[0].faults] == [1]
    assert "never computed" in str(sheet.rows[0].faults[0][1])
    assert sheet.rows[1].faults == ()


def test_a_computed_formula_gives_its_value() -> None:
    page = "xl/worksheets/sheet1.xml"
    data = workbook(["key", "n"], ["A1", "=1+1"])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read(page).replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    assert b"<v>2</v>" in xml
    row = read_sheet(with_part(data, page, xml)).rows[0]
    assert (row.cells, row.faults) == (("A1", "2"), ())


def test_an_error_of_the_spreadsheet_is_named() -> None:
    sheet = read_sheet(workbook(["key", "n"], ["A1", "#REF!"]))
    assert "error of the spreadsheet" in str(sheet.rows[0].faults[0][1])


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    data = with_part(workbook(["a"]), "xl/worksheets/sheet2.xml", b"0" * (51 * 1024**2))
    assert len(data) < 1024**2
    assert "unpacks to more than 50 MB" in refused(data)


def test_a_bomb_in_a_part_read_whole_is_refused() -> None:
    data = with_part(workbook(["a"]), "xl/styles.xml", b" " * (6 * 1024**2))
    assert "unpacks to more" in refused(data)


def test_xml_entities_are_refused() -> None:
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    assert "XML entities" in refused(with_part(workbook(["a"]), "xl/styles.xml", xml))


def test_a_cell_far_away_costs_nothing() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["capacity"])
    page.append(["victim"])
    page["XFD1048576"].number_format = "0.00"
    assert [row.cells for row in read_sheet(saved(book)).rows] == [("victim",)]
    page["BI3"] = "x"
    assert "61 columns" in refused(saved(book))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n\n , ,\n", "is empty"),
        (bytes(range(256)), "neither a sheet nor a text file"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        (b'a,b\n1,2\n"x"y,2\n', "quotation marks"),
        (b"x" * (LARGEST + 1), "larger than 64 MB"),
        (b"a\n" * (MOST_ROWS + 2), "more than 200000 rows"),
        (b"," * 60 + b"x\n", "61 columns"),
        (b'a\n"' + b"x" * 300_000, "longer than any may be"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_the_largest_sheet_is_read() -> None:
    assert len(read_sheet(b"a\n" * (MOST_ROWS + 1)).rows) == MOST_ROWS


def test_a_cell_too_long_refuses_its_row_only() -> None:
    sheet = read_sheet(f"a,b\n1,{'x' * (LONGEST_CELL + 1)}\n2,{'x' * LONGEST_CELL}\n".encode())
    assert [bool(row.faults) for row in sheet.rows] == [True, False]


def test_control_characters_refuse_their_row_only() -> None:
    sheet = read_sheet(b"a,b\n1,x\x07y\n2,z\n")
    assert [bool(row.faults) for row in sheet.rows] == [True, False]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_what_would_run_as_a_formula_is_guarded(sign: str) -> None:
    assert guarded(f"{sign}1") == f"'{sign}1"
    assert guarded(f"1{sign}") == f"1{sign}"


# --- Whatever it is given, only refusals by name -------------------------------------------------

SCRIPTS = st.text(max_size=30) | st.sampled_from(
    ["capacity", "الصفة", "victim", "designation", "2008-05-03", "=1+1", '"', "\ufeff", "V1;V2"]
)
SEPARATED = st.sampled_from([",", ";", "\t", "|", "\n", "\r\n", '"'])
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1256", "cp1252"])


def read_as_both(data: bytes) -> list[Entries]:
    """Read bytes as either kind of sheet; anything but a refusal by name propagates."""
    found, refusals = [], []
    for kind in SheetKind:
        try:
            entries = entries_of(kind, read_sheet(data))
        except SheetRefused as refusal:
            refusals.append(str(refusal.problem.message))
            continue
        for row in entries.rows:
            assert all(str(problem.message) and problem.row for problem in row.problems)
        found.append(entries)
    assert all(refusals)
    return found


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read_as_both(data)


@given(st.lists(SCRIPTS | SEPARATED, max_size=40), CODECS)
def test_any_text(words: list[str], codec: str) -> None:
    read_as_both("".join(words).encode(codec, errors="replace"))


@given(st.lists(st.lists(SCRIPTS, min_size=2, max_size=4), max_size=8))
def test_any_rows_below_good_headings(rows: list[list[str]]) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    text = "\n".join(["capacity,designation,born,towards", *lines])
    data = text.encode("utf-8", errors="replace")
    for entries in read_as_both(data):
        assert len(entries.rows) == len(read_sheet(data).rows)


WHOLE = workbook(
    ["capacity", "designation", "born"], ["victim", "AAA", date(2008, 5, 3)], ["witness", "=A1", 7]
)
PARTS = sorted(zipfile.ZipFile(io.BytesIO(WHOLE)).namelist())


CELLS = st.text(st.sampled_from("a1' \t=+-@\u200e\ufeff\u200b\x07\x85\n\u0645\u00a0"), max_size=6)


@given(st.lists(CELLS, max_size=4))
def test_a_row_read_at_once_is_the_same_as_cell_by_cell(texts: list[str]) -> None:
    row = row_of(7, texts)
    said = [tidy(text) for text in texts]
    while said and not said[-1]:
        said.pop()
    faults = tuple((n, found) for n, text in enumerate(said) if (found := fault_of(text)))
    assert row == (SheetRow(7, tuple(said), faults) if said else None)


@given(st.data())
def test_any_damage_to_a_workbook(data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(PARTS))
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as package:
        content = bytearray(package.read(part))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        inserted = data.draw(st.binary(max_size=4) | st.sampled_from([b"99999", b"-1", b"<", b'"']))
        content[at : at + length] = inserted
    read_as_both(with_part(WHOLE, part, bytes(content)))


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage_to_the_package(at: int, inserted: bytes) -> None:
    read_as_both(WHOLE[:at] + inserted + WHOLE[at + len(inserted) :])
