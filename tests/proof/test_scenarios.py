"""Many scenarios are asked about in one pass."""

from itertools import combinations

from hypothesis import given

from amends.proof.circuit import Circuit, Gate
from amends.proof.scenarios import holding
from tests.proof.circuits import circuits, subsets


@given(circuits())
def test_every_node_holds_in_the_scenarios_in_which_it_holds_alone(circuit: Circuit) -> None:
    scenarios = subsets(circuit.events)
    for node, held in enumerate(holding(circuit, scenarios)):
        alone = Circuit(circuit.events, circuit.gates, node)
        assert [held >> n & 1 == 1 for n in range(len(scenarios))] == [
            alone.holds(lost) for lost in scenarios
        ]


def test_no_scenario_and_strange_events_are_no_trouble() -> None:
    circuit = Circuit(("x",), (Gate(1, (0,)),), 1)
    assert holding(circuit, []) == [0, 0]
    assert holding(circuit, [{"stranger"}, {"x", "stranger"}]) == [1, 1]


def test_many_scenarios_are_as_many_bits() -> None:
    events = tuple(f"e{number}" for number in range(60))
    circuit = Circuit(events, (Gate(59, tuple(range(60))),), 60)
    scenarios = list(combinations(events, 2))
    held = holding(circuit, [*scenarios, (events[0],)])
    assert held[60] == 1 << len(scenarios)
    assert held[0].bit_count() == len(scenarios) - 59
