"""How long the evidence of a case lasts, at the rates that are assumed until there are own data."""

from __future__ import annotations

import math
from collections.abc import Mapping

from amends.office.proving.selectors import CaseProof
from amends.office.proving.standing import Loss
from amends.proof.hazards import hazard
from amends.proof.kinds import carrier_kinds


def rates(losses: Mapping[str, Loss]) -> dict[str, float]:
    """Return the rate a day at which each thing is lost; who had a hand in items, at none."""
    return {
        event: hazard(loss.kind, loss.capacity) if loss.kind in carrier_kinds() else 0.0
        for event, loss in losses.items()
    }


def kept_until(held: CaseProof, days: int) -> dict[str, float]:
    """Return how likely it is that each thing has not been lost in some days."""
    return {
        event: math.exp(-rate * max(days, 0)) for event, rate in rates(held.made_of.losses).items()
    }
