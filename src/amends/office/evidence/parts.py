"""Files that come in parts: whole chunks, sealed and synced as they come, until all are there."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from amends.office.evidence import sealing, store
from amends.office.evidence.folders import folder_of, incoming_file, locked, paths_in, sync
from amends.office.evidence.sealing import CHUNK

MOST = 8 * CHUNK


class NotAsDeclared(Exception):
    """All bytes came, and they are not those that were declared."""


def begin(token: str, size: int) -> None:
    """Make a place for a file of so many bytes.

    Raises:
        OSError: the disk is full or cannot be written to.
    """
    store.make_sure_of_a_key()
    with _path(token).open("xb+") as file:
        file.truncate(sealing.START)
        store.seal(file, sealing.new_header(size))
    sync(_path(token).parent)


def append(token: str, offset: int, part: bytes) -> None:
    """Write a part where the last one ended, over what a broken one left there, and sync it.

    Raises:
        Damaged: what was received before is lost.
        OSError: the disk is full or cannot be written to.
    """
    with _path(token).open("r+b") as file:
        header = sealing.read_header(file)
        file.truncate(sealing.place_of(offset // CHUNK))
        file.seek(0, 2)
        for index, chunk in enumerate(sealing.in_chunks([part]), offset // CHUNK):
            file.write(sealing.sealed_chunk(header, index, chunk))
        store.sync_bytes(file)


def holds(token: str, offset: int, part: bytes) -> bool:
    """Say whether these very bytes were received at this place."""
    with _path(token).open("rb") as file:
        header = sealing.read_header(file)
        kept = b"".join(
            sealing.opened_chunk(file, header, index)
            for index in range(offset // CHUNK, -(-(offset + len(part)) // CHUNK))
        )
    return kept[offset % CHUNK :][: len(part)] == part


def finish(token: str, declared: str = "") -> store.Stored:
    """Read all that came back from the disk and put it into the store under its digest.

    The parts stay until they are dropped, so that this can be done again.

    Raises:
        NotAsDeclared: the digest is another than declared.
        Damaged: what was received is no longer what it was.
    """
    with incoming_file() as temporary, _path(token).open("r+b") as file:
        header = sealing.read_header(file)
        sha256 = _digest(file, header)
        if declared and declared != sha256:
            raise NotAsDeclared
        with locked(alone=True):
            newest = sealing.read_header(file)
            if newest.sha256 == sealing.NOT_YET_KNOWN:
                whole = sealing.known(newest, size=header.size, sha256=sha256)
                sealing.write_header(file, whole)
        temporary.unlink()
        temporary.hardlink_to(_path(token))
        return store.Stored(sha256, header.size, store.settle(temporary, sha256))


def drop(token: str) -> None:
    """Remove the parts of a file that is stored or given up."""
    _path(token).unlink(missing_ok=True)


def drop_others(tokens: Container[str], before: datetime) -> int:
    """Remove old parts that belong to no delivery; return how many files."""
    old = [
        path
        for path in paths_in("deliveries")
        if path.name not in tokens and path.stat().st_mtime < before.timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _digest(file: BinaryIO, header: sealing.Header) -> str:
    digest = hashlib.sha256()
    for chunk in sealing.opened_chunks(file, header):
        digest.update(chunk)
    return digest.hexdigest()


def _path(token: str) -> Path:
    return folder_of("deliveries") / token
