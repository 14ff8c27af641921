"""What a witness keeps in its folder: its key, and of each log the key and the last checkpoint.

Both of a log lie in one file, so that neither is ever there without the other.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from amends.integrity.checkpoints import Checkpoint, read_checkpoint
from amends.integrity.notes import (
    Note,
    NoteRefused,
    PublicKey,
    SigningKey,
    read_public_key,
    read_signing_key,
)

_KEY = "witness_key"


class WitnessFolderRefused(Exception):
    """A folder is not that of a witness, or already is; the message says which file, and why."""


@dataclass(frozen=True)
class Seen:
    """What a witness saw last of a log, and the key it is signed with."""

    key: PublicKey
    checkpoint: Checkpoint


@dataclass(frozen=True)
class WitnessFolder:
    """The folder of one witness."""

    path: Path

    def keep_new_key(self, key: SigningKey) -> None:
        """Keep the key of a new witness, readable by its owner only; one is never replaced.

        Raises:
            WitnessFolderRefused: there is one already.
        """
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with self._written_beside(f"{key.in_full()}\n") as written:
                os.link(written, self.path / _KEY)
        except FileExistsError:
            message = f"{self.path / _KEY} is there already. A witness keeps the key it has."
            raise WitnessFolderRefused(message) from None
        self._sync()

    def key(self) -> SigningKey:
        """Return the key of the witness.

        Raises:
            WitnessFolderRefused: it is not there, or is none.
        """
        try:
            return read_signing_key((self.path / _KEY).read_bytes())
        except (OSError, NoteRefused) as fault:
            message = f"{self.path / _KEY}: {_said(fault)}. Make it with: amends witness init"
            raise WitnessFolderRefused(message) from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else look at a checkpoint and remember one at the same time."""
        with (self.path / "lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def seen(self, origin: str) -> Seen | None:
        """Return what was seen last of a log; None if nothing was.

        Raises:
            WitnessFolderRefused: it was changed.
        """
        place = self._place(origin)
        try:
            key, _end, note = place.read_bytes().partition(b"\n")
            log_key = read_public_key(key)
            return Seen(log_key, read_checkpoint(note, log_key))
        except FileNotFoundError:
            return None
        except (OSError, NoteRefused) as fault:
            message = f"{place}: {_said(fault)}. Put it back from a copy; nothing was signed."
            raise WitnessFolderRefused(message) from None

    def remember(self, note: Note, key: PublicKey) -> None:
        """Remember the checkpoint of a log, so that no loss of power takes it back."""
        with self._written_beside(f"{key}\n{note}") as written:
            written.replace(self._place(key.name))
        self._sync()

    def _place(self, origin: str) -> Path:
        return self.path / f"{hashlib.sha256(origin.encode()).hexdigest()}.seen"

    @contextmanager
    def _written_beside(self, text: str) -> Iterator[Path]:
        """Give a file with a text in it, synced; what is not put in its place does not stay."""
        descriptor, name = tempfile.mkstemp(dir=self.path, prefix=".new-")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _sync(self) -> None:
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _said(fault: OSError | NoteRefused) -> str:
    return fault.strerror or "" if isinstance(fault, OSError) else str(fault)
