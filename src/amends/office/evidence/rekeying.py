"""Changing the master key: every stored file's key is wrapped anew, its bytes stay as they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from amends.office.evidence import keys, sealing, store
from amends.office.evidence.faults import Unreadable
from amends.office.evidence.folders import locked, paths_in, stored_paths


@dataclass(frozen=True)
class Rotation:
    """How many files have their key wrapped anew, and the names of those that do not open."""

    rewrapped: int
    unreadable: tuple[str, ...]


def rotate_key(on_file: Callable[[], None] = lambda: None) -> Rotation:
    """Wrap the key of every file with a new master key, then drop the older one.

    Killed at any moment, every file still opens, and the next call goes on where this one was.

    Raises:
        KeyMissing: the key file is lost.
        OSError: a file cannot be written; the older key stays.
    """
    store.make_sure_of_a_key()
    with locked(alone=True):
        if len(keys.master_keys()) == 1:
            keys.add_key()
    rewrapped, unreadable = 0, []
    for path in _sealed_paths():
        on_file()
        try:
            rewrapped += _rewrap(path)
        except Unreadable:
            unreadable.append(path.name)
    with locked(alone=True):
        rewrapped += _rewrap_the_rest(set(unreadable))
        keys.drop_older_keys()
    return Rotation(rewrapped, tuple(unreadable))


def _sealed_paths() -> Iterator[Path]:
    """Yield every file that may be sealed: stored, on its way in, or kept aside."""
    yield from stored_paths()
    yield from paths_in("incoming", "deliveries", "aside")


def _rewrap(path: Path) -> bool:
    with locked(alone=True):
        return _rewrap_held(path)


def _rewrap_the_rest(unreadable: set[str]) -> int:
    """Wrap what was sealed while the others were rewrapped; nothing is sealed meanwhile."""
    return sum(_rewrap_held(path) for path in _sealed_paths() if path.name not in unreadable)


def _rewrap_held(path: Path) -> bool:
    """Wrap one file's key with the key in use; say whether it was wrapped by another."""
    try:
        with _writable(path) as file:
            if not sealing.is_sealed(file):
                return False
            header = sealing.read_header(file)
            if header.wrapped_by == keys.key_in_use().id:
                sealing.clear_slot(file, 1 - header.slot)
                return False
            sealing.write_header(file, header)
            return True
    except FileNotFoundError:
        return False  # removed, or moved under its final name, since it was listed


@contextmanager
def _writable(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is kept read-only, and leave its mode and its age as they were."""
    was = path.stat()
    path.chmod(was.st_mode | 0o200)
    try:
        with path.open("r+b", buffering=0) as file:
            yield file
            os.utime(file.fileno(), ns=(was.st_atime_ns, was.st_mtime_ns))
    finally:
        path.chmod(was.st_mode)
