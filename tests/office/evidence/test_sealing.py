"""Sealed files come back as they went in, from any place, and no change to them goes unseen."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import example, given
from hypothesis import strategies as st

from amends.office.evidence import keys, reading, sealing, store
from amends.office.evidence.encrypting import encrypt_files
from amends.office.evidence.faults import Damaged, KeyMissing
from amends.office.evidence.rekeying import rotate_key

PLENTY = 10**9
SMALL = 64
CONTENT = bytes(range(256)) + b"\0" * 44  # four chunks of 64 bytes and a rest
BOUND_AND_WRAPPED = 124


@pytest.fixture(autouse=True, scope="module")
def small_chunks() -> Iterator[None]:
    """Let chunks be small, so that a few bytes make many of them."""
    patch = pytest.MonkeyPatch()
    for module in (sealing, reading):
        patch.setattr(module, "CHUNK", SMALL)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep files and key of these tests in folders of their own."""
    home = tmp_path_factory.mktemp("store")
    with override_settings(FILES=home / "files", FILES_KEY=home / "files_key"):
        yield home


def put(*pieces: bytes) -> str:
    """Store bytes and return their digest."""
    return store.put(pieces, limit=PLENTY).sha256


def read(sha256: str) -> bytes:
    """Return what is stored under a digest."""
    with store.read(sha256) as file:
        return file.read()


def plain(content: bytes) -> Path:
    """Store bytes as an earlier version did."""
    path = store.path_of(hashlib.sha256(content).hexdigest())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    path.chmod(0o440)
    return path


@pytest.fixture
def sealed() -> Iterator[Path]:
    """Give a file that may be damaged, and take it away afterwards."""
    path = store.path_of(put(CONTENT))
    yield path
    path.unlink()


def overwrite(path: Path, content: bytes | bytearray) -> None:
    """Change a stored file, as a failing disk or an intruder would."""
    path.chmod(0o600)
    path.write_bytes(content)
    path.chmod(0o440)


