"""Proofs over the log: that a checkpoint continues another, and that one entry is in it."""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterator, Mapping
from datetime import datetime, timedelta

from amends.base.messages import Message
from amends.integrity.chains import REBUILT, Broken
from amends.integrity.checkpoints import Checkpoint
from amends.integrity.entry_proofs import EntryProof
from amends.integrity.merkle import (
    Proof,
    Spans,
    consistency_spans,
    heads_of,
    inclusion_spans,
    is_beginning,
    is_included,
)
from amends.integrity.witnessing import Consistency
from amends.office.log import keys
from amends.office.log.chain import record_of
from amends.office.log.models import Kind, LogCheckpoint, LogEntry
from amends.office.log.signed import checkpoint_in, cosigned_note_in
from amends.office.log.witness_keys import witness_keys
from amends.office.policy import Action, Actor, require

READ_AT_ONCE = 10_000
AROUND = timedelta(hours=1)


class NoCheckpoint(LookupError):
    """No checkpoint of that size was signed here, or none that is as large."""

    def __init__(self, size: int | None) -> None:
        """Say which, and what can be done."""
        wanted = "yet" if size is None else f"over {size} entries, or none that is larger"
        super().__init__(f"No checkpoint was signed here {wanted}. See: amends log checkpoint")


def consistency(*, actor: Actor, old: int, new: int | None = None) -> Consistency:
    """Return what shows that a checkpoint is the beginning of another, the newest if not said.

    Raises:
        NoCheckpoint: one of them was not signed here.
        Broken: the log is not what they were signed over.
    """
    require(actor, Action.READ_LOG)
    later, key = _row(new), keys.public_key()
    if not 0 <= old <= later.size:
        raise NoCheckpoint(old)
    if old in {0, later.size}:
        return Consistency(old, ())
    first, last = checkpoint_in(_row(old), key), checkpoint_in(later, key)
    proof = _proof(consistency_spans(old, last.size), last)
    if not is_beginning(old, first.head, last.size, last.head, proof):
        raise _rebuilt(last)
    return Consistency(old, proof)


def entry_proof(*, actor: Actor, entry: LogEntry) -> EntryProof:
    """Return what shows that one entry is in the log, and nothing of any other.

    It stands under the earliest checkpoint with the entry that a witness cosigned; if there is
    none, under the earliest.

    Raises:
        NoCheckpoint: none was signed since the entry was written.
        Broken: the log is not what the checkpoint was signed over.
    """
    require(actor, Action.EXPORT)
    row = _covering(entry.sequence)
    note, checkpoint = cosigned_note_in(row), checkpoint_in(row, keys.public_key())
    index = entry.sequence - 1
    proof = _proof(inclusion_spans(index, checkpoint.size), checkpoint)
    found = EntryProof(record_of(entry).line, index, proof, note)
    if not is_included(found.leaf, index, checkpoint.size, checkpoint.head, proof):
        raise _rebuilt(checkpoint)
    return found


def entry_saying(
    *, actor: Actor, action: Action, about: datetime, facts: Mapping[str, object]
) -> LogEntry | None:
    """Return the entry of an act that states these facts, written around a moment; None if none.

    It is looked for by its day and not by its case: a case that was merged has another number.
    """
    require(actor, Action.EXPORT)
    around = about - AROUND, about + AROUND
    rows = LogEntry.objects.filter(kind=Kind.WRITE, action=action, at__range=around)
    return next((row for row in rows.iterator() if facts.items() <= _said(row)), None)


def _said(row: LogEntry) -> ItemsView[str, object]:
    said: dict[str, object] = json.loads(row.data)
    return said.items()


def _covering(sequence: int) -> LogCheckpoint:
    names = [key.name for key in witness_keys()]
    rows = LogCheckpoint.objects.filter(size__gte=sequence).order_by("size")
    row = rows.filter(cosignatures__witness__in=names).first() or rows.first()
    if row is None:
        raise NoCheckpoint(sequence)
    return row


def _row(size: int | None) -> LogCheckpoint:
    rows = LogCheckpoint.objects.all()
    row = (rows if size is None else rows.filter(size=size)).first()
    if row is None:
        raise NoCheckpoint(size)
    return row


def _proof(spans: Spans, checkpoint: Checkpoint) -> Proof:
    """Return a proof over the entries of a checkpoint; whoever asks holds it against its head."""
    try:
        return heads_of(spans, _digests(checkpoint.size))
    except ValueError:
        raise _rebuilt(checkpoint) from None


def _digests(size: int) -> Iterator[bytes]:
    """Yield the digests that the first entries say they have, in bounded memory."""
    rows = LogEntry.objects.order_by("sequence").values_list("digest", flat=True)
    for begun in range(0, size, READ_AT_ONCE):
        page = rows.filter(sequence__gt=begun, sequence__lte=min(begun + READ_AT_ONCE, size))
        yield from map(bytes.fromhex, page)


def _rebuilt(checkpoint: Checkpoint) -> Broken:
    return Broken(1, Message(REBUILT.sentence, {"size": checkpoint.size}))
