"""How a backup lies on its disk: stored files once, and beside them one folder for each snapshot.

``files/ab/cd/…`` holds the stored files as the office holds them: sealed, under the digest of their
plain bytes. ``snapshots/<time>/`` holds the database, the keys and laws, and the manifest, each an
age file. A snapshot appears whole or not at all.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amends.office.evidence.folders import sync

FORMAT = "amends-backup-1"
MANIFEST, DATABASE, KEPT = "manifest.age", "database.age", "kept.age"
NAMED = "%Y%m%dT%H%M%SZ"
PARTIAL = ".partial-"


class BackupRefused(RuntimeError):
    """A backup that cannot be made or restored: what is wrong and what to do, in a sentence."""


@dataclass(frozen=True)
class Snapshot:
    """One snapshot of a backup, by its folder."""

    folder: Path

    @property
    def name(self) -> str:
        """Return by what it is called: the moment it was made, in UTC."""
        return self.folder.name


def snapshots(backup: Path) -> list[Snapshot]:
    """Return the whole snapshots of a backup, the oldest first."""
    found = sorted((backup / "snapshots").glob("*/" + MANIFEST))
    return [Snapshot(path.parent) for path in found if not path.parent.name.startswith(PARTIAL)]


def snapshot(backup: Path, name: str = "") -> Snapshot:
    """Return the snapshot of this name, or the newest.

    Raises:
        BackupRefused: there is none.
    """
    found = snapshots(backup)
    for one in reversed(found):
        if name in ("", one.name):
            return one
    if not found:
        raise BackupRefused(f"There is no snapshot in {backup}. Is it the right folder?")
    names = ", ".join(one.name for one in found)
    raise BackupRefused(f"There is no snapshot {name!r} in {backup}. There are: {names}.")


@contextmanager
def new_snapshot(backup: Path, moment: datetime) -> Iterator[Path]:
    """Give a folder for a new snapshot, which appears under its name when all of it is written.

    Raises:
        BackupRefused: another backup runs into the same folder.
    """
    kept = backup / "snapshots"
    kept.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (backup / "lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(f"Another backup runs into {backup}. Wait for it.") from None
        for left_over in kept.glob(PARTIAL + "*"):
            shutil.rmtree(left_over)
        partial = kept / (PARTIAL + moment.strftime(NAMED))
        partial.mkdir(mode=0o700)
        try:
            yield partial
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        sync(partial)
        partial.rename(_free(kept, moment.strftime(NAMED)))
        sync(kept)


def file_in(backup: Path, sha256: str) -> Path:
    """Return where a backup holds the stored file with this digest."""
    return backup / "files" / sha256[:2] / sha256[2:4] / sha256


def copied(source: Path, target: Path) -> None:
    """Copy a file so that it is whole under its name or not there; it survives a power cut."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = target.with_name(f".{target.name}.partial")
    with source.open("rb") as plain, partial.open("wb") as copy:
        os.fchmod(copy.fileno(), 0o400)
        shutil.copyfileobj(plain, copy, 1024 * 1024)
        copy.flush()
        os.fsync(copy.fileno())
    partial.rename(target)
    sync(target.parent)


def forget_but(backup: Path, number: int) -> list[str]:
    """Remove all snapshots but the newest so many, and return their names; files stay."""
    gone = snapshots(backup)[:-number]
    for one in gone:
        shutil.rmtree(one.folder)
    return [one.name for one in gone]


def _free(kept: Path, name: str) -> Path:
    """Return a name that no snapshot has; two in one second are told apart."""
    number, path = 1, kept / name
    while path.exists():
        number += 1
        path = kept / f"{name}-{number}"
    return path
