"""Where things lie in the store, and what makes folders and their changes last."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

HEX = frozenset("0123456789abcdef")


def path_of(sha256: str) -> Path:
    """Return where the bytes with this digest lie."""
    return Path(settings.FILES) / sha256[:2] / sha256[2:4] / sha256


def folder_of(name: str) -> Path:
    """Return a folder of the store, made if need be: incoming, uploads or aside."""
    folder = Path(settings.FILES) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def stored_paths() -> Iterator[Path]:
    """Yield the path of every stored file."""
    for path in sorted(Path(settings.FILES).glob("??/??/*")):
        if len(path.name) == 64 and set(path.name) <= HEX:
            yield path


def paths_in(*names: str) -> Iterator[Path]:
    """Yield what lies in folders beside the stored files."""
    for name in names:
        yield from sorted(folder_of(name).iterdir())


@contextmanager
def incoming_file() -> Iterator[Path]:
    """Give a place for bytes that are not yet a file of the store; nothing of it stays."""
    descriptor, name = tempfile.mkstemp(dir=folder_of("incoming"))
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def locked(*, alone: bool = False) -> Iterator[None]:
    """Hold the store's lock: many seal files at a time, whoever changes the keys is alone."""
    path = Path(settings.FILES)
    path.mkdir(parents=True, exist_ok=True)
    with (path / "lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


def sync(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
