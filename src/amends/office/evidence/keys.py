"""The office's key file: the master keys that wrap the key of each stored file.

One key a line, the newest last. While keys are being changed there are two lines: new files take
the last, files not yet rewrapped still open with the first.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from amends.office.evidence.faults import KeyMissing
from amends.office.evidence.folders import sync

LENGTH = 32
ID_LENGTH = 8


@dataclass(frozen=True)
class MasterKey:
    """A secret that wraps the keys of files; its id stands in their headers."""

    secret: bytes

    @property
    def id(self) -> bytes:
        """Return what names the key without giving it away."""
        return hashlib.sha256(b"amends files key" + self.secret).digest()[:ID_LENGTH]


def master_keys() -> tuple[MasterKey, ...]:
    """Return the keys of the office, the one in use last; none while there is no key file.

    Raises:
        KeyMissing: the key file is there and is not one.
    """
    try:
        lines = _path().read_text(encoding="ascii").split()
        return tuple(MasterKey(_secret(line)) for line in lines)
    except FileNotFoundError:
        return ()
    except ValueError as fault:
        message = f"{_path()} is not a key file of amends; put the right one back"
        raise KeyMissing(message) from fault


def key_in_use() -> MasterKey:
    """Return the key that new files are sealed with.

    Raises:
        KeyMissing: there is none.
    """
    known = master_keys()
    if not known:
        message = f"{_path()} holds no key; put the key file back from its copy"
        raise KeyMissing(message)
    return known[-1]


def make_first_key() -> None:
    """Make the key file, unless somebody else just has."""
    written = _written_beside([MasterKey(secrets.token_bytes(LENGTH))])
    try:
        os.link(written, _path())
    except FileExistsError:
        pass
    finally:
        written.unlink()
    sync(_path().parent)


def add_key() -> None:
    """Put a new key behind those there are; it is in use from now on."""
    _replace([*master_keys(), MasterKey(secrets.token_bytes(LENGTH))])


def drop_older_keys() -> None:
    """Keep only the key in use."""
    _replace([key_in_use()])


def _path() -> Path:
    return Path(settings.FILES_KEY)


def _replace(keys: Sequence[MasterKey]) -> None:
    _written_beside(keys).replace(_path())
    sync(_path().parent)


def _written_beside(keys: Sequence[MasterKey]) -> Path:
    """Write keys to a file beside the key file, readable by its owner only, and sync it."""
    folder = _path().parent
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".files_key-")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.writelines(f"{base64.b64encode(key.secret).decode()}\n" for key in keys)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _secret(line: str) -> bytes:
    secret = base64.b64decode(line, validate=True)
    if len(secret) != LENGTH:
        message = "a key has 32 bytes"
        raise ValueError(message)
    return secret
