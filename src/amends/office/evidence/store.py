"""The safe store: bytes under their own SHA-256, sealed, written once, never executed.

``put`` takes bytes in bounded memory, ``read`` gives them back from any place, ``check`` reads all
of a file and says whether it is what was stored. Files stored by earlier versions are plain; they
are read as well until ``amends files encrypt`` has sealed them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from amends.office.evidence import keys, sealing
from amends.office.evidence.faults import Damaged, KeyMissing, TooLarge, Unreadable
from amends.office.evidence.folders import (
    folder_of,
    incoming_file,
    locked,
    path_of,
    paths_in,
    stored_paths,
    sync,
)
from amends.office.evidence.reading import opened

if TYPE_CHECKING:
    from io import BufferedReader

__all__ = ["Damaged", "KeyMissing", "TooLarge", "Unreadable", "path_of"]

# Read as a whole before the first byte leaves; of a longer file each chunk is checked as it goes.
CHECKED_WHOLE = 64 * 1024**2


@dataclass(frozen=True)
class Stored:
    """What was stored: its digest, its length in bytes, and whether that mended a damaged copy."""

    sha256: str
    size: int
    healed: bool = False


def put(chunks: Iterable[bytes], *, limit: int) -> Stored:
    """Store a file in bounded memory and return its digest.

    The bytes are on disk, sealed and under their final name, before this returns; a crash at any
    moment leaves either the whole file or nothing.

    Raises:
        TooLarge: there are more than ``limit`` bytes.
        KeyMissing: the key file is lost.
        OSError: the disk is full or cannot be written to.
    """
    make_sure_of_a_key()
    with incoming_file() as path:
        with path.open("r+b") as file:
            header = sealing.write_chunks(_within(chunks, limit), file)
            seal(file, header)
        healed = settle(path, header.sha256.hex())
    return Stored(header.sha256.hex(), header.size, healed)


def read(sha256: str) -> BinaryIO:
    """Open a stored file; its bytes are checked before they are given, and it can be sought in.

    Raises:
        Damaged: the stored bytes were changed. Of a long file this may also be raised by a later
            read.
        KeyMissing: it was sealed with a key that is not there.
        FileNotFoundError: it is not in the store.
    """
    file = path_of(sha256).open("rb")
    try:
        if not sealing.is_sealed(file):
            _check_plain(file, sha256)
            file.seek(0)
            return file
        header = header_of(file, sha256)
        if header.size <= CHECKED_WHOLE:
            _check_sealed(file, header)
        return opened(file, header)
    except BaseException:
        file.close()
        raise


def check(sha256: str) -> int:
    """Read a stored file as a whole and return its size.

    Raises:
        Damaged: the stored bytes were changed.
        KeyMissing: it was sealed with a key that is not there.
        FileNotFoundError: it is not in the store.
        OSError: the disk cannot be read.
    """
    with path_of(sha256).open("rb") as file:
        if not sealing.is_sealed(file):
            return _check_plain(file, sha256)
        header = header_of(file, sha256)
        _check_sealed(file, header)
        return header.size


def header_of(file: BinaryIO, sha256: str) -> sealing.Header:
    """Open the header of the sealed file with this digest.

    Raises:
        Damaged: it does not open, or is another file's.
        KeyMissing: it was wrapped by a key that is not there.
    """
    header = sealing.read_header(file)
    if header.sha256.hex() != sha256:
        raise Damaged(sha256)
    if os.fstat(file.fileno()).st_size != header.length:
        raise Damaged(sha256)
    return header


def seal(file: BinaryIO, header: sealing.Header) -> None:
    """Sync the chunks of a file and write its header, with the keys held still meanwhile."""
    sync_bytes(file)
    with locked():
        sealing.write_header(file, header)


def sync_bytes(file: BinaryIO) -> None:
    """Make what was written to a file survive a power cut."""
    file.flush()
    os.fsync(file.fileno())


def settle(temporary: Path, sha256: str) -> bool:
    """Give a sealed file its final name; say whether it took the place of a damaged copy.

    A copy that is there already stays if it is sound. A damaged one is kept aside.
    """
    final = path_of(sha256)
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o440)
    healed = False
    try:
        os.link(temporary, final)
    except FileExistsError:
        healed = not temporary.samefile(final) and not _is_sound(sha256)
        if healed:
            _set_aside(final)
            temporary.replace(final)
        else:
            final.touch()  # so that it is not taken for something nobody came back for
    for folder in (final.parent, *final.parent.parents[:2]):
        sync(folder)
    return healed


def drop_unused(*, used: Container[str], before: datetime) -> list[str]:
    """Remove files nothing refers to and what broken uploads left; return their names.

    Args:
        used: the digests of the files that stay.
        before: what was stored, or asked to be stored, since then stays as well.
    """
    unused = [
        *(path for path in stored_paths() if path.name not in used),
        *paths_in("incoming"),
    ]
    old = [path for path in unused if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return [path.name for path in old]


def is_sealed(path: Path) -> bool:
    """Say whether the file at this path is sealed; one of an earlier version is plain."""
    with path.open("rb") as file:
        return sealing.is_sealed(file)


def make_sure_of_a_key() -> None:
    """Make the office's first key, unless files are sealed already and their key is lost.

    Raises:
        KeyMissing: sealed files are there and the key file is not.
    """
    if keys.master_keys():
        return
    if any(is_sealed(path) for path in stored_paths()):
        keys.key_in_use()
    keys.make_first_key()


def _within(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge
        yield chunk


def _check_plain(file: BufferedReader, sha256: str) -> int:
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        raise Damaged(sha256)
    return os.fstat(file.fileno()).st_size


def _check_sealed(file: BinaryIO, header: sealing.Header) -> None:
    digest = hashlib.sha256()
    for chunk in sealing.opened_chunks(file, header):
        digest.update(chunk)
    if digest.digest() != header.sha256:
        raise Damaged(header.sha256.hex())


def _is_sound(sha256: str) -> bool:
    """Say whether a stored file is what it should be; one whose key is missing is not judged."""
    try:
        check(sha256)
    except (Damaged, OSError):
        return False
    return True


def _set_aside(damaged: Path) -> None:
    folder = folder_of("aside")
    taken = sum(1 for path in folder.iterdir() if path.name.startswith(damaged.name))
    os.link(damaged, folder / f"{damaged.name}.{taken + 1}")
    sync(folder)
