"""What a proof bears to lose, against trying everything."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.acceptance import loss_event, origin_event
from amends.proof.graph import Graph
from amends.proof.proving import Proof, Reading
from amends.proof.resilience import (
    corroboration,
    least_burden,
    resilience,
    stands_without,
    sufficient,
    survival,
)
from amends.proof.states import Charged, Proved
from tests.proof.graphs import COUNT, LOSSES, graphs, sets
from tests.proof.hitting_sets import hitting_sets
from tests.proof.test_acceptance import proof
from tests.proof.test_worked_cases import STATEMENT, proved, survives_the_victim

STATE = Charged(COUNT)
BURDENS = {"x1": 100, "x2": 10, "x3": 1}


def smallest(found: list[frozenset[str]]) -> set[frozenset[str]]:
    """Return the sets of which no other is a part."""
    return {one for one in found if not any(other < one for other in found)}


def losing(held: Proof, lost: frozenset[str]) -> bool:
    """Say whether the count is proved without some losses."""
    return held.picture(lost=map(loss_event, lost)).holds(STATE)


@given(graphs())
def test_cuts_paths_and_burdens_are_those_found_by_trying_everything(graph: Graph) -> None:
    held = proof(graph)
    every = list(sets(LOSSES, len(LOSSES)))
    cuts = smallest([lost for lost in every if not losing(held, lost)])
    paths = smallest([kept for kept in every if losing(held, frozenset(LOSSES) - kept)])
    found = resilience(held, STATE, order=len(LOSSES))
    assert set(found.cuts) == cuts
    assert found.number == min(map(len, cuts), default=None)
    assert set(sufficient(held, STATE)) == paths
    assert set(hitting_sets(paths)) == cuts
    burden = least_burden(held, STATE, BURDENS)
    if paths:
        assert burden is not None
        weights = [sum(BURDENS.get(x, 0) for x in path) for path in paths]
        assert sum(BURDENS.get(x, 0) for x in burden) == min(weights)
        assert burden in paths
    else:
        assert burden is None
    for lost in every:
        assert stands_without(held, STATE, lost) is losing(held, lost)


@given(graphs(), st.lists(st.floats(0, 0.1), min_size=len(LOSSES), max_size=len(LOSSES)))
def test_evidence_lasts_as_long_as_all_its_scenarios_say(graph: Graph, rates: list[float]) -> None:
    held = proof(graph)
    found = survival(held, STATE, dict(zip(LOSSES, rates, strict=True)), [0, 30])
    (_, now), (_, later) = found.by_day
    assert now == float(losing(held, frozenset()))
    expected = 0.0
    for kept in product((True, False), repeat=len(LOSSES)):
        lost = frozenset(x for x, is_kept in zip(LOSSES, kept, strict=True) if not is_kept)
        if losing(held, lost):
            chances = (math.exp(-rate * 30) for rate in rates)
            expected += math.prod(
                chance if is_kept else 1 - chance
                for chance, is_kept in zip(chances, kept, strict=True)
            )
    assert math.isclose(later, expected, abs_tol=1e-9)
    assert [gain for _, gain in found.protect] == sorted(
        (g for _, g in found.protect), reverse=True
    )


@given(graphs())
def test_kappa_is_the_fewest_origins_found_by_trying_everything(graph: Graph) -> None:
    held = proof(graph)
    for key in graph.charge(COUNT).propositions:
        circuit = held.circuits[Proved(key, graph.propositions[key].standard)]
        origins = [event for event in circuit.events if event.startswith(origin_event(""))]
        sizes = (len(lost) for lost in sets(origins, 3) if not circuit.holds(lost))
        assert corroboration(held, key).kappa == next(sizes, None)


def test_a_case_bears_the_loss_of_the_victim_and_not_of_the_search() -> None:
    case = survives_the_victim()
    held = proved(case)
    state = Charged("charge")
    assert [sorted(cut) for cut in resilience(held, state).cuts] == [
        ["S"],
        ["T"],
        ["E", "V"],
        ["V", "W1"],
    ]
    assert stands_without(held, state, ["V"])
    assert not stands_without(held, state, ["S"])
    assert [sorted(path) for path in sufficient(held, state)] == [
        ["S", "T", "V"],
        ["E", "S", "T", "W1"],
    ]
    spared = least_burden(held, state, {"V": 10_000, "W1": 100, "W2": 100, "E": 1})
    assert spared == frozenset({"E", "S", "T", "W1"})
    hazards = {key: -math.log(chance) for key, (_, chance) in case["loss_events"].items()}
    found = survival(held, state, hazards, [1])
    assert math.isclose(found.by_day[0][1], 0.810144, abs_tol=1e-9)
    assert {name for name, _ in found.protect[:2]} == {"S", "T"}


def test_one_origin_is_named_where_everything_hangs_on_it() -> None:
    held = proved(survives_the_victim())
    recruit = corroboration(held, "recruit")
    assert recruit.origins == {"V", "messages"}
    assert recruit.kappa == 1
    assert recruit.fewest == {"messages"}
    assert corroboration(held, "purpose").kappa == 3


def test_what_is_not_proved_bears_nothing() -> None:
    unanswered = [each for each in STATEMENT["arguments"] if each[0] != "x1"]
    held = proved({**STATEMENT, "arguments": unanswered})
    found = resilience(held, Charged("charge"))
    assert (found.number, found.cuts) == (0, (frozenset(),))
    assert sufficient(held, Charged("charge")) == ()
    assert corroboration(held, "means").kappa == 0
    assert corroboration(held, "means").origins == {"V", "papers"}


@pytest.mark.parametrize("reading", Reading)
def test_all_three_readings_agree_where_everything_is_admitted(reading: Reading) -> None:
    held = proved(survives_the_victim())
    assert resilience(held, Charged("charge"), reading).number == 1


def test_what_is_too_large_for_an_exact_answer_is_estimated_and_says_so() -> None:
    case = survives_the_victim()
    held = proved(case)
    hazards = {key: -math.log(chance) for key, (_, chance) in case["loss_events"].items()}
    found = survival(held, Charged("charge"), hazards, [1], most_nodes=3)
    assert found.within is not None
    assert 0 < found.within < 0.01
    assert abs(found.by_day[0][1] - 0.810144) < 2 * found.within
    assert found.protect == ()
    assert survival(held, Charged("charge"), hazards, [1]).within is None
