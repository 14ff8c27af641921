"""Estimates from scenarios that are drawn lie where the exact chance is, and say how near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.circuit import Builder, Circuit
from amends.proof.diagrams import Diagram
from amends.proof.estimates import estimated
from tests.proof.circuits import circuits


@given(circuits(), st.integers(0, 2**32), st.data())
def test_an_estimate_is_near_the_chance_and_says_how_near(
    circuit: Circuit, seed: int, data: st.DataObject
) -> None:
    chances = {event: data.draw(st.floats(0, 1), label=event) for event in circuit.events}
    exact = Diagram(circuit).chance(chances)
    found = estimated(circuit, chances, seed=seed, drawn=4096)
    assert found == estimated(circuit, chances, seed=seed, drawn=4096)
    assert 0 <= found.low <= found.chance <= found.high <= 1
    # Three times the width: one in some hundred millions lies outside.
    width = 3 * (found.high - found.low)
    assert found.low - width <= exact <= found.high + width


def test_another_seed_draws_other_scenarios() -> None:
    circuit = Circuit(("x",), (), 0)
    found = {estimated(circuit, {"x": 0.5}, seed=seed).chance for seed in range(5)}
    assert len(found) == 5
    assert all(abs(one - 0.5) < 0.02 for one in found)


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_what_never_or_always_happened_proves_only_so_much(chance: float) -> None:
    found = estimated(Circuit(("x",), (), 0), {"x": chance})
    assert found.chance == chance
    assert 0.00001 < found.high - found.low < 0.0001


def test_a_count_of_very_many_events_is_estimated() -> None:
    builder = Builder()
    events = [f"e{number}" for number in range(40)]
    circuit = builder.circuit(builder.at_least(20, map(builder.event, events)))
    found = estimated(circuit, dict.fromkeys(events, 0.5), drawn=8192)
    assert found.low < 0.5627 < found.high
