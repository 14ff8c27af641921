"""Checkpoints of a log and the cosignatures of witnesses, in the formats of C2SP.

A checkpoint (tlog-checkpoint) names a log, says how many records it had, and gives the head of
the tree over them. A cosignature (tlog-cosignature, version 1) says that somebody else saw that
checkpoint, when, and that it continued every one they had cosigned before.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from amends.integrity.notes import (
    Note,
    NoteRefused,
    PublicKey,
    Signature,
    SigningKey,
    Signs,
    from_base64,
    read_note,
    signed_note,
)

HEAD_LENGTH = 32
LARGEST = 2**63 - 1
_MOMENT_LENGTH = 8
_SIGNATURE_LENGTH = 64


@dataclass(frozen=True)
class Checkpoint:
    """What a log was: its name, how many records it had, and the head of the tree over them."""

    origin: str
    size: int
    head: bytes

    def __str__(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.head).decode('ascii')}\n"


def signed_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> Note:
    """Return a checkpoint signed with the key of its log, whose name is the origin."""
    return signed_note(str(checkpoint), key)


def checkpoint_of(note: Note) -> Checkpoint:
    """Return the checkpoint that a note holds, whoever signed it.

    Raises:
        NoteRefused: it holds none. Lines after the head are refused: this log writes none, and
            nobody should think that they were checked.
    """
    lines = note.text.split("\n")
    if len(lines) != 4 or lines.pop():
        raise NoteRefused("this is no checkpoint: its text is not origin, size and head")
    origin, size, head = lines
    if not origin or origin != origin.strip():
        raise NoteRefused("this checkpoint does not name its log")
    held = from_base64(head)
    if len(held) != HEAD_LENGTH:
        raise NoteRefused("the head of this checkpoint is not 32 bytes long")
    return Checkpoint(origin, read_size(size), held)


def read_size(written: str) -> int:
    """Read how many records a log has.

    Raises:
        NoteRefused: it is no number, or not written as a number is.
    """
    plain = written.isascii() and written.isdecimal() and len(written) <= len(str(LARGEST))
    if not plain or str(int(written)) != written or int(written) > LARGEST:
        raise NoteRefused(f"{written[:40]!r} is not the size of a log")
    return int(written)


def read_checkpoint(data: bytes, key: PublicKey) -> Checkpoint:
    """Read a checkpoint signed with the key of its log.

    Raises:
        NoteRefused: it is no checkpoint, or of another log, or not signed with this key.
    """
    note = read_note(data)
    checkpoint = checkpoint_of(note)
    if checkpoint.origin != key.name:
        raise NoteRefused(
            f"this is a checkpoint of {checkpoint.origin!r}, and the key is of {key.name!r}"
        )
    if not note.is_signed_by(key):
        raise NoteRefused(f"this checkpoint is not signed with the key {key.id.hex()} of its log")
    return checkpoint


def cosigned(note: Note, key: SigningKey, moment: int) -> Signature:
    """Return a witness's line under a checkpoint; ``moment`` in seconds since 1970."""
    signed = key.sign(_said(note.text, moment))
    at = moment.to_bytes(_MOMENT_LENGTH, "big")
    return Signature(key.name, key.public.id, at + signed)


def cosigned_at(note: Note, key: PublicKey) -> int | None:
    """Return when a witness cosigned a checkpoint, in seconds since 1970; None if it did not.

    A line that names the witness and does not hold spoils those that do.
    """
    named = [line.signed for line in note.signatures if line.is_by(key)]
    if key.signs != Signs.COSIGNATURES or not named:
        return None
    moments = [_moment_of(signed, note.text, key) for signed in named]
    held = [moment for moment in moments if moment is not None]
    return max(held) if len(held) == len(moments) else None


def _moment_of(signed: bytes, text: str, key: PublicKey) -> int | None:
    if len(signed) != _MOMENT_LENGTH + _SIGNATURE_LENGTH:
        return None
    moment = int.from_bytes(signed[:_MOMENT_LENGTH], "big")
    return moment if key.verifies(signed[_MOMENT_LENGTH:], _said(text, moment)) else None


def _said(text: str, moment: int) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{text}".encode()
