"""Writing checkpoints to a folder that somebody outside the office reads."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from amends.integrity.chains import Broken
from amends.office.evidence.folders import sync
from amends.office.log.checkpoint_selectors import newest_witnessed
from amends.office.log.models import LogCheckpoint
from amends.office.log.proof_selectors import NoCheckpoint, consistency
from amends.office.policy import Actor


class NotTakenOut(Exception):
    """The folder cannot be written to; the message says which, and why."""


def take_out(*, actor: Actor, checkpoint: LogCheckpoint) -> Path | None:
    """Write a checkpoint to the folder, and what shows that it continues what a witness saw last.

    Returns where; None if no folder is set. One that is set and not there is not made: it may be
    a share that is not mounted.

    Raises:
        NotTakenOut: it cannot be written to.
    """
    if not settings.CHECKPOINTS_FOLDER:
        return None
    folder = Path(settings.CHECKPOINTS_FOLDER)
    path = folder / f"checkpoint-{checkpoint.size}.txt"
    try:
        _write(path, checkpoint.note)
        if proof := _proof(actor, checkpoint):
            _write(folder / f"proof-{checkpoint.size}.txt", proof)
    except OSError as fault:
        raise NotTakenOut(f"{folder}: {fault.strerror}") from None
    return path


def _proof(actor: Actor, checkpoint: LogCheckpoint) -> str:
    """Return the proof that a witness will ask for; nothing where the log cannot give it."""
    try:
        seen = newest_witnessed(actor=actor)
        if seen is None:
            return ""
        return str(consistency(actor=actor, old=seen.size, new=checkpoint.size))
    except (Broken, NoCheckpoint):
        return ""


def _write(path: Path, text: str) -> None:
    """Write a file that is there as a whole or not at all."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    sync(path.parent)
