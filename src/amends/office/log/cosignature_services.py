"""Taking back what a witness put under a checkpoint."""

from __future__ import annotations

from collections.abc import Iterable

from amends.integrity.notes import Note, NoteRefused, PublicKey, Signature, read_note
from amends.integrity.witnessing import witnessed_by
from amends.office.log.models import LogCheckpoint, LogCosignature
from amends.office.log.services import writing
from amends.office.log.witness_keys import witness_keys
from amends.office.policy import Action, Actor


def take_cosignatures(*, actor: Actor, lines: Iterable[Signature]) -> list[LogCosignature]:
    """Keep the cosignatures of witnesses whose keys are in use, each by its checkpoint.

    Lines of keys that are not known say nothing and are passed over, as C2SP has it.

    Raises:
        NoteRefused: none is of a witness of this office, or one is of no checkpoint of it.
        WitnessKeysRefused: the file of the witness keys cannot be used.
    """
    keys = witness_keys()
    known = [(line, key) for line in lines for key in keys if line.is_by(key)]
    if not known:
        raise NoteRefused("this holds no cosignature of a witness whose key is in use here")
    return [_take(actor, line, key) for line, key in known]


def _take(actor: Actor, line: Signature, key: PublicKey) -> LogCosignature:
    with writing(actor=actor, action=Action.SIGN_LOG) as entry:
        row = _placed(line, key)
        known = LogCosignature.objects.filter(checkpoint=row.checkpoint, line=row.line).first()
        if known is None:
            row.save(force_insert=True)
        entry.note(entries=row.checkpoint_id, witness=key.name)
    return known or row


def _placed(line: Signature, key: PublicKey) -> LogCosignature:
    """Return a cosignature with the checkpoint that it was put under.

    Raises:
        NoteRefused: there is none.
    """
    for checkpoint in LogCheckpoint.objects.iterator():
        text = read_note(checkpoint.note.encode()).text
        for found in witnessed_by(Note(text, (line,)), [key]):
            return LogCosignature(
                checkpoint=checkpoint, witness=found.by, at=found.at, line=str(line)
            )
    raise NoteRefused(f"what {key.name!r} cosigned is no checkpoint that this office signed")
