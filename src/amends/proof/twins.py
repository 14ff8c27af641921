"""Events that are looked at as one: those that stand beside each other in the same gates alone.

Of alternatives a minimal set holds one at most; of what only counts together, all or none. Such
events are twins: one stands for them while minimal sets are looked for, and gives way to them in
what is found. What hangs together by twins alone becomes one event altogether.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from amends.proof.circuit import Builder, Circuit, Gate

# Each set as the names in it, none twice: they never have an event in common when they are joined.
Sets = list[tuple[str, ...]]
# How many sets there are of none, of one, of two events and so on.
Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Twins:
    """Events, or twins themselves, of which one suffices or all are needed."""

    all_needed: bool
    parts: tuple[str | Twins, ...]

    def sets(self, most: int) -> Sets:
        """Return the minimal sets of their events, of so many events at most."""
        parts = (sets_of(part, most) for part in self.parts)
        if not self.all_needed:
            return [found for part in parts for found in part]
        return reduce(lambda first, second: joined(first, second, most), parts)

    def numbers(self, most: int) -> Numbers:
        """Return how many such sets there are by order."""
        parts = (numbers_of(part, most) for part in self.parts)
        if not self.all_needed:
            return tuple(map(sum, zip(*parts, strict=True)))
        return reduce(multiplied, parts)


def sets_of(event: str | Twins, most: int) -> Sets:
    """Return the sets an event stands for."""
    return event.sets(most) if isinstance(event, Twins) else [(event,)]


def numbers_of(event: str | Twins, most: int) -> Numbers:
    """Return how many sets an event stands for, by order."""
    return event.numbers(most) if isinstance(event, Twins) else (0, 1, *([0] * (most - 1)))


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


def collapsed(circuit: Circuit) -> tuple[Circuit, dict[str, Twins]]:
    """Return a circuit in which one event stands for its twins, and for whom which event stands."""
    twins: dict[str, Twins] = {}
    plan = _Plan(_built(circuit))
    while True:
        for found in plan.twins:
            parts = tuple(twins.pop(event, event) for event in found.events)
            twins[found.events[0]] = Twins(found.all_needed, parts)
        after = plan.carried_out()
        if after == plan.circuit:
            return after, twins
        plan = _Plan(after)


def _built(circuit: Circuit) -> Circuit:
    """Return a circuit as a builder builds it: without constants, no input of a gate twice."""
    builder = Builder()
    nodes = [builder.event(event) for event in circuit.events]
    for gate in circuit.gates:
        nodes.append(builder.at_least(gate.at_least, [nodes[below] for below in gate.inputs]))
    return builder.circuit(nodes[circuit.top])


@dataclass(frozen=True)
class _Beside:
    """The names of twins, the first of which stays."""

    all_needed: bool
    events: tuple[str, ...]


class _Plan:
    """What of a circuit is merged: gates into the one above them, events into their twins."""

    def __init__(self, circuit: Circuit) -> None:
        """Look at which gates each node stands in."""
        self.circuit = circuit
        self._first = len(circuit.events)
        self._kinds: list[bool | None] = [None] * self._first
        self._kinds += map(_kind, circuit.gates)
        self._above: list[list[int]] = [[] for _ in self._kinds]
        for node, gate in enumerate(circuit.gates, start=self._first):
            for below in gate.inputs:
                self._above[below].append(node)
        self.twins = list(self._twins())

    def _twins(self) -> Iterator[_Beside]:
        beside: dict[tuple[int, ...], list[str]] = {}
        for node, event in enumerate(self.circuit.events):
            beside.setdefault(tuple(self._above[node]), []).append(event)
        for above, events in beside.items():
            kinds = {self._kinds[node] for node in above}
            if len(events) > 1 and len(kinds) == 1 and None not in kinds:
                yield _Beside(True in kinds, tuple(events))

    def _is_merged(self, node: int) -> bool:
        above, kind = self._above[node], self._kinds[node]
        return len(above) == 1 and kind is not None and self._kinds[above[0]] is kind

    def carried_out(self) -> Circuit:
        """Return the circuit with all that is merged."""
        builder = Builder()
        left_out = {event for found in self.twins for event in found.events[1:]}
        nodes: list[tuple[int, ...]] = [
            () if event in left_out else (builder.event(event),) for event in self.circuit.events
        ]
        for node, gate in enumerate(self.circuit.gates, start=self._first):
            inputs = tuple(part for below in gate.inputs for part in nodes[below])
            if self._is_merged(node):
                nodes.append(inputs)
                continue
            if self._kinds[node] is None:
                built = builder.at_least(gate.at_least, inputs)
            else:
                built = (builder.all_of if self._kinds[node] else builder.any_of)(inputs)
            nodes.append((built,))
        (top,) = nodes[self.circuit.top]
        return builder.circuit(top)


def _kind(gate: Gate) -> bool | None:
    """Say whether a gate needs all of its inputs, or one; nothing if neither is so."""
    if gate.at_least == 1:
        return False
    return True if 0 < gate.at_least == len(gate.inputs) else None
