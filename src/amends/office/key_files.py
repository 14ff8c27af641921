"""Key files of the office: master keys, outside the database, that wrap the keys beneath them.

One key a line, the newest last. While keys are being changed there are two lines: what is sealed
from now on takes the last, what was not yet wrapped anew still opens with the first.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from amends.office.evidence.faults import KeyMissing
from amends.office.evidence.folders import sync

LENGTH = 32
ID_LENGTH = 8


@dataclass(frozen=True)
class MasterKey:
    """A secret that wraps other keys; its id stands beside what it wraps."""

    secret: bytes = field(repr=False)
    purpose: str

    @property
    def id(self) -> bytes:
        """Return what names the key without giving it away."""
        named = b"amends " + self.purpose.encode() + b" key"
        return hashlib.sha256(named + self.secret).digest()[:ID_LENGTH]


@dataclass(frozen=True)
class KeyFile:
    """A file of master keys, readable by its owner only, that serves one purpose."""

    path: Path
    purpose: str

    def known(self) -> tuple[MasterKey, ...]:
        """Return the keys, the one in use last; none while there is no key file.

        Raises:
            KeyMissing: the key file is there and is not one.
        """
        try:
            lines = self.path.read_text(encoding="ascii").split()
            return tuple(MasterKey(_secret(line), self.purpose) for line in lines)
        except FileNotFoundError:
            return ()
        except ValueError:
            # What is wrong with a line would quote it.
            message = f"{self.path} is not a key file of amends; put the right one back"
            raise KeyMissing(message) from None

    def in_use(self) -> MasterKey:
        """Return the key that seals from now on.

        Raises:
            KeyMissing: there is none.
        """
        known = self.known()
        if not known:
            message = f"{self.path} holds no key; put the key file back from its copy"
            raise KeyMissing(message)
        return known[-1]

    def make(self, secret: bytes = b"") -> None:
        """Make the file with a new key or a given one, unless there is a file already."""
        key = MasterKey(secret or secrets.token_bytes(LENGTH), self.purpose)
        written = self._written_beside([key])
        try:
            os.link(written, self.path)
        except FileExistsError:
            pass
        finally:
            written.unlink()
        sync(self.path.parent)

    def add(self) -> None:
        """Put a new key behind those there are; it is in use from now on."""
        self._replace([*self.known(), MasterKey(secrets.token_bytes(LENGTH), self.purpose)])

    def drop_older(self) -> None:
        """Keep only the key in use."""
        self._replace([self.in_use()])

    def _replace(self, keys: Sequence[MasterKey]) -> None:
        self._written_beside(keys).replace(self.path)
        sync(self.path.parent)

    def _written_beside(self, keys: Sequence[MasterKey]) -> Path:
        """Write keys to a file beside the key file, readable by its owner only, and sync it."""
        folder = self.path.parent
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=f".{self.path.name}-")
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
