"""Killed at any moment, the store holds each file as a whole or not at all, and goes on later."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from amends.office.evidence import keys, sealing, store
from amends.office.evidence.encrypting import encrypt_files, plain_paths
from amends.office.evidence.folders import stored_paths
from amends.office.evidence.rekeying import rotate_key
from tests.office.evidence.kills import killed_at_every_moment

PIECES = [bytes([number]) * 700_000 for number in range(4)]
WHOLE = b"".join(PIECES)
DIGEST = hashlib.sha256(WHOLE).hexdigest()


@pytest.fixture(autouse=True)
def place(tmp_path: Path) -> Iterator[None]:
    """Keep files and key of a test in folders of their own."""
    with override_settings(FILES=tmp_path / "files", FILES_KEY=tmp_path / "files_key"):
        yield


def put(*pieces: bytes) -> Path:
    """Store bytes and return where they lie."""
    return store.path_of(store.put(pieces, limit=10**9).sha256)


def everything_opens() -> int:
    """Read every stored file as a whole; return how many there are."""
    return sum(store.check(path.name) >= 0 for path in stored_paths())


def test_a_killed_put_leaves_the_whole_file_or_nothing() -> None:
    moments = 0
    for _ in killed_at_every_moment(lambda: put(*PIECES)):
        moments += 1
        assert everything_opens() in {0, 1}
        for path in stored_paths():
            path.unlink()
    assert moments >= 8
    assert put(*PIECES).name == DIGEST
    assert everything_opens() == 1


def test_a_killed_healing_never_leaves_the_place_empty() -> None:
    path = put(*PIECES)
    path.chmod(0o600)
    path.write_bytes(b"ruined")
    for _ in killed_at_every_moment(lambda: put(*PIECES)):
        assert path.exists()
    assert everything_opens() == 1
    aside = Path(settings.FILES) / "aside"
    assert b"ruined" in {kept.read_bytes() for kept in aside.iterdir()}


def test_a_killed_rotation_leaves_everything_readable_and_goes_on() -> None:
    for number in range(3):
        put(bytes([number]) * 10)
    before = keys.key_in_use().id
    moments = 0
    for _ in killed_at_every_moment(rotate_key):
        moments += 1
        assert everything_opens() == 3
    assert moments >= 12
    assert everything_opens() == 3
    (key,) = keys.master_keys()
    assert key.id != before
    for path in stored_paths():
        with path.open("rb") as file:
            assert sealing.read_header(file).wrapped_by == key.id
            assert before not in os.pread(file.fileno(), sealing.START, 0)


def test_a_killed_encryption_leaves_everything_readable_and_goes_on() -> None:
    for number in range(3):
        content = bytes([number]) * 2_000_000
        path = store.path_of(hashlib.sha256(content).hexdigest())
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    for _ in killed_at_every_moment(encrypt_files):
        assert everything_opens() == 3
    assert list(plain_paths()) == []
    assert everything_opens() == 3


def test_the_same_bytes_at_the_same_moment_are_stored_once() -> None:
    threads = [threading.Thread(target=put, args=PIECES) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert everything_opens() == 1
    assert list((Path(settings.FILES) / "incoming").iterdir()) == []


def test_files_stored_while_the_key_changes_open_afterwards() -> None:
    put(b"first")
    threads = [threading.Thread(target=put, args=(bytes([n]) * 3000,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        rotate_key()
    for thread in threads:
        thread.join()
    assert everything_opens() == 13
