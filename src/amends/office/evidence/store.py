"""The safe store: bytes under their own SHA-256, written once, never changed, never executed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


class TooLarge(Exception):
    """The file is larger than the office takes."""


class Damaged(Exception):
    """The stored bytes no longer match their digest."""


@dataclass(frozen=True)
class Stored:
    """What was stored: its digest and its length in bytes."""

    sha256: str
    size: int


def put(chunks: Iterable[bytes], *, limit: int) -> Stored:
    """Store a file in bounded memory and return its digest.

    The bytes are on disk, under their final name, before this returns; a crash at any moment
    leaves either the whole file or nothing.

    Raises:
        TooLarge: there are more than ``limit`` bytes.
        OSError: the disk is full or cannot be written to.
    """
    incoming = settings.FILES / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=incoming)
    try:
        with os.fdopen(descriptor, "wb") as file:
            stored = _copy(chunks, file, limit)
            file.flush()
            os.fsync(file.fileno())
        _settle(Path(name), path_of(stored.sha256))
    finally:
        Path(name).unlink(missing_ok=True)
    return stored


def read(sha256: str) -> BinaryIO:
    """Open a stored file for reading after checking its bytes.

    Raises:
        Damaged: the bytes do not match their digest.
        FileNotFoundError: it is not in the store.
    """
    path = path_of(sha256)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != sha256:
        raise Damaged(sha256)
    return path.open("rb")


def drop_unused(*, used: Container[str], before: datetime) -> int:
    """Remove files nothing refers to and what broken uploads left; return how many.

    Args:
        used: the digests of the files that stay.
        before: what was stored, or asked to be stored, since then stays as well.
    """
    old = [
        path
        for path in Path(settings.FILES).glob("**/*")
        if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]
    unused = [path for path in old if path.parent.name == "incoming" or path.name not in used]
    for path in unused:
        path.unlink(missing_ok=True)
    return len(unused)


def path_of(sha256: str) -> Path:
    """Return where the bytes with this digest lie."""
    return Path(settings.FILES) / sha256[:2] / sha256[2:4] / sha256


def _copy(chunks: Iterable[bytes], file: BinaryIO, limit: int) -> Stored:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge
        digest.update(chunk)
        file.write(chunk)
    return Stored(digest.hexdigest(), size)


def _settle(temporary: Path, final: Path) -> None:
    if final.exists():
        final.touch()  # so that it is not taken for something nobody came back for
        return
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o440)
    temporary.rename(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
