"""A monotone circuit: what is proved, as gates over what may be lost.

Every gate asks that at least so many of its inputs hold: all of them, one of them, or a number in
between. There is no negation, so that losing more can never make more hold. All engines that look
for what must be lost, or must be kept, read this one form; the dual of a circuit turns the one
question into the other (Barlow and Proschan, Statistical Theory of Reliability, 1975).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Gate(NamedTuple):
    """At least so many of some nodes. Of none, at least none always holds and at least one never.

    Attributes:
        inputs: numbers of nodes; a node that stands twice counts twice.
    """

    at_least: int
    inputs: tuple[int, ...]


@dataclass(frozen=True)
class Circuit:
    """Events, gates over them, and the node that is asked about.

    Attributes:
        events: the names of what may be lost; event ``n`` is the node of that number.
        gates: the nodes after the events. Each has its inputs among the nodes before it.
        top: the number of the node that is asked about.
    """

    events: tuple[str, ...]
    gates: tuple[Gate, ...]
    top: int

    def holds(self, lost: Iterable[str] = ()) -> bool:
        """Say whether the top holds without some events."""
        return self.values(lost)[self.top]

    def values(self, lost: Iterable[str] = ()) -> list[bool]:
        """Return of every node whether it holds without some events."""
        gone = set(lost)
        values = [event not in gone for event in self.events]
        for gate in self.gates:
            values.append(sum([values[node] for node in gate.inputs]) >= gate.at_least)
        return values

    def given(self, kept: Collection[str] = (), lost: Collection[str] = ()) -> Circuit:
        """Return what is left to ask once it is known of some events whether they are lost."""
        return given({None: self}, kept, lost)[None]

    def of(self, top: int) -> Circuit:
        """Return what lies under one node, and the events that matter to it."""
        return reduced(self, top)


def dual(circuit: Circuit) -> Circuit:
    """Return the circuit that holds of a set of events where this one fails without them.

    The minimal sets of the dual are the cut sets, those of the circuit itself its path sets.
    """
    gates = (Gate(len(gate.inputs) - gate.at_least + 1, gate.inputs) for gate in circuit.gates)
    return Circuit(circuit.events, tuple(gates), circuit.top)


def given(
    circuits: Mapping[Key, Circuit], kept: Collection[str] = (), lost: Collection[str] = ()
) -> dict[Key, Circuit]:
    """Return of circuits over the same gates what is left to ask; they still share their gates."""
    builder = Builder()
    nodes: list[int] = []
    for circuit in list(circuits.values())[:1]:
        for event in circuit.events:
            known = builder.true if event in kept else builder.false
            nodes.append(known if event in kept or event in lost else builder.event(event))
        for gate in circuit.gates:
            nodes.append(builder.at_least(gate.at_least, [nodes[node] for node in gate.inputs]))
    return builder.circuits({key: nodes[circuit.top] for key, circuit in circuits.items()})


def reduced(circuit: Circuit, top: int) -> Circuit:
    """Return the part of a circuit that lies under a node, its events and gates in their order."""
    first = len(circuit.events)
    needed, open_ = {top}, [top]
    while open_:
        node = open_.pop()
        if node >= first:
            for below in circuit.gates[node - first].inputs:
                if below not in needed:
                    needed.add(below)
                    open_.append(below)
    number = {node: place for place, node in enumerate(sorted(needed))}
    events = tuple(circuit.events[node] for node in sorted(needed) if node < first)
    gates = tuple(
        Gate(gate.at_least, tuple(number[node] for node in gate.inputs))
        for node, gate in enumerate(circuit.gates, start=first)
        if node in needed
    )
    return Circuit(events, gates, number[top])


class Builder:
    """Builds circuits gate by gate: the same gate is built once, and what is constant falls away.

    A node may be used as soon as it is returned; its number is that of this builder alone.
    """

    true, false = 0, 1

    def __init__(self) -> None:
        """Begin with the two nodes that always and that never hold."""
        self._nodes: list[str | Gate] = [Gate(0, ()), Gate(1, ())]
        self._known: dict[str | Gate, int] = {node: n for n, node in enumerate(self._nodes)}

    def event(self, name: str) -> int:
        """Return the node of an event."""
        return self._node(name)

    def all_of(self, nodes: Iterable[int]) -> int:
        """Return the node that holds where all of some hold."""
        kept = {*nodes}
        kept.discard(self.true)
        return self.false if self.false in kept else self._gate(len(kept), kept)

    def any_of(self, nodes: Iterable[int]) -> int:
        """Return the node that holds where any of some holds."""
        kept = {*nodes}
        kept.discard(self.false)
        return self.true if self.true in kept else self._gate(1, kept)

    def at_least(self, number: int, nodes: Iterable[int]) -> int:
        """Return the node that holds where at least so many of some hold."""
        given = list(nodes)
        left = number - given.count(self.true)
        inputs = [node for node in given if node not in (self.true, self.false)]
        if left <= 0:
            return self.true
        if left > len(inputs):
            return self.false
        if left == 1:
            return self.any_of(inputs)
        return self.all_of(inputs) if left == len(inputs) else self._gate(left, inputs)

    def circuit(self, top: int) -> Circuit:
        """Return what lies under a node, the events in the order of their names."""
        return self.circuits({top: top})[top]

    def circuits(self, tops: Mapping[Key, int]) -> dict[Key, Circuit]:
        """Return a circuit for each of some nodes. They share their events and their gates."""
        needed = self._under(tops.values())
        known = [(node, self._nodes[node]) for node in sorted(needed)]
        events = sorted((name, node) for node, name in known if isinstance(name, str))
        gates = [(node, gate) for node, gate in known if isinstance(gate, Gate)]
        order = [*(node for _, node in events), *(node for node, _ in gates)]
        place = {node: n for n, node in enumerate(order)}
        named = tuple(name for name, _ in events)
        moved = tuple(
            Gate(gate.at_least, tuple(sorted(place[node] for node in gate.inputs)))
            for _, gate in gates
        )
        return {key: Circuit(named, moved, place[top]) for key, top in tops.items()}

    def _gate(self, at_least: int, inputs: Collection[int]) -> int:
        if len(inputs) == 1:
            return next(iter(inputs))
        return self._node(Gate(at_least, tuple(sorted(inputs))))

    def _node(self, node: str | Gate) -> int:
        number = self._known.setdefault(node, len(self._nodes))
        if number == len(self._nodes):
            self._nodes.append(node)
        return number

    def _under(self, tops: Iterable[int]) -> set[int]:
        waiting = list(tops)
        needed = set(waiting)
        while waiting:
            node = self._nodes[waiting.pop()]
            below = node.inputs if isinstance(node, Gate) else ()
            waiting += [each for each in below if each not in needed]
            needed.update(below)
        return needed
