"""One thing a case lacks. It is said as a next step with its reasons, never as a score."""

from __future__ import annotations

from dataclasses import dataclass

from amends.base.messages import Message
from amends.casefile.model import CaseFile
from amends.court.stages import Standing

OVER = frozenset({Standing.ACQUITTED, Standing.DISCONTINUED, Standing.DECEASED})


@dataclass(frozen=True)
class Gap:
    """Something missing: what, why it matters, what to do next, and who does it."""

    what: Message
    why: Message
    next_step: Message
    who: str


def name_of(casefile: CaseFile, key: str) -> str:
    """Return how a party is called."""
    party = casefile.party(key)
    return party.designation if party else key
