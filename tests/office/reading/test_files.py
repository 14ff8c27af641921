"""Reading files of every kind in the process made for it: what is taken, and what is refused."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.finding.letters import PAGE_BREAK
from amends.office.reading.files import child
from amends.office.reading.files.extracting import extract
from amends.office.reading.files.results import Limits, Outcome, Read, Unit, Unreadable, Why
from amends.office.reading.reader import Reader
from amends.office.reading.stretches import LONGEST, stretches
from tests.office.reading import made_files as made

MEMORY = 1024**3
ALL = 464


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Return a reader with little time for each file."""
    with Reader(Limits(seconds=20), MEMORY) as found:
        yield found


def read(reader: Reader, data: bytes) -> Read:
    """Read some bytes."""
    return reader.read(io.BytesIO(data), len(data))


def refused(reader: Reader, data: bytes) -> tuple[Outcome, Why]:
    """Return why some bytes cannot be read."""
    with pytest.raises(Unreadable) as fault:
        read(reader, data)
    return fault.value.outcome, fault.value.why


def answer(reader: Reader, data: bytes) -> tuple[Outcome, Why]:
    """Return what came of reading some bytes."""
    try:
        return Outcome.TAKEN, read(reader, data).why
    except Unreadable as fault:
        return fault.outcome, fault.why


def test_a_pdf_is_read_page_by_page(reader: Reader) -> None:
    found = read(reader, made.pdf("First page", "Debt of 40,000", packed=True))
    assert found.unit is Unit.PAGE
    assert [page.strip() for page in found.pages] == ["First page", "Debt of 40,000"]


def test_a_word_file_is_read_with_tables_headers_and_footnotes(reader: Reader) -> None:
    notes = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:footnote><w:p><w:r><w:t>A note below</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = made.word_file("The body", header="Police of the harbour", cells=("name", "debt"))
    (text,) = read(reader, made.with_part(data, "word/footnotes.xml", notes)).pages
    for words in ("The body", "Police of the harbour", "name", "debt", "A note below"):
        assert words in text


def test_a_workbook_is_read_sheet_by_sheet(reader: Reader) -> None:
    found = read(reader, made.workbook(Takings="جواز سفر", Rooms="forty"))
    assert found.unit is Unit.SHEET
    assert [page.split("\n") for page in found.pages] == [
        ["Takings", "جواز سفر"],
        ["Rooms", "forty"],
    ]


def test_a_mail_is_read_with_what_is_attached_one_level_deep(reader: Reader) -> None:
    inner = made.mail("inside", ("deep.txt", b"too deep"), subject="Inner")
    data = made.mail(
        "Hello", ("list.pdf", made.pdf("names of ships")), ("m.eml", inner), ("x.bin", b"\0\1\2\3")
    )
    found = read(reader, data)
    assert "Report" in found.pages[0]
    assert "list.pdf" in found.pages[0]
    assert "names of ships" in found.pages[1]
    assert "inside" in found.pages[2]
    assert "deep.txt" in found.pages[2]
    assert "too deep" not in "".join(found.pages)
    assert found.missed == [4]


def test_a_web_page_is_its_words(reader: Reader) -> None:
    page = (
        b"<html><head><script>alert('run')</script></head><body><p>One<p onclick=x>Two &amp; more"
    )
    (text,) = read(reader, page).pages
    assert text.split("\n") == ["One", "Two & more"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_plain_text_is_read_in_its_encoding(reader: Reader, encoding: str) -> None:
    (text,) = read(reader, "كتاب في الميناء\nname,debt".encode(encoding)).pages
    assert text == "كتاب في الميناء\nname,debt"


@pytest.mark.parametrize(
    ("data", "outcome", "why"),
    [
        (b"", Outcome.NO_TEXT, Why.EMPTY_FILE),
        (b" \n ", Outcome.NO_TEXT, Why.NO_WORDS),
        (made.PNG, Outcome.NO_TEXT, Why.NO_OCR),
        (made.pdf("", ""), Outcome.NO_TEXT, Why.SCAN),
        (made.locked_pdf("x"), Outcome.ENCRYPTED, Why.PASSWORD),
        (b"%PDF-1.4\nnothing", Outcome.DAMAGED, Why.BROKEN),
        (made.many_pages_pdf(), Outcome.TAKEN, Why.NOTHING),
        (made.zip_of(a=b"1"), Outcome.REFUSED, Why.ARCHIVE),
        (bytes(range(256)) * 4, Outcome.REFUSED, Why.UNKNOWN_KIND),
        (b"<svg xmlns='x'><script>alert(1)</script></svg>", Outcome.REFUSED, Why.UNKNOWN_KIND),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Outcome.REFUSED, Why.UNKNOWN_KIND),
    ],
    ids=lambda value: str(value)[:20] if not isinstance(value, bytes) else f"{len(value)} bytes",
)
def test_why_there_is_no_text_is_named(
    reader: Reader, data: bytes, outcome: Outcome, why: Why
) -> None:
    if outcome is Outcome.TAKEN:
        read(reader, data)
    else:
        assert refused(reader, data) == (outcome, why)


