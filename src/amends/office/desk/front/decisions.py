"""The decisions a victim must be told of, as the declared event types have them."""

from __future__ import annotations

from functools import cache

from amends.court.events import EventType, Subject, event_types
from amends.court.stages import Standing


@cache
def decisions() -> frozenset[str]:
    """Return the codes of charges, outcomes and releases: what changes things for a victim."""
    return frozenset(code for code, kind in event_types().items() if _is_decision(kind))


def _is_decision(kind: EventType) -> bool:
    ends_or_charges = kind.category in {"charge", "outcome"} and kind.subject is Subject.DEFENDANT
    return ends_or_charges or kind.standing is Standing.ON_BAIL
