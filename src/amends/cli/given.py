"""Files that are given to a command: read, or refused with their name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from amends.integrity.notes import NoteRefused

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
T = TypeVar("T")


def taken(path: Path, read: Callable[[bytes], T]) -> T:
    """Return what is read from a file.

    Raises:
        click.UsageError: it is not what it should be.
    """
    try:
        return taken_from(path, path.read_bytes(), read)
    except OSError as fault:
        raise click.UsageError(f"{path}: {fault.strerror}") from None


def taken_from(path: Path, data: bytes, read: Callable[[bytes], T]) -> T:
    """Return what is read from the bytes that a file had.

    Raises:
        click.UsageError: they are not what they should be.
    """
    try:
        return read(data)
    except NoteRefused as fault:
        raise click.UsageError(f"{path}: {fault}") from None