def test_a_bomb_is_named_and_the_next_file_is_read(reader: Reader) -> None:
    assert refused(reader, made.bomb_pdf()) == (Outcome.TOO_LARGE, Why.UNPACKED_SIZE)
    assert read(reader, b"still here").pages == ["still here"]


def test_a_package_that_unpacks_to_too_much_is_refused(reader: Reader) -> None:
    body = b"<w:document>" + b" " * (210 * 1024**2)
    packed = made.zip_of(**{"word/document.xml": body})
    assert refused(reader, packed) == (Outcome.TOO_LARGE, Why.UNPACKED_SIZE)


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml"])
def test_entities_are_refused(reader: Reader, name: str) -> None:
    content = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refused(reader, made.zip_of(**{name: content})) == (Outcome.REFUSED, Why.ENTITIES)


def test_a_file_larger_than_what_is_read_is_not_even_sent() -> None:
    with Reader(Limits(bytes=10), MEMORY) as small:
        assert refused(small, b"x" * 11) == (Outcome.TOO_LARGE, Why.FILE_SIZE)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    a_minute_of_work = "x) Tj " + "1 0 0 1 0 0 cm " * 2_000_000 + "(y"
    with Reader(Limits(seconds=0.1), MEMORY) as hurried:
        assert refused(hurried, made.pdf(a_minute_of_work)) == (Outcome.TOO_LARGE, Why.TIME)
        hurried.limits = Limits(seconds=20)
        assert read(hurried, b"next").pages == ["next"]


def test_a_reader_that_is_killed_is_replaced(reader: Reader) -> None:
    read(reader, b"first")
    assert reader._process is not None
    reader._process.kill()
    reader._process.wait()
    assert refused(reader, b"second") == (Outcome.DAMAGED, Why.STOPPED)
    assert read(reader, b"third").pages == ["third"]


def test_too_much_memory_is_named() -> None:
    with Reader(Limits(seconds=20), 400 * 1024**2) as small:
        found = refused(small, made.zip_of(**{"word/document.xml": b"<a>" + b"x" * 150 * 1024**2}))
        assert found[0] in {Outcome.TOO_LARGE, Outcome.DAMAGED}
        assert read(small, b"next").pages == ["next"]


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "open('/tmp/written', 'w')",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.remove('/tmp/nothing')",
    ],
)
def test_the_process_that_reads_may_do_nothing_else(act: str) -> None:
    code = f"from amends.office.reading.files import child; child.give_up_rights({MEMORY}); {act}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"PermissionError" in done.stderr


def test_464_files_are_taken_or_named(reader: Reader) -> None:
    outcomes: Counter[str] = Counter()
    for _name, data in made.pile_of_pdfs(ALL):
        outcome, why = answer(reader, data)
        assert (outcome is Outcome.TAKEN) or why is not Why.NOTHING
        outcomes[outcome] += 1
    assert sum(outcomes.values()) == ALL
    assert set(outcomes) == set(Outcome)
    assert outcomes[Outcome.TAKEN] >= ALL // 3


SEEDS = [
    made.pdf("some words", packed=True),
    made.word_file("some words", "header", ("a", "b")),
    made.workbook(one="some words"),
    made.mail("some words", ("a.txt", b"inner")),
    b"<html><p>some words</p></html>",
    "كتاب".encode("cp1256"),
    made.zip_of(a=b"1"),
]


