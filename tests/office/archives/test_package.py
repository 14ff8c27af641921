"""An archive that is not what amends makes is refused by name, and nothing of it is believed."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.office.archives.package import MANIFEST, Archive, ArchiveRefused, manifest_of, opened

TEXTS = {"README.txt": b"Read me.", "tables/notes.csv": b"id\r\n"}
MOST = 10 * 1024**2


def zipped(content: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, text in content.items():
            package.writestr(name, text)
    return out.getvalue()


def whole(content: dict[str, bytes] = TEXTS) -> dict[str, bytes]:
    digests = {name: hashlib.sha256(text).hexdigest() for name, text in content.items()}
    return {**content, MANIFEST: manifest_of(digests).encode()}


def read(data: bytes, most: int = MOST) -> Archive:
    archive = opened(io.BytesIO(data), most=most)
    for name in archive.digests:
        b"".join(archive.chunks(name))
    return archive


def test_a_whole_archive_is_read() -> None:
    archive = read(zipped(whole()))
    assert archive.text("README.txt") == "Read me."
    assert archive.names("tables") == ("tables/notes.csv",)


@pytest.mark.parametrize(
    "name",
    [
        *("../evil.csv", "/etc/passwd", "tables/../../x.csv", "tables\\x.csv", "C:\\x.csv"),
        *("tables/x.csv/", "files/short", "bin/run.exe", "tables/x.csv\n", "case.yaml.exe"),
    ],
)
def test_a_member_whose_name_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ArchiveRefused, match="no member of a case archive"):
        read(zipped({**whole(), name: b"x"}))


def test_a_member_that_the_manifest_does_not_name_is_refused() -> None:
    with pytest.raises(ArchiveRefused, match=r"tables/more\.csv' is not named"):
        read(zipped({**whole(), "tables/more.csv": b"x"}))


def test_a_member_that_is_missing_is_named() -> None:
    content = whole()
    del content["README.txt"]
    with pytest.raises(ArchiveRefused, match=r"README\.txt' is named in the manifest"):
        read(zipped(content))


def test_a_member_that_stands_twice_is_refused() -> None:
    out = io.BytesIO(zipped(whole()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "a") as package:
            package.writestr("README.txt", b"Another.")
    with pytest.raises(ArchiveRefused, match=r"README\.txt stands twice"):
        read(out.getvalue())


def test_a_link_is_refused() -> None:
    out = io.BytesIO(zipped(whole()))
    info = zipfile.ZipInfo("tables/link.csv")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(info, "/etc/passwd")
    with pytest.raises(ArchiveRefused, match="is a link"):
        read(out.getvalue())


def test_a_locked_member_is_refused() -> None:
    data = bytearray(zipped(whole()))
    at = data.rindex(b"PK\x01\x02")  # the last entry of the directory
    data[at + 8] |= 1
    with pytest.raises(ArchiveRefused, match="locked with a password"):
        read(bytes(data))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    content = whole({"tables/notes.csv": b"0" * 9 * 1024**2})
    with pytest.raises(ArchiveRefused, match="far more than its length"):
        read(zipped(content, method=zipfile.ZIP_DEFLATED))
    with pytest.raises(ArchiveRefused, match="unpacks to more than"):
        read(zipped(content, method=zipfile.ZIP_DEFLATED), most=1024)


def test_members_that_lie_in_one_another_are_refused() -> None:
    data = bytearray(zipped(whole()))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<II", data, at + 20, 10**6, 10**6)
    with pytest.raises(ArchiveRefused, match="lie in one another"):
        read(bytes(data))


def test_a_file_under_another_digest_is_refused() -> None:
    with pytest.raises(ArchiveRefused, match="is not what the manifest says"):
        read(zipped(whole({f"files/{'0' * 64}": b"content"})))


@given(st.data())
def test_any_flipped_byte_is_noticed_or_changes_nothing(data: st.DataObject) -> None:
    honest = zipped(whole())
    place = data.draw(st.integers(0, len(honest) - 1))
    flipped = bytearray(honest)
    flipped[place] ^= data.draw(st.integers(1, 255))
    archive = None
    with suppress(ArchiveRefused):
        archive = read(bytes(flipped))
    assert (
        archive is None
        or {name: b"".join(archive.chunks(name)) for name in archive.digests} == TEXTS
    )


@given(st.binary(max_size=2_000))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    for given_bytes in (data, zipped(whole())[:-30] + data):
        with suppress(ArchiveRefused):
            read(given_bytes)
