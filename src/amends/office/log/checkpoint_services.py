"""Signing checkpoints of the log."""

from __future__ import annotations

from amends.base.messages import Message
from amends.integrity.chains import MISSING, Broken, Chain, Place
from amends.integrity.checkpoints import HEAD_LENGTH, Checkpoint, signed_checkpoint
from amends.integrity.merkle import Frontier
from amends.integrity.notes import PublicKey, SigningKey
from amends.office.log import keys
from amends.office.log.models import LogCheckpoint, LogEntry, LogHead
from amends.office.log.selectors import CUT_OFF, records
from amends.office.log.services import writing
from amends.office.log.signed import ALTERED, checkpoint_in
from amends.office.policy import Action, Actor


def sign_checkpoint(*, actor: Actor) -> LogCheckpoint:
    """Sign the log as it stands, after checking what was added since the checkpoint before.

    Raises:
        Broken: those entries do not hold; nothing is signed.
        LogKeyMissing: the key of the checkpoints so far is not there.
    """
    with writing(actor=actor, action=Action.SIGN_LOG) as entry:
        head, _made = LogHead.objects.select_for_update().get_or_create(id=1)
        last = LogCheckpoint.objects.first()
        key = _key(first=last is None)
        tree, place = _left_off(last, key.public)
        chain = Chain(records(actor=actor, after=place.sequence), place)
        tree = tree.extended(chain.digests())
        if chain.place != (head.sequence, head.digest):
            raise Broken(head.sequence, CUT_OFF)
        note = signed_checkpoint(Checkpoint(key.name, tree.size, tree.head()), key)
        row = LogCheckpoint(size=tree.size, note=str(note), roots=b"".join(tree.roots).hex())
        row.save(force_insert=True)
        entry.note(entries=tree.size)
    return row


def _key(*, first: bool) -> SigningKey:
    """Return the log key, made with the first checkpoint."""
    key = keys.signing_key()
    if key is None and not first:
        raise keys.lost()
    return key or keys.made_key()


def _left_off(last: LogCheckpoint | None, key: PublicKey) -> tuple[Frontier, Place]:
    """Return the tree and the place in the chain as the last checkpoint left them.

    Raises:
        Broken: what is kept of it does not go together, or its last entry is gone.
    """
    if last is None or last.size == 0:
        return Frontier(), Place()
    kept = bytes.fromhex(last.roots)
    roots = tuple(kept[at : at + HEAD_LENGTH] for at in range(0, len(kept), HEAD_LENGTH))
    tree = Frontier(last.size, roots)
    entry = LogEntry.objects.filter(sequence=last.size).first()
    if tree.head() != checkpoint_in(last, key).head:
        raise Broken(last.size, ALTERED)
    if entry is None:
        raise Broken(last.size, Message(MISSING.sentence, {"number": last.size}))
    return tree, Place(last.size, entry.digest)
