"""The official texts that were read: bytes under their own SHA-256, written once, never changed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from amends.base.messages import Message
from amends.base.problems import Wrong, shown
from amends.law.own_laws import TEXTS
from amends.law.promoting import NotPromoted

LARGEST_TEXT = 100 * 1024 * 1024
CHUNK = 1024 * 1024
INCOMING = ".incoming-"
ENDING = re.compile(r"\.[a-z0-9]{1,8}")


class TextState(StrEnum):
    """Whether a stored text still is the one that was read."""

    WHOLE = "whole"
    CHANGED = "changed"
    MISSING = "missing"


def digest_of(text: Path) -> str:
    """Return the digest of a text that is to be stored.

    Raises:
        NotPromoted: it is empty, too large or no file.
        OSError: it cannot be read.
    """
    if not text.is_file():
        raise _refused(Message("%(name)s is not a file.", _named(text)), GIVE_FILE)
    if not text.stat().st_size:
        raise _refused(Message("%(name)s is empty.", _named(text)), GIVE_FILE)
    digest = hashlib.sha256()
    for chunk in _chunks(text):
        digest.update(chunk)
    return digest.hexdigest()


def store_text(folder: Path, text: Path, sha256: str) -> None:
    """Store a text in a folder of laws under its digest; a crash leaves all of it or nothing.

    Raises:
        NotPromoted: it is no longer the text of that digest, or the one stored before is not.
        OSError: it cannot be read, or the folder cannot be written to.
    """
    if (stored := _stored(folder / TEXTS, sha256)) is not None:
        _refuse_changed(folder, stored)
        return
    descriptor, name = tempfile.mkstemp(dir=folder / TEXTS, prefix=INCOMING)
    incoming, digest = Path(name), hashlib.sha256()
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in _chunks(text):
                digest.update(chunk)
                file.write(chunk)
            settle(file, incoming)
        if digest.hexdigest() != sha256:
            raise _refused(Message("%(name)s changed while it was read.", _named(text)), GIVE_FILE)
        ending = text.suffix.lower() if ENDING.fullmatch(text.suffix.lower()) else ""
        incoming.rename(folder / TEXTS / f"{sha256}{ending}")
        sync_folder(folder / TEXTS)
    finally:
        incoming.unlink(missing_ok=True)


def state_of(folder: Path, sha256: str) -> TextState:
    """Say whether the stored text of a digest is still there and still has it.

    Raises:
        OSError: it cannot be read.
    """
    stored = _stored(folder / TEXTS, sha256)
    if stored is None:
        return TextState.MISSING
    with stored.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return TextState.WHOLE if digest == sha256 else TextState.CHANGED


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def settle(file: IO[Any], path: Path) -> None:
    """Bring what was written to a new file onto the disk, for everybody to read."""
    file.flush()
    os.fsync(file.fileno())
    path.chmod(0o644)


def _chunks(text: Path) -> Iterator[bytes]:
    size = 0
    with text.open("rb") as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > LARGEST_TEXT:
                most = {"most": LARGEST_TEXT // CHUNK}
                raise _refused(Message("The text is larger than %(most)d MB.", most), SMALLER)
            yield chunk


def _refuse_changed(folder: Path, stored: Path) -> None:
    if state_of(folder, stored.stem) is not TextState.WHOLE:
        message = Message("The stored text %(name)s no longer has its digest.", _named(stored))
        raise _refused(message, Message("Put the original back in its place, then try again."))


def _stored(texts: Path, sha256: str) -> Path | None:
    return next((path for path in sorted(texts.glob(f"{sha256}*")) if path.stem == sha256), None)


def _refused(message: Message, remedy: Message) -> NotPromoted:
    return NotPromoted(Wrong("text", message, remedy))


def _named(path: Path) -> dict[str, object]:
    return {"name": shown(path.name)}


GIVE_FILE = Message("Give the file of the text that was read.")
SMALLER = Message("Store the part that was read, and say in the citation where it stands.")
