"""The public keys of the witnesses, in a file beside the database: who writes there makes none."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from amends.integrity.notes import NoteRefused, PublicKey
from amends.integrity.witnessing import read_witness_key


class WitnessKeysRefused(Exception):
    """The file of the witness keys cannot be used; the message says which line, and why."""


def witness_keys() -> tuple[PublicKey, ...]:
    """Return the keys of the witnesses whose cosignatures are taken; none if there is no file.

    Raises:
        WitnessKeysRefused: it cannot be read, or a line is no key of a witness.
    """
    path = Path(settings.WITNESS_KEYS)
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return ()
    except OSError as fault:
        raise WitnessKeysRefused(f"{path}: {fault.strerror}") from None
    return tuple(_read(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _read(path: Path, number: int, line: bytes) -> PublicKey:
    try:
        return read_witness_key(line)
    except NoteRefused as fault:
        raise WitnessKeysRefused(f"{path}, line {number}: {fault}") from None