@given(st.lists(st.binary(max_size=200), max_size=8))
@example([])
@example([b"x" * SMALL])
@example([b"x" * (SMALL - 1), b"y", b"z" * SMALL])
def test_any_bytes_in_any_pieces_come_back(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    stored = store.put(pieces, limit=PLENTY)
    assert (stored.sha256, stored.size) == (hashlib.sha256(whole).hexdigest(), len(whole))
    assert read(stored.sha256) == whole
    assert store.check(stored.sha256) == len(whole)


@given(st.binary(max_size=400), st.integers(0, 450), st.integers(0, 450))
def test_a_range_is_the_slice(whole: bytes, start: int, length: int) -> None:
    with store.read(put(whole)) as file:
        assert file.seek(0, io.SEEK_END) == len(whole)
        file.seek(start)
        assert file.read(length) == whole[start : start + length]
        file.seek(-min(length, len(whole)), io.SEEK_END)
        assert file.read() == whole[len(whole) - min(length, len(whole)) :]


def test_a_range_is_read_without_what_lies_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CHECKED_WHOLE", 0)
    sha256 = put(CONTENT)
    opened: list[int] = []

    def counted(file: io.BufferedReader, header: sealing.Header, index: int) -> bytes:
        opened.append(index)
        return sealing.opened_chunk(file, header, index)

    monkeypatch.setattr(reading, "opened_chunk", counted)
    with store.read(sha256) as file:
        file.seek(3 * SMALL + 1)
        assert file.read(2) == CONTENT[3 * SMALL + 1 :][:2]
    assert opened[0] == 3


def telling_byte(place: int) -> int:
    """Return one of the places that say something: the padding of a slot does not."""
    length = sealing.START + len(CONTENT) + 5 * sealing.OVERHEAD
    places: list[int] = [*range(BOUND_AND_WRAPPED), *range(sealing.START, length)]
    return places[place % len(places)]


@given(st.integers(0, 10**6), st.integers(0, 7))
def test_any_flipped_bit_is_found(place: int, bit: int) -> None:
    path = store.path_of(put(CONTENT))
    before = path.read_bytes()
    changed = bytearray(before)
    changed[telling_byte(place)] ^= 1 << bit
    overwrite(path, changed)
    try:
        with pytest.raises((Damaged, KeyMissing)):
            store.check(path.name)
        with pytest.raises((Damaged, KeyMissing)):
            read(path.name)
    finally:
        overwrite(path, before)


@given(st.integers(0, sealing.START - 1), st.integers(0, 7))
def test_no_bit_of_the_header_changes_what_is_read(place: int, bit: int) -> None:
    path = store.path_of(put(CONTENT))
    before = path.read_bytes()
    changed = bytearray(before)
    changed[place] ^= 1 << bit
    overwrite(path, changed)
    try:
        assert read(path.name) == CONTENT
    except (Damaged, KeyMissing):
        pass
    finally:
        overwrite(path, before)


@pytest.mark.parametrize("left", [0, 100, 4096, 8192, 8192 + SMALL, -SMALL, -1])
def test_a_cut_off_end_is_found(sealed: Path, left: int) -> None:
    overwrite(sealed, sealed.read_bytes()[:left])
    with pytest.raises(Damaged):
        store.check(sealed.name)


def test_added_bytes_are_found(sealed: Path) -> None:
    overwrite(sealed, sealed.read_bytes() + b"\0")
    with pytest.raises(Damaged):
        store.check(sealed.name)


@given(st.permutations(range(4)))
def test_chunks_put_elsewhere_are_found(order: list[int]) -> None:
    path = store.path_of(put(CONTENT))
    before = path.read_bytes()
    size = SMALL + sealing.OVERHEAD
    chunks = [before[sealing.START + i * size :][:size] for i in range(4)]
    moved = b"".join(chunks[i] for i in order) + before[sealing.START + 4 * size :]
    overwrite(path, before[: sealing.START] + moved)
    try:
        if order == sorted(order):
            assert read(path.name) == CONTENT
        else:
            with pytest.raises(Damaged):
                read(path.name)
    finally:
        overwrite(path, before)


def test_files_put_in_each_others_place_are_found(sealed: Path) -> None:
    other = store.path_of(put(CONTENT[::-1]))
    overwrite(sealed, other.read_bytes())
    with pytest.raises(Damaged):
        store.check(sealed.name)


def test_a_chunk_of_another_file_is_found(sealed: Path) -> None:
    other = store.path_of(put(CONTENT[::-1]))
    overwrite(sealed, sealed.read_bytes()[: sealing.START] + other.read_bytes()[sealing.START :])
    with pytest.raises(Damaged):
        store.check(sealed.name)


def test_nothing_lies_in_clear_and_the_key_is_its_owners(place: Path) -> None:
    canary = b"a canary that sings of the harbour street"
    put(canary)
    assert not [p for p in place.rglob("*") if p.is_file() and canary in p.read_bytes()]
    assert stat.S_IMODE((place / "files_key").stat().st_mode) == 0o600


def test_the_same_bytes_are_sealed_otherwise_each_time() -> None:
    path = store.path_of(put(b"twice"))
    first = path.read_bytes()
    path.unlink()
    put(b"twice")
    assert path.read_bytes() != first


def test_without_its_key_a_file_is_not_called_damaged(sealed: Path, place: Path) -> None:
    kept = (place / "files_key").read_bytes()
    (place / "files_key").unlink()
    try:
        with pytest.raises(KeyMissing):
            store.check(sealed.name)
        with pytest.raises(KeyMissing):
            put(b"sealed with a key nobody has a copy of")
        assert not (place / "files_key").exists(), "no new key may hide that the old one is lost"
        (place / "files_key").write_text("not a key\n")
        with pytest.raises(KeyMissing, match="not a key file"):
            store.check(sealed.name)
    finally:
        (place / "files_key").write_bytes(kept)


def test_a_damaged_file_that_comes_again_heals_and_the_old_bytes_are_kept(sealed: Path) -> None:
    overwrite(sealed, b"ruined")
    stored = store.put([CONTENT], limit=PLENTY)
    assert stored.healed
    assert read(sealed.name) == CONTENT
    kept = list((Path(settings.FILES) / "aside").glob(f"{sealed.name}.*"))
    assert [path.read_bytes() for path in kept] == [b"ruined"]
    assert not store.put([CONTENT], limit=PLENTY).healed


def test_a_new_key_opens_everything_and_the_old_one_nothing(sealed: Path, place: Path) -> None:
    old, bytes_before = (place / "files_key").read_bytes(), sealed.read_bytes()[sealing.START :]
    rotation = rotate_key()
    assert rotation.rewrapped >= 1
    assert read(sealed.name) == CONTENT
    assert sealed.read_bytes()[sealing.START :] == bytes_before
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o440
    assert len(keys.master_keys()) == 1
    new = (place / "files_key").read_bytes()
    (place / "files_key").write_bytes(old)
    with pytest.raises(KeyMissing):
        store.check(sealed.name)
    (place / "files_key").write_bytes(new)
    assert rotate_key().rewrapped >= 1


def test_a_rotation_names_a_file_that_does_not_open_and_goes_on(sealed: Path) -> None:
    other = store.path_of(put(b"another"))
    broken = bytearray(sealed.read_bytes())
    broken[BOUND_AND_WRAPPED - 1] ^= 1
    overwrite(sealed, bytes(broken))
    assert rotate_key().unreadable == (sealed.name,)
    assert read(other.name) == b"another"


def test_plain_files_of_an_earlier_version_are_read_and_sealed() -> None:
    old = plain(b"as it was stored before")
    os.utime(old, (1000, 1000))
    assert read(old.name) == b"as it was stored before"
    assert store.check(old.name) == 23
    bad = plain(b"to be ruined")
    overwrite(bad, b"ruined")
    with pytest.raises(Damaged):
        store.check(bad.name)
    done = encrypt_files()
    assert (done.sealed, done.damaged) == (1, (bad.name,))
    assert read(old.name) == b"as it was stored before"
    assert b"as it was stored" not in old.read_bytes()
    assert old.stat().st_mtime == 1000
    assert bad.read_bytes() == b"ruined"
    bad.unlink()
    assert encrypt_files().sealed == 0


def test_a_plain_file_that_was_changed_heals_too() -> None:
    path = plain(b"plain and ruined")
    overwrite(path, b"other")
    assert store.put([b"plain and ruined"], limit=PLENTY).healed
    assert read(path.name) == b"plain and ruined"


def test_a_file_of_many_sizes_holds_across_a_copied_store(place: Path) -> None:
    """A backup is the folder and the key file: nothing else is needed to read it."""
    sha256 = put(b"in the backup")
    copy = place.parent / "copy"
    shutil.copytree(place, copy)
    with override_settings(FILES=copy / "files", FILES_KEY=copy / "files_key"):
        assert read(sha256) == b"in the backup"
