"""What an office is besides its database and its stored files: keys and the laws it keeps."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path

from django.conf import settings

from amends.office.backups.places import BackupRefused

LAWS = "laws"


def key_files() -> dict[str, Path]:
    """Return where each key lies, by the name it has in a backup.

    The key of the vault is none of them: a backup and its key must not lead to where victims live.
    Two of its three shares restore it.
    """
    return {
        "secret_key": Path(settings.HOME) / "secret_key",
        "files_key": Path(settings.FILES_KEY),
        "log_key": Path(settings.LOG_KEY),
        "witness_keys": Path(settings.WITNESS_KEYS),
    }


def packed_keepings() -> bytes:
    """Return the keys that are there and the office's own laws as one tar file."""
    packed = io.BytesIO()
    with tarfile.TarFile(fileobj=packed, mode="w") as archive:
        for name, path in key_files().items():
            if path.is_file():
                archive.add(path, name)
        if Path(settings.LAWS).is_dir():
            archive.add(settings.LAWS, LAWS)
    return packed.getvalue()


def restored_keys(content: bytes) -> list[str]:
    """Put the keys where this office keeps them, and return their names."""
    places, found = key_files(), []
    with tarfile.TarFile(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            source = archive.extractfile(member)
            if source is not None and member.name in places:
                _write(places[member.name], source.read(), 0o600)
                found.append(member.name)
    return found


def restored_laws(content: bytes) -> None:
    """Put the office's own laws where they are kept.

    Raises:
        BackupRefused: something else stands among them.
    """
    places = key_files()
    with tarfile.TarFile(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            source = archive.extractfile(member)
            if source is not None and member.name not in places:
                _write(_law(member.name), source.read(), 0o640)


def _law(name: str) -> Path:
    """Return where a file of the laws folder goes; nothing goes anywhere else."""
    parts = Path(name).parts
    if parts[:1] != (LAWS,) or ".." in parts:
        raise BackupRefused(f"{name!r} has no place in a backup. Nothing of it was put anywhere.")
    return Path(settings.LAWS).joinpath(*parts[1:])


def _write(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
