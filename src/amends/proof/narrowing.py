"""What of a circuit can matter to sets of few events: the rest never holds with so few.

Of inputs that have no event in common, each needs events of its own, so what they need adds up.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from amends.proof.circuit import Builder, Circuit, Gate

# After so many rounds what is left is not worth another.
MOST_ROUNDS = 20


def narrowed(circuit: Circuit, order: int, never: Collection[str] = ()) -> Circuit:
    """Return a circuit that holds with the same sets of so many events at most, and is smaller.

    The events of ``never`` are in none of the sets that are looked for.
    """
    before, after = circuit, _narrowed_once(circuit, order, frozenset(never))
    for _ in range(MOST_ROUNDS):
        if after == before:
            break
        before, after = after, _narrowed_once(after, order, frozenset())
    return after


def _narrowed_once(circuit: Circuit, order: int, never: frozenset[str]) -> Circuit:
    builder = Builder()
    nodes = [builder.false if e in never else builder.event(e) for e in circuit.events]
    needs = [order + 1 if e in never else 1 for e in circuit.events]
    supports = [1 << number for number in range(len(nodes))]
    for gate in circuit.gates:
        support = 0
        for below in gate.inputs:
            support |= supports[below]
        supports.append(support)
        needs.append(_needs(gate, needs, supports, order))
        inputs = [nodes[below] for below in gate.inputs]
        out_of_reach = needs[-1] > order
        nodes.append(builder.false if out_of_reach else builder.at_least(gate.at_least, inputs))
    return builder.circuit(nodes[circuit.top])


def _needs(gate: Gate, needs: Sequence[int], supports: Sequence[int], order: int) -> int:
    """Return how many events a gate needs at least, as far as that is easily seen."""
    if gate.at_least <= 0:
        return 0
    if gate.at_least > len(gate.inputs):
        return order + 1
    if gate.at_least == len(gate.inputs):
        return _needed_together(gate, needs, supports)
    least = sorted(needs[below] for below in gate.inputs)[: gate.at_least]
    return sum(least) if _are_apart(gate, supports) else least[-1]


def _needed_together(gate: Gate, needs: Sequence[int], supports: Sequence[int]) -> int:
    """Return what inputs need that have no event in common, those that need most first."""
    taken = total = 0
    for below in sorted(gate.inputs, key=needs.__getitem__, reverse=True):
        if not supports[below] & taken:
            taken |= supports[below]
            total += needs[below]
    return total


def _are_apart(gate: Gate, supports: Sequence[int]) -> bool:
    taken = 0
    for below in gate.inputs:
        if supports[below] & taken:
            return False
        taken |= supports[below]
    return True
