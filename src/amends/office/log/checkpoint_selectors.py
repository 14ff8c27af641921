"""Reads of the checkpoints that were signed over the log, and of the key they are signed with."""

from __future__ import annotations

from amends.integrity.checkpoints import Checkpoint
from amends.integrity.notes import PublicKey
from amends.office.log import keys
from amends.office.log.models import LogCheckpoint
from amends.office.log.signed import checkpoint_in
from amends.office.policy import Action, Actor, require


def issued(*, actor: Actor) -> list[Checkpoint]:
    """Return every checkpoint that was signed here, the oldest first.

    Raises:
        Broken: one of them is not what was signed.
    """
    require(actor, Action.READ_LOG)
    key = keys.public_key()
    return [checkpoint_in(row, key) for row in LogCheckpoint.objects.order_by("size")]


def log_key(*, actor: Actor) -> PublicKey | None:
    """Return the public half of the log key, to be kept with whoever checks; None: no key yet."""
    require(actor, Action.READ_LOG)
    return keys.public_key()
