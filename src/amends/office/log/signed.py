"""What was signed, as it lies in the office's own tables."""

from __future__ import annotations

from amends.base.messages import Message
from amends.integrity.chains import Broken
from amends.integrity.checkpoints import Checkpoint, checkpoint_of, read_checkpoint
from amends.integrity.notes import Note, NoteRefused, PublicKey, read_note, read_signature
from amends.office.log.models import LogCheckpoint

ALTERED = Message("the checkpoint of the entries up to here, kept in the office, was changed")


def checkpoint_in(row: LogCheckpoint, key: PublicKey | None) -> Checkpoint:
    """Return the checkpoint that a row holds; without a key only its form is checked.

    Raises:
        Broken: it is not what was signed.
    """
    data = row.note.encode()
    try:
        found = read_checkpoint(data, key) if key else checkpoint_of(read_note(data))
    except NoteRefused:
        raise Broken(row.size, ALTERED) from None
    if found.size != row.size:
        raise Broken(row.size, ALTERED)
    return found


def cosigned_note_in(row: LogCheckpoint) -> Note:
    """Return the checkpoint that a row holds, with what witnesses put under it.

    Raises:
        Broken: it is not what was signed.
    """
    try:
        note = read_note(row.note.encode())
        lines = tuple(read_signature(one.line) for one in row.cosignatures.all())
    except NoteRefused:
        raise Broken(row.size, ALTERED) from None
    return Note(note.text, (*note.signatures, *lines))
