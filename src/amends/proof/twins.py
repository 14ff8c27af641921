"""Events that are looked at as one: those that stand beside each other in the same gates alone.

Of alternatives a minimal set holds one at most; of what only counts together, all or none. Such
events are twins: one stands for them while minimal sets are looked for, and gives way to them in
what is found. What hangs together by twins alone becomes one event altogether.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from amends.proof.circuit import Builder, Circuit, Gate

# Each set as the names in it, none twice: sets that are joined have no event in common.
Sets = list[tuple[str, ...]]
# How many sets there are of none, of one, of two events and so on.
Numbers = tuple[int, ...]
# After so many rounds what is left is not worth another.
MOST_ROUNDS = 20


@dataclass(frozen=True)
class Twins:
    """Events of which one suffices or all are needed; from then on the first stands for them."""

    all_needed: bool
    events: tuple[str, ...]


def sets_behind(twins: Iterable[Twins], most: int) -> dict[str, Sets]:
    """Return the sets that events stand for, of so many events at most; others for themselves."""
    found: dict[str, Sets] = {}
    for each in twins:
        parts = [found.pop(event, [(event,)]) for event in each.events]
        if each.all_needed:
            together = reduce(lambda first, second: joined(first, second, most), parts)
        else:
            together = [one for part in parts for one in part]
        found[each.events[0]] = together
    return found


def numbers_behind(twins: Iterable[Twins], most: int) -> dict[str, Numbers]:
    """Return how many such sets there are by order."""
    found: dict[str, Numbers] = {}
    for each in twins:
        parts = [found.pop(event, itself(most)) for event in each.events]
        if each.all_needed:
            found[each.events[0]] = reduce(multiplied, parts)
        else:
            found[each.events[0]] = tuple(map(sum, zip(*parts, strict=True)))
    return found


def itself(most: int) -> Numbers:
    """Return the numbers of an event that stands for itself."""
    return (0, 1, *([0] * (most - 1)))


def joined(first: Sets, second: Sets, most: int) -> Sets:
    """Return every set of one kind with every set of another, as far as they are not too large."""
    return [one + other for one in first for other in second if len(one) + len(other) <= most]


def multiplied(first: Numbers, second: Numbers) -> Numbers:
    """Return how many sets come of sets with sets that have no event in common."""
    found = [0] * len(first)
    for order, number in enumerate(first):
        if number:
            for other in range(len(first) - order):
                found[order + other] += number * second[other]
    return tuple(found)


def collapsed(circuit: Circuit) -> tuple[Circuit, list[Twins]]:
    """Return a circuit in which one event stands for its twins, and the twins as they were found.

    Twins may stand for twins that were found before them.
    """
    twins: list[Twins] = []
    before, after = None, _built(circuit)
    for _ in range(MOST_ROUNDS):
        if after == before:
            break
        before = after
        collapsing = _Collapsing(before)
        after = collapsing.done()
        twins += collapsing.twins
    return after, twins


def _built(circuit: Circuit) -> Circuit:
    """Return a circuit as a builder builds it: without constants, no input of a gate twice."""
    builder = Builder()
    nodes = [builder.event(event) for event in circuit.events]
    for gate in circuit.gates:
        nodes.append(builder.at_least(gate.at_least, [nodes[below] for below in gate.inputs]))
    return builder.circuit(nodes[circuit.top])


class _Collapsing:
    """One round: gates go into those of their kind above them, events into their twins."""

    def __init__(self, circuit: Circuit) -> None:
        """Look at which gates each node stands in."""
        self.circuit, self.builder = circuit, Builder()
        self.first = len(circuit.events)
        self.kinds: list[bool | None] = [None] * self.first
        self.kinds += map(_kind, circuit.gates)
        self.above: list[list[int]] = [[] for _ in self.kinds]
        for node, gate in enumerate(circuit.gates, start=self.first):
            for below in gate.inputs:
                self.above[below].append(node)
        self.twins = list(self._in_several_gates())
        # The nodes that a node became; and of nodes that are events in one gate alone, the names.
        self.nodes: list[tuple[int, ...]] = []
        self.alone: dict[int, str] = {}

    def done(self) -> Circuit:
        """Return the circuit after the round."""
        left_out = {event for found in self.twins for event in found.events[1:]}
        for node, event in enumerate(self.circuit.events):
            self.nodes.append(() if event in left_out else (self.builder.event(event),))
            if len(self.above[node]) == 1:
                self.alone[self.nodes[-1][0]] = event
        for node, gate in enumerate(self.circuit.gates, start=self.first):
            inputs = tuple(part for below in gate.inputs for part in self.nodes[below])
            self.nodes.append(self._collapsed(node, gate, inputs))
        (top,) = self.nodes[self.circuit.top]
        return self.builder.circuit(top)

    def _in_several_gates(self) -> Iterator[Twins]:
        beside: dict[tuple[int, ...], list[str]] = {}
        for node, event in enumerate(self.circuit.events):
            beside.setdefault(tuple(self.above[node]), []).append(event)
        for above, events in beside.items():
            kinds = {self.kinds[node] for node in above}
            if len(above) > 1 and len(events) > 1 and len(kinds) == 1 and None not in kinds:
                yield Twins(True in kinds, tuple(events))

    def _collapsed(self, node: int, gate: Gate, inputs: tuple[int, ...]) -> tuple[int, ...]:
        """Return the node that a gate becomes, or its inputs if the gate above takes them in."""
        above, kind = self.above[node], self.kinds[node]
        if kind is None:
            return (self.builder.at_least(gate.at_least, inputs),)
        if len(above) == 1 and self.kinds[above[0]] is kind:
            return inputs
        twins = {one: self.alone.pop(one) for one in inputs if one in self.alone}
        if len(twins) > 1:
            self.twins.append(Twins(kind, tuple(twins.values())))
        gone = set(list(twins)[1:])
        kept = [one for one in inputs if one not in gone]
        if len(kept) == 1 and kept[0] in twins and len(above) == 1:
            self.alone[kept[0]] = twins[kept[0]]
        return (self.builder.all_of(kept) if kind else self.builder.any_of(kept),)


def _kind(gate: Gate) -> bool | None:
    """Say whether a gate needs all of its inputs, or one; nothing if neither is so."""
    if gate.at_least == 1:
        return False
    return True if 0 < gate.at_least == len(gate.inputs) else None
