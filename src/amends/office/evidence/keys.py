"""The key file of stored files: the master keys that wrap the key of each of them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from amends.office.key_files import ID_LENGTH, LENGTH, KeyFile, MasterKey

__all__ = ["ID_LENGTH", "LENGTH", "MasterKey"]


def master_keys() -> tuple[MasterKey, ...]:
    """Return the keys of the office, the one in use last; none while there is no key file.

    Raises:
        KeyMissing: the key file is there and is not one.
    """
    return _file().known()


def key_in_use() -> MasterKey:
    """Return the key that new files are sealed with.

    Raises:
        KeyMissing: there is none.
    """
    return _file().in_use()


def make_first_key() -> None:
    """Make the key file, unless somebody else just has."""
    _file().make()


def add_key() -> None:
    """Put a new key behind those there are; it is in use from now on."""
    _file().add()


def drop_older_keys() -> None:
    """Keep only the key in use."""
    _file().drop_older()


def _file() -> KeyFile:
    return KeyFile(Path(settings.FILES_KEY), "files")
