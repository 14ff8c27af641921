"""Reads of the checkpoints that were signed over the log, and of who signed and cosigned them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from amends.integrity.chains import Broken
from amends.integrity.checkpoints import Checkpoint
from amends.integrity.notes import Note, NoteRefused, PublicKey, read_note, read_signature
from amends.integrity.witnessing import Witnessed, witnessed_by
from amends.office.log import keys
from amends.office.log.models import LogCheckpoint, LogCosignature
from amends.office.log.signed import ALTERED, checkpoint_in, cosigned_note_in
from amends.office.log.witness_keys import witness_keys
from amends.office.policy import Action, Actor, require


def issued(*, actor: Actor) -> list[Checkpoint]:
    """Return every checkpoint that was signed here, the oldest first.

    Raises:
        Broken: one of them is not what was signed.
    """
    require(actor, Action.READ_LOG)
    key = keys.public_key()
    return [checkpoint_in(row, key) for row in LogCheckpoint.objects.order_by("size")]


def witnessed(*, actor: Actor) -> list[Witnessed]:
    """Return what was cosigned by the witnesses whose keys are in use, the newest first.

    Raises:
        Broken: a cosignature kept here is not what a witness signed.
        WitnessKeysRefused: the file of the witness keys cannot be used.
    """
    require(actor, Action.READ_LOG)
    in_use = witness_keys()
    rows = LogCosignature.objects.select_related("checkpoint")
    return [found for row in rows.iterator() if (found := _witnessed(row, in_use))]


def newest_witnessed(*, actor: Actor) -> Witnessed | None:
    """Return the largest log that a witness saw; None if none saw any.

    Raises:
        Broken: a cosignature kept here is not what a witness signed.
        WitnessKeysRefused: the file of the witness keys cannot be used.
    """
    require(actor, Action.READ_LOG)
    in_use = witness_keys()
    rows = LogCosignature.objects.select_related("checkpoint")
    rows = rows.filter(witness__in=[key.name for key in in_use])
    return next((found for row in rows.iterator() if (found := _witnessed(row, in_use))), None)


def newest_note(*, actor: Actor) -> Note | None:
    """Return the newest checkpoint with its cosignatures; None if none was signed yet."""
    require(actor, Action.READ_LOG)
    return _note_in(LogCheckpoint.objects.all())


def cosigned_note(*, actor: Actor) -> Note | None:
    """Return the newest checkpoint that was cosigned, with its cosignatures; None if none was."""
    require(actor, Action.READ_LOG)
    return _note_in(LogCheckpoint.objects.exclude(cosignatures=None))


def _note_in(rows: QuerySet[LogCheckpoint]) -> Note | None:
    row = rows.first()
    return cosigned_note_in(row) if row else None


def _witnessed(row: LogCosignature, in_use: Collection[PublicKey]) -> Witnessed | None:
    """Return what a witness said; None if its key is not in use."""
    try:
        line = read_signature(row.line)
        text = read_note(row.checkpoint.note.encode()).text
    except NoteRefused:
        raise Broken(row.checkpoint_id, ALTERED) from None
    if not any(line.is_by(key) for key in in_use):
        return None
    found = witnessed_by(Note(text, (line,)), in_use)
    if not found:
        raise Broken(row.checkpoint_id, ALTERED)
    return found[0]


def log_key(*, actor: Actor) -> PublicKey | None:
    """Return the public half of the log key, to be kept with whoever checks; None: no key yet."""
    require(actor, Action.READ_LOG)
    return keys.public_key()
