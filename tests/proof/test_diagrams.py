"""Decision diagrams: chances, importance and minimal sets as trying every set gives them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.circuit import Builder, Circuit, Gate
from amends.proof.diagrams import Diagram, TooManyNodes
from amends.proof.set_diagrams import MinimalSets
from tests.proof.circuits import (
    circuits,
    deep_circuits,
    kept_tree,
    subsets,
    tangled_circuits,
    tried,
)

CHANCES = st.fixed_dictionaries(dict.fromkeys("abcdefghijklmnop", st.floats(0, 1)))
ANY = circuits() | deep_circuits() | tangled_circuits()


def summed(circuit: Circuit, chances: dict[str, float]) -> float:
    """Return the chance of the top as the sum over every scenario."""
    return math.fsum(
        math.prod(1 - chances[e] if e in lost else chances[e] for e in circuit.events)
        for lost in subsets(circuit.events)
        if circuit.holds(lost)
    )


@given(circuits(), CHANCES)
def test_the_chance_is_that_of_every_scenario_in_which_the_top_holds(
    circuit: Circuit, chances: dict[str, float]
) -> None:
    assert Diagram(circuit).chance(chances) == pytest.approx(summed(circuit, chances), abs=1e-9)


@given(circuits() | tangled_circuits(), CHANCES)
def test_importance_is_what_an_event_adds_when_it_is_certain(
    circuit: Circuit, chances: dict[str, float]
) -> None:
    found = Diagram(circuit).importance(chances)
    for event in circuit.events:
        kept, lost = (summed(circuit, chances | {event: certain}) for certain in (1.0, 0.0))
        assert found.get(event, 0.0) == pytest.approx(kept - lost, abs=1e-9)


@given(ANY)
def test_all_minimal_sets_are_found_and_counted(circuit: Circuit) -> None:
    diagram = MinimalSets(circuit)
    found = list(diagram.sets())
    assert len(found) == len(set(found))
    assert set(found) == tried(circuit)
    sizes = [len(one) for one in found]
    assert list(diagram.numbers()) == [sizes.count(n) for n in range(max(sizes, default=-1) + 1)]


@given(
    tangled_circuits(), st.fixed_dictionaries(dict.fromkeys("abcdefghijklmnop", st.integers(0, 9)))
)
def test_the_lightest_set_is_the_lightest_of_all(circuit: Circuit, weights: dict[str, int]) -> None:
    found = MinimalSets(circuit).lightest(weights)
    every = tried(circuit)
    if found is None:
        assert not every
        return
    weight, chosen = found
    assert chosen in every
    assert weight == sum(weights[event] for event in chosen)
    assert weight == min(sum(weights[event] for event in one) for one in every)


def test_the_kept_tree_has_its_chance() -> None:
    chances = {f"e{number}": 0.15 for number in range(4)}
    assert Diagram(kept_tree()).chance(chances) == pytest.approx(1 - 0.85**3)


def test_a_diagram_that_grows_too_large_says_so() -> None:
    builder = Builder()
    events = [builder.event(f"e{number:02}") for number in range(60)]
    pairs = [builder.all_of([events[n], events[n * 7 % 60]]) for n in range(60)]
    circuit = builder.circuit(builder.at_least(20, pairs))
    with pytest.raises(TooManyNodes, match="more than 500 nodes"):
        Diagram(circuit, most=500)
    with pytest.raises(TooManyNodes, match="Ask for an estimate"):
        MinimalSets(circuit, most=500)


def test_a_diagram_may_be_deeper_than_calls_may_nest() -> None:
    builder = Builder()
    below = builder.event("e0")
    for number in range(1, 3_000):
        pair = [builder.event(f"e{number}"), below]
        below = builder.any_of(pair) if number % 2 else builder.all_of(pair)
    diagram = MinimalSets(builder.circuit(below))
    assert sum(diagram.numbers()) == 1 + 1_500


def test_what_always_and_what_never_holds() -> None:
    always, never = Circuit(("x",), (Gate(0, ()),), 1), Circuit(("x",), (Gate(1, ()),), 1)
    assert Diagram(always).chance({}) == 1.0
    assert Diagram(never).chance({}) == 0.0
    assert Diagram(always).importance({}) == {}
    assert MinimalSets(always).lightest({}) == (0.0, frozenset())
    assert MinimalSets(never).lightest({}) is None
    assert MinimalSets(always).numbers() == (1,)
    assert MinimalSets(never).numbers() == ()
