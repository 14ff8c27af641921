"""Monotone circuits: what holds, the dual, and what a builder makes of its gates."""

from hypothesis import given

from amends.proof.circuit import Builder, Circuit, dual
from tests.proof.circuits import circuits, subsets


@given(circuits())
def test_losing_more_never_makes_more_hold(circuit: Circuit) -> None:
    held = {lost: circuit.holds(lost) for lost in subsets(circuit.events)}
    for lost, holds in held.items():
        for event in circuit.events:
            assert holds or not held[lost | {event}]


@given(circuits())
def test_the_dual_holds_of_what_the_circuit_fails_without(circuit: Circuit) -> None:
    turned = dual(circuit)
    for lost in subsets(circuit.events):
        kept = set(circuit.events) - lost
        assert turned.holds(kept) is not circuit.holds(lost)
    assert dual(turned) == circuit


@given(circuits())
def test_a_builder_builds_what_it_is_told_and_leaves_out_what_does_not_matter(
    circuit: Circuit,
) -> None:
    builder = Builder()
    nodes = [builder.event(name) for name in circuit.events]
    for gate in circuit.gates:
        nodes.append(builder.at_least(gate.at_least, [nodes[n] for n in gate.inputs]))
    built = builder.circuit(nodes[circuit.top])
    assert set(built.events) <= set(circuit.events)
    assert list(built.events) == sorted(built.events)
    for lost in subsets(circuit.events):
        assert built.holds(lost) is circuit.holds(lost)


@given(circuits())
def test_the_part_under_the_top_answers_as_the_whole(circuit: Circuit) -> None:
    part = circuit.of(circuit.top)
    assert len(part.gates) <= len(circuit.gates)
    for lost in subsets(circuit.events):
        assert part.holds(lost) is circuit.holds(lost)


def test_what_always_and_what_never_holds_needs_no_event() -> None:
    builder = Builder()
    one = builder.event("x")
    assert builder.circuit(builder.any_of([one, builder.true])).events == ()
    assert not builder.circuit(builder.all_of([one, builder.false])).holds()
    assert builder.all_of([one, one]) == one
    assert builder.at_least(2, [one, one, builder.event("y")]) not in {builder.true, builder.false}
