"""How fast evidence is assumed to be lost."""

from __future__ import annotations

import math

import pytest

from amends.base.messages import Refusal
from amends.base.sources import SourceStatus
from amends.network.roles import Capacity
from amends.proof.hazards import declared, hazard
from amends.proof.kinds import carrier_kinds


@pytest.mark.parametrize(
    ("kind", "capacity", "share"),
    [
        ("testifies", "victim", 0.2),
        ("testifies", "witness", 0.1),
        ("testifies", "suspect", 0.3),
        ("testifies", "counsel", 0.1),
        ("testifies", "", 0.1),
        ("record_produced", "", 0.1),
        ("record_produced", "victim", 0.1),
        ("authorised", "", 0.02),
    ],
)
def test_after_a_year_the_assumed_share_is_lost(kind: str, capacity: str, share: float) -> None:
    assert math.isclose(math.exp(-hazard(kind, capacity) * 365), 1 - share)


def test_every_kind_of_carrier_has_a_rate_and_every_capacity_is_one() -> None:
    assert {*declared().carriers, "testifies"} == set(carrier_kinds())
    assert set(declared().testifies) <= set(Capacity)
    assert all(hazard(kind) > 0 for kind in carrier_kinds())


def test_it_is_said_that_nobody_measured_it() -> None:
    assert declared().source == "Assumption for amends"
    assert declared().status is SourceStatus.UNKNOWN


def test_an_unknown_kind_is_refused_by_its_name() -> None:
    with pytest.raises(Refusal, match="No rate of loss is assumed for luck"):
        hazard("luck")