@settings(suppress_health_check=list(HealthCheck))
@given(seed=st.sampled_from(SEEDS), number=st.integers(0, 2**32), times=st.integers(1, 4))
def test_whatever_a_file_holds_there_is_an_answer(seed: bytes, number: int, times: int) -> None:
    chance = random.Random(number)
    data = seed
    for _ in range(times):
        data = made.harmed(data, chance) if len(data) > 1 else data
    said = child.answer(data, Limits(seconds=10))
    assert Outcome(said["outcome"]) in Outcome
    if said["outcome"] is Outcome.TAKEN:
        assert any(page.strip() for page in said["pages"])
        assert "\0" not in "".join(said["pages"])


@given(st.lists(st.text("ab \n", max_size=40), max_size=12))
def test_stretches_lose_nothing_and_keep_their_pages(pages: list[str]) -> None:
    long = [page * 2_000 if place % 5 == 4 else page for place, page in enumerate(pages)]
    found = list(stretches(long))
    assert "".join("".join(s.text for s in found).split()) == "".join("".join(long).split())
    for stretch in found:
        assert len(stretch.text) <= LONGEST + len(pages)
        for offset, text in enumerate(stretch.text.split(PAGE_BREAK)):
            assert text in long[stretch.first_page - 1 + offset]


def test_text_of_a_file_is_cleaned() -> None:
    found = extract(("a word " * 90 + "a\0b\u202ec\fd").encode(), Limits())
    assert found.pages == ["a word " * 90 + "abc\nd"]


def test_no_program_for_pictures_is_brought_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unreadable) as fault:
        extract(made.PNG, Limits())
    assert fault.value.why is Why.NO_OCR


def test_a_picture_is_read_where_there_is_a_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\ncat > /dev/null\necho seen words $4\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with Reader(Limits(seconds=20), MEMORY, "eng+ara") as reader:
        assert read(reader, made.PNG).pages == ["seen words eng+ara"]


@pytest.fixture
def seeing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Put a program in the path that says how many bytes of which format it was given."""
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\ncat > "$0.seen"\necho seen $(wc -c < "$0.seen") bytes\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path / "tesseract.seen"


def test_pages_that_are_pictures_are_read_one_by_one(seeing: Path) -> None:
    read = extract(made.scanned_pdf(b"\xff\xd8\xff one", b"\xff\xd8\xff twenty"), Limits())
    assert read.pages == ["seen 7 bytes", "seen 10 bytes"]
    assert (read.kind, read.missed) == ("pdf", [])
    assert seeing.read_bytes() == b"\xff\xd8\xff twenty"


@pytest.mark.parametrize(
    ("more", "data", "begins"),
    [
        (b"", b"\x80" * 90_000, b"\x89PNG\r\n\x1a\n"),
        (b"/Filter /FlateDecode", zlib.compress(b"\x80" * 90_000), b"\x89PNG\r\n\x1a\n"),
        (b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 >>", b"\x00\x10", b"II*\x00"),
        (b"/Filter /JPXDecode", b"\x00\x00\x00\x0cjP  ", b"\x00\x00\x00\x0cjP  "),
    ],
)
def test_pictures_of_other_forms_are_handed_on_as_files(
    seeing: Path, more: bytes, data: bytes, begins: bytes
) -> None:
    assert extract(made.scanned_pdf(data, more=more), Limits()).pages
    assert seeing.read_bytes().startswith(begins)


def test_a_picture_too_large_or_cut_off_is_left_alone(seeing: Path) -> None:
    for file in (
        made.scanned_pdf(b"\xff\xd8\xff", dots=50_000),
        made.scanned_pdf(b"\xff\xd8\xff", dots=20),
        made.scanned_pdf(b"short", more=b""),
        made.scanned_pdf(b"x", more=b"/Filter /Unknown"),
    ):
        with pytest.raises(Unreadable) as fault:
            extract(file, Limits())
        assert fault.value.why is Why.SCAN
    assert not seeing.exists()


def test_pages_that_are_pictures_are_named_where_there_is_no_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unreadable) as fault:
        extract(made.scanned_pdf(b"\xff\xd8\xff"), Limits())
    assert (fault.value.outcome, fault.value.why) == (Outcome.NO_TEXT, Why.NO_OCR)


def test_time_for_pictures_is_the_time_for_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Unreadable) as fault:
        extract(made.scanned_pdf(b"\xff\xd8\xff one", b"\xff\xd8\xff two"), Limits(seconds=1))
    assert fault.value.why is Why.TIME
