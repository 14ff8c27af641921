"""How far the log is vouched for: what was signed of it, what a witness saw, what waits for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from amends.integrity.chains import Broken
from amends.integrity.witnessing import Witnessed
from amends.office.log.checkpoint_selectors import newest_witnessed
from amends.office.log.models import LogCheckpoint, LogEntry
from amends.office.log.witness_keys import WitnessKeysRefused
from amends.office.policy import Action, Actor, require


@dataclass(frozen=True)
class LogStanding:
    """The newest checkpoint, the largest log that a witness saw, and what no witness saw.

    Attributes:
        unseen_since: when the oldest entry was written that no witness has seen for too long.
        unusable: the witnesses cannot be told, for their keys or what they signed were changed.
    """

    checkpoint: LogCheckpoint | None
    witnessed: Witnessed | None
    unseen_since: datetime | None
    unusable: bool = False


def standing(*, actor: Actor) -> LogStanding:
    """Return how far the log is vouched for."""
    require(actor, Action.READ_LOG)
    checkpoint, unusable, seen = LogCheckpoint.objects.first(), False, None
    try:
        seen = newest_witnessed(actor=actor)
    except (Broken, WitnessKeysRefused):
        unusable = True
    return LogStanding(checkpoint, seen, _unseen_since(seen.size if seen else 0), unusable)


def _unseen_since(size: int) -> datetime | None:
    """Return when the first entry after a size was written, if that is too long ago."""
    unseen = LogEntry.objects.filter(sequence__gt=size).order_by("sequence")
    at = unseen.values_list("at", flat=True).first()
    late = timezone.now() - timedelta(hours=settings.WITNESS_HOURS)
    return at if at is not None and at < late else None
