"""Proofs over the log: that one checkpoint continues another, without the entries."""

from __future__ import annotations

from collections.abc import Iterator

from amends.base.messages import Message
from amends.integrity.chains import REBUILT, Broken
from amends.integrity.checkpoints import Checkpoint
from amends.integrity.merkle import Proof, Spans, consistency_spans, heads_of, is_beginning
from amends.integrity.witnessing import Consistency
from amends.office.log import keys
from amends.office.log.models import LogCheckpoint, LogEntry
from amends.office.log.signed import checkpoint_in
from amends.office.policy import Action, Actor, require

READ_AT_ONCE = 10_000


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
