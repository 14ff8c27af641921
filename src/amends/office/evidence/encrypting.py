"""Sealing files that an earlier version stored in plain, one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from amends.office.evidence import sealing, store
from amends.office.evidence.folders import incoming_file, stored_paths, sync


@dataclass(frozen=True)
class Encryption:
    """How many files were sealed, and the digests of those that are damaged and were left."""

    sealed: int
    damaged: tuple[str, ...]


def encrypt_files(on_file: Callable[[], None] = lambda: None) -> Encryption:
    """Seal every file that lies in plain. Those that are damaged are named and stay as they are.

    Killed at any moment, each file is either plain or sealed, and the next call does the rest.

    Raises:
        KeyMissing: the key file is lost.
        OSError: the disk is full or cannot be written to.
    """
    store.make_sure_of_a_key()
    sealed, damaged = 0, []
    for path in plain_paths():
        on_file()
        if _seal_in_place(path):
            sealed += 1
        else:
            damaged.append(path.name)
    return Encryption(sealed, tuple(damaged))


def plain_paths() -> Iterator[Path]:
    """Yield the path of every stored file that lies in plain."""
    return (path for path in stored_paths() if not store.is_sealed(path))


def _seal_in_place(path: Path) -> bool:
    """Put a sealed file in the place of a plain one; say whether that was what it should be."""
    with incoming_file() as temporary:
        with path.open("rb") as plain, temporary.open("r+b") as file:
            header = sealing.write_chunks(iter(partial(plain.read, sealing.CHUNK), b""), file)
            if header.sha256.hex() != path.name:
                return False
            store.seal(file, header)
        was = path.stat()
        os.utime(temporary, ns=(was.st_atime_ns, was.st_mtime_ns))
        temporary.chmod(0o440)
        temporary.replace(path)
    sync(path.parent)
    return True
