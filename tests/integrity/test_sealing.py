"""What is sealed: opened by its key alone, of few lengths, and refused when it was changed."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from datetime import date
from pathlib import Path
from secrets import token_hex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage.x25519 import Identity

from amends.integrity.box_files import (
    BoxFileRefused,
    Part,
    answer_file,
    read_answer_file,
    read_box,
    write_box,
)
from amends.integrity.parcels import (
    Enclosed,
    ParcelRefused,
    Told,
    packed,
    padded_length,
    safe_name,
    unpacked,
)
from amends.integrity.receipts import receipt_from
from amends.integrity.sealed_boxes import (
    ANSWER_LENGTH,
    SealRefused,
    box_code,
    locked,
    office_half,
    opened,
    opened_answer,
    read_office_half,
    recipient_of,
    sealed,
    sealed_answer,
    unlocked,
)

KEY = Identity.generate()
WORDS = st.dictionaries(st.text(max_size=9), st.text(max_size=300) | st.lists(st.text(max_size=9)))
FILES = st.lists(st.builds(Enclosed, st.text(max_size=60), st.binary(max_size=3000)), max_size=4)
TOLD = st.builds(Told, st.just("report"), st.just("ABCD-EFGH"), WORDS, FILES.map(tuple))


@given(TOLD)
def test_what_is_told_comes_back_as_it_was(told: Told) -> None:
    assert unpacked(opened(sealed(packed(told), recipient_of(KEY)), KEY)) == told


@given(st.integers(1, 40_000_000), st.integers(1, 40_000_000))
def test_lengths_are_padded_by_an_eighth_at_most_and_keep_their_order(one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert padded_length(small) <= padded_length(large)
    assert small <= padded_length(small) <= max(16 * 1024, small * 9 / 8)


@given(st.text(max_size=2000), st.text(max_size=2000))
def test_two_short_reports_are_of_one_length(one: str, other: str) -> None:
    assert len(packed(Told("report", "A", {"told": one}))) == len(
        packed(Told("report", "A", {"told": other}))
    )


def test_a_parcel_says_nothing_of_when_and_by_whom() -> None:
    with tarfile.open(fileobj=io.BytesIO(packed(Told("more", "A", {})))) as archive:
        assert {(one.mtime, one.uid, one.gid, one.uname) for one in archive} == {(0, 0, 0, "")}


def test_another_key_opens_nothing() -> None:
    content = sealed(b"what happened", recipient_of(KEY))
    assert b"happened" not in content
    with pytest.raises(SealRefused):
        opened(content, Identity.generate())


@given(st.integers(0, 10**9), st.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    content = bytearray(sealed(b"what happened" * 9, recipient_of(KEY)))
    content[place % len(content)] ^= change
    try:
        assert opened(bytes(content), KEY) == b"what happened" * 9
    except SealRefused:
        return
    pytest.fail("a changed text was opened")


@settings(max_examples=300)
@given(st.binary(max_size=2000))
def test_bytes_that_are_nothing_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(ParcelRefused):
        unpacked(content)
    with pytest.raises(SealRefused):
        opened(content, KEY)
    with pytest.raises(BoxFileRefused):
        list(read_box(io.BytesIO(content)))
    with pytest.raises(BoxFileRefused):
        read_answer_file(content)


@pytest.mark.parametrize("name", ["../../../x", "/x", "files/../../x", "files/1", "told"])
def test_a_parcel_with_a_file_elsewhere_is_refused(name: str) -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = 1
        archive.addfile(member, io.BytesIO(b"x"))
    with pytest.raises(ParcelRefused):
        unpacked(content.getvalue())


def test_a_parcel_with_a_link_is_refused() -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        member = tarfile.TarInfo("told.json")
        member.type, member.linkname = tarfile.SYMTYPE, "/x"
        archive.addfile(member)
    with pytest.raises(ParcelRefused):
        unpacked(content.getvalue())


@given(st.text(max_size=300))
def test_a_name_leads_nowhere_else_and_is_not_hidden(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert "/" not in safe
    assert "\\" not in safe
    assert "\0" not in safe
    assert safe not in {".", ".."}
    assert not safe.startswith(".") or len(safe) == 120


@given(st.text(max_size=500), st.text(max_size=500))
def test_answers_are_of_one_length_and_read_by_their_receipt_alone(one: str, other: str) -> None:
    receipt, reference = receipt_from(token_hex()), "ABCD-EFGH"
    first, second = (
        sealed_answer(text, receipt.answer_key, reference, bytes(12)) for text in (one, other)
    )
    assert len(first) == len(second)
    assert opened_answer(first, receipt.answer_key, reference) == one
    for key, about in (
        (receipt_from(token_hex()).answer_key, reference),
        (receipt.answer_key, "ABCD-EFGK"),
    ):
        with pytest.raises(SealRefused):
            opened_answer(first, key, about)


def test_an_answer_that_is_too_long_is_refused_before_it_is_sealed() -> None:
    with pytest.raises(SealRefused, match=str(ANSWER_LENGTH)):
        sealed_answer("ش" * ANSWER_LENGTH, bytes(32), "ABCD-EFGH", bytes(12))


def test_a_key_lies_under_its_passphrase() -> None:
    content = locked(KEY, "correct horse battery")
    assert b"AGE-SECRET-KEY" not in content
    assert str(unlocked(content, "correct horse battery")) == str(KEY)
    with pytest.raises(SealRefused):
        unlocked(content, "another passphrase")


def test_the_offices_half_opens_nothing_and_is_read_as_a_whole() -> None:
    line = office_half(KEY)
    assert read_office_half(f"  {line}\n") == (recipient_of(KEY), box_code(KEY).digest)
    assert str(box_code(KEY)) not in line
    for wrong in ("", line[:-1], line.replace("age1", "age2"), recipient_of(KEY), f"{line} x"):
        with pytest.raises(SealRefused):
            read_office_half(wrong)


@given(st.lists(st.binary(max_size=500), max_size=5))
def test_a_box_is_carried_whole(contents: list[bytes]) -> None:
    parts = [
        Part("ABCD-EFGH", number, "report", date(2026, 3, 1), content)
        for number, content in enumerate(contents, 1)
    ]
    carried = io.BytesIO()
    write_box(recipient_of(KEY), parts, carried)
    assert list(read_box(io.BytesIO(carried.getvalue()))) == parts
    for kept in range(0, len(carried.getvalue()), 1024):
        try:
            found = list(read_box(io.BytesIO(carried.getvalue()[:kept])))
        except BoxFileRefused:
            continue
        assert found == parts, "a part was lost without a word"


@pytest.mark.parametrize("reference", ["../../x", "/x", "abcd-efgh", "ABCD-EFGH/.."])
def test_a_box_that_would_write_elsewhere_is_refused(reference: str) -> None:
    carried = io.BytesIO()
    write_box("x", [Part(reference, 1, "report", date(2026, 3, 1), b"")], carried)
    with pytest.raises(BoxFileRefused):
        list(read_box(io.BytesIO(carried.getvalue())))


def test_an_answer_is_carried_whole() -> None:
    assert read_answer_file(answer_file("ABCD-EFGH", b"\x00\xff")) == ("ABCD-EFGH", b"\x00\xff")


@pytest.mark.outside_material
@pytest.mark.skipif(shutil.which("age") is None, reason="the program age is not installed")
def test_the_program_age_opens_what_was_sealed(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(str(KEY))
    told = packed(Told("more", "A", {"told": "ش"}))
    (tmp_path / "x.age").write_bytes(sealed(told, recipient_of(KEY)))
    found = subprocess.run(
        ["age", "-d", "-i", tmp_path / "key", tmp_path / "x.age"],  # wherever it is
        capture_output=True,
        check=True,
    )
    assert unpacked(found.stdout).words == {"told": "ش"}
