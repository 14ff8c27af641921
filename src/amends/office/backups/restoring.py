"""Bringing an office back from a snapshot, and checking all of it before it is used."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from pyrage.x25519 import Identity

from amends.office.backups import databases, kept
from amends.office.backups.places import (
    DATABASE,
    FORMAT,
    KEPT,
    MANIFEST,
    BackupRefused,
    Snapshot,
    copied,
    file_in,
)
from amends.office.backups.places import snapshot as newest
from amends.office.evidence.folders import path_of, stored_paths


@dataclass(frozen=True)
class Manifest:
    """What a snapshot says of itself."""

    version: str
    made_at: str
    database: str
    database_sha256: str
    log_sequence: int
    log_digest: str
    files: dict[str, int]


def manifest_of(snapshot: Snapshot, key: Identity) -> Manifest:
    """Return what a snapshot says of itself.

    Raises:
        BackupRefused: it is sealed to another key, or is no snapshot of this version.
    """
    try:
        said: Any = json.loads(_opened(snapshot.folder / MANIFEST, key))
        if said["format"] != FORMAT:
            raise BackupRefused(f"Its format is {said['format']!r}; this version reads {FORMAT}.")
        return Manifest(
            version=said["version"],
            made_at=said["made_at"],
            database=said["database"],
            database_sha256=said["database_sha256"],
            log_sequence=said["log"]["sequence"],
            log_digest=said["log"]["digest"],
            files=dict(said["files"]),
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise BackupRefused(f"The manifest of {snapshot.name} is not one.") from fault


def require_whole(backup: Path, manifest: Manifest) -> None:
    """Refuse a backup from which a stored file is missing, before anything is restored.

    Raises:
        BackupRefused: files are missing or cut off; the first few are named.
    """
    missing = [
        sha256
        for sha256, size in manifest.files.items()
        if not (path := file_in(backup, sha256)).is_file() or path.stat().st_size != size
    ]
    if missing:
        named = ", ".join(missing[:5])
        raise BackupRefused(
            f"Of {len(manifest.files)} stored files {len(missing)} are missing or cut off in the "
            f"backup: {named}. Look for another copy of the backup. Nothing was restored."
        )


def require_empty_office() -> None:
    """Refuse to restore over an office that is there.

    Raises:
        BackupRefused: there are tables, stored files or keys.
    """
    databases.require_empty()
    if next(stored_paths(), None) is not None:
        raise BackupRefused(f"{settings.FILES} holds stored files already. Restore elsewhere.")
    keys = [path for name, path in kept.key_files().items() if name != "secret_key"]
    if there := [str(path) for path in keys if path.exists()]:
        raise BackupRefused(f"There is a key already: {', '.join(there)}. Restore elsewhere.")


def restore(
    backup: Path,
    snapshot: Snapshot,
    key: Identity,
    *,
    on_file: Callable[[], None] = lambda: None,
) -> Manifest:
    """Bring an office back into the empty place that the settings name.

    Raises:
        BackupRefused: something of it is missing, damaged, or sealed to another key; or the
            place is not empty.
    """
    manifest = manifest_of(snapshot, key)
    require_empty_office()
    require_whole(backup, manifest)
    if manifest.database != databases.kind():
        raise BackupRefused(
            f"The snapshot is of {manifest.database}, and this office has {databases.kind()}. "
            "Set AMENDS_DATABASE_URL to an empty database of the same kind."
        )
    with _plain_database(snapshot, key, manifest) as dump:
        # The newest keys open every stored file: changing them seals the copies here anew.
        kept.restored_keys(_opened(newest(backup).folder / KEPT, key))
        kept.restored_laws(_opened(snapshot.folder / KEPT, key))
        for sha256 in manifest.files:
            copied(file_in(backup, sha256), path_of(sha256))
            on_file()
        databases.restored(dump)
    return manifest


@contextmanager
def _plain_database(snapshot: Snapshot, key: Identity, manifest: Manifest) -> Iterator[Path]:
    """Give the database in plain, in the office's own place, checked as a whole."""
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as folder:
        dump = Path(folder) / "database"
        with (snapshot.folder / DATABASE).open("rb") as source, dump.open("wb") as target:
            try:
                pyrage.decrypt_io(source, target, [key])
            except (pyrage.DecryptError, OSError) as fault:
                raise BackupRefused(
                    f"The database of {snapshot.name} could not be opened: it was changed, or "
                    f"{settings.HOME} has no room for it. Nothing was restored."
                ) from fault
        with dump.open("rb") as plain:
            hashed = databases.Hashed(plain)
            while hashed.read(1024 * 1024):
                pass
        if hashed.digest.hexdigest() != manifest.database_sha256:
            raise BackupRefused(
                f"The database of {snapshot.name} is not the one that was backed up."
            )
        yield dump


def _opened(path: Path, key: Identity) -> bytes:
    try:
        return bytes(pyrage.decrypt(path.read_bytes(), [key]))
    except (pyrage.DecryptError, OSError) as fault:
        raise BackupRefused(
            f"{path} cannot be opened: it is sealed to another key, was changed, or is missing."
        ) from fault
