"""Taking a snapshot: the database as of one moment, then whatever files it refers to."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pyrage
from django.utils import timezone
from pyrage.x25519 import Recipient

from amends import __version__
from amends.office.backups import databases, kept
from amends.office.backups.places import (
    DATABASE,
    FORMAT,
    KEPT,
    MANIFEST,
    BackupRefused,
    copied,
    file_in,
    forget_but,
    new_snapshot,
    snapshot,
)
from amends.office.evidence.folders import locked, stored_paths
from amends.office.evidence.sealing import START
from amends.office.log.models import LogHead
from amends.office.log.services import writing
from amends.office.policy import Action, Actor


@dataclass(frozen=True)
class Taken:
    """What a snapshot came to."""

    name: str
    files: int
    copied: int
    forgotten: tuple[str, ...]


def take_snapshot(
    *,
    actor: Actor,
    backup: Path,
    recipients: Sequence[str],
    keep: int = 0,
    on_file: Callable[[], None] = lambda: None,
) -> Taken:
    """Take a snapshot into a folder on another disk, while the office works on.

    Args:
        actor: who asks for it.
        backup: the folder; it holds every snapshot, and each stored file once.
        recipients: to whom it is sealed; without a key of theirs it is never read again.
        keep: how many snapshots stay; 0 keeps them all.
        on_file: is told of each stored file that was looked at.

    Raises:
        BackupRefused: nobody to seal it to, no such database program, another backup runs.
        OSError: the disk is full or cannot be written to; the snapshots before are as they were.
    """
    known = _read(recipients)
    moment = timezone.now().astimezone(UTC)
    with new_snapshot(backup, moment) as folder:
        manifest = _manifest(moment)
        with databases.dumped() as dump, _sealed_file(folder / DATABASE) as target:
            pyrage.encrypt_io(dump, target, known)
        manifest["database_sha256"] = dump.digest.hexdigest()
        # Files after the database: each one it refers to was stored before the row was.
        with locked():
            files, new = _copy_files(backup, on_file)
        manifest["files"] = files
        _seal(folder / KEPT, kept.packed_keepings(), known)
        _seal(folder / MANIFEST, json.dumps(manifest).encode(), known)
    forgotten = tuple(forget_but(backup, keep)) if keep else ()
    name = snapshot(backup).name
    with writing(actor=actor, action=Action.BACK_UP) as entry:
        entry.note(snapshot=name, files=len(files))
    return Taken(name, len(files), new, forgotten)


def _manifest(moment: datetime) -> dict[str, object]:
    """Return what is known of a snapshot before it is taken: the log is at least this long."""
    head = LogHead.objects.filter(id=1).first() or LogHead(sequence=0, digest="")
    return {
        "format": FORMAT,
        "version": __version__,
        "made_at": moment.isoformat(),
        "database": databases.kind(),
        "log": {"sequence": head.sequence, "digest": head.digest},
    }


def _copy_files(backup: Path, on_file: Callable[[], None]) -> tuple[dict[str, int], int]:
    """Copy the stored files that the backup has not, or has under another key; return all."""
    held, new = {}, 0
    for path in stored_paths():
        target = file_in(backup, path.name)
        if not _same(path, target):
            copied(path, target)
            new += 1
        held[path.name] = path.stat().st_size
        on_file()
    return held, new


def _same(path: Path, target: Path) -> bool:
    """Say whether a file was copied already; changing the office's key changes its header."""
    try:
        if path.stat().st_size != target.stat().st_size:
            return False
    except FileNotFoundError:
        return False
    with path.open("rb") as one, target.open("rb") as other:
        return one.read(START) == other.read(START)


def _read(recipients: Sequence[str]) -> list[Recipient]:
    if not recipients:
        raise BackupRefused(
            "Say to whom the backup is sealed: --recipient, or AMENDS_BACKUP_RECIPIENTS. "
            "amends backup key makes a key."
        )
    try:
        return [Recipient.from_str(one.strip()) for one in recipients]
    except pyrage.RecipientError as fault:
        raise BackupRefused(f"That is no recipient; it begins with age1: {fault}.") from fault


def _seal(path: Path, content: bytes, recipients: Sequence[Recipient]) -> None:
    with _sealed_file(path) as file:
        file.write(pyrage.encrypt(content, list(recipients)))


@contextmanager
def _sealed_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a new file that is on the disk when it is left."""
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
