"""What makes a circuit hold as a decision diagram: exact chances, and which event matters how much.

A diagram asks for one event after another and shares what comes out the same (Bryant 1986). It can
grow beyond all measure; it then says so, and an estimate or the sets of few events remain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from amends.base.messages import Message, Refusal
from amends.proof.circuit import Circuit

MOST_NODES = 100_000
# Steps of work for each node that a diagram may have.
STEPS_PER_NODE = 10
NEVER, ALWAYS = 0, 1
# The two nodes that ask for nothing stand below all events.
BELOW_ALL = 2**31

# An event by its place in the order, and the nodes that follow if it is lost and if it is kept.
Node = tuple[int, int, int]
Question = tuple[int, int]
# What a question needs: an answer at once, or an event with the question without it and with it.
Parts = int | tuple[int, Question, Question]


TOO_MANY = Message(
    "The diagram of this circuit has more than %(most)d nodes. Ask for an estimate, or for the "
    "sets of few events."
)


class TooManyNodes(Refusal):
    """A diagram that grows larger than it may."""

    def __init__(self, most: int) -> None:
        """Say how large it may grow."""
        super().__init__(TOO_MANY.sentence, most=most)


@dataclass
class Nodes:
    """Nodes of diagrams, each kept once and after those it leads to."""

    most: int = MOST_NODES
    held: list[Node] = field(default_factory=lambda: [(BELOW_ALL, 0, 0), (BELOW_ALL, 1, 1)])
    numbers: dict[Node, int] = field(default_factory=dict)
    steps: int = 0

    def numbered(self, node: Node) -> int:
        """Return the number of a node.

        Raises:
            TooManyNodes: there are too many.
        """
        if node not in self.numbers:
            if len(self.held) >= self.most:
                raise TooManyNodes(self.most)
            self.numbers[node] = len(self.held)
            self.held.append(node)
        return self.numbers[node]

    def answered(
        self,
        asked: Question,
        known: dict[Question, int],
        parts: Callable[[Question], Parts],
        joined: Callable[[int, int, int], int],
    ) -> int:
        """Answer a question from the answers to its parts, however deep they go.

        Raises:
            TooManyNodes: that takes too many nodes, or too many steps.
        """
        waiting = [asked]
        while waiting:
            question = waiting[-1]
            found = known[question] if question in known else parts(question)
            if not isinstance(found, int):
                event, without, with_it = found
                missing = [part for part in (without, with_it) if part not in known]
                if missing:
                    waiting += missing
                    continue
                found = joined(event, known[without], known[with_it])
                self._step()
            known[question] = found
            waiting.pop()
        return known[asked]

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.most * STEPS_PER_NODE:
            raise TooManyNodes(self.most)


class Functions:
    """Functions of events that only grow, each as one node: two that say the same are the same."""

    def __init__(self, most: int = MOST_NODES) -> None:
        """Begin with none."""
        self.nodes = Nodes(most)
        self._both: dict[Question, int] = {}
        self._either: dict[Question, int] = {}

    def event(self, place: int) -> int:
        """Return the function that holds if one event does, by its place in the order."""
        return self.nodes.numbered((place, NEVER, ALWAYS))

    def at_least(self, number: int, inputs: Sequence[int]) -> int:
        """Return the function that holds if so many of some do.

        Raises:
            TooManyNodes: it takes too many nodes.
        """
        if number <= 0:
            return ALWAYS
        if number > len(inputs):
            return NEVER
        if number == len(inputs):
            return reduce(self._both_of, inputs)
        enough = [ALWAYS] + [NEVER] * number
        for one in inputs:
            for so_many in range(number, 0, -1):
                with_one = self._both_of(enough[so_many - 1], one)
                enough[so_many] = self._either_of(enough[so_many], with_one)
        return enough[number]

    def _both_of(self, first: int, second: int) -> int:
        return self._combined((first, second), self._both, weaker=ALWAYS)

    def _either_of(self, first: int, second: int) -> int:
        return self._combined((first, second), self._either, weaker=NEVER)

    def _combined(self, asked: Question, known: dict[Question, int], weaker: int) -> int:
        """Combine two nodes; the weaker constant gives way to the other, which decides alone."""
        held, stronger = self.nodes.held, 1 - weaker

        def parts(question: Question) -> Parts:
            first, second = question
            if first in {second, weaker}:
                return second
            if second == weaker:
                return first
            if stronger in question:
                return stronger
            event, lost, kept = held[first]
            other_event, other_lost, other_kept = held[second]
            if event < other_event:
                return event, _ordered(lost, second), _ordered(kept, second)
            if event > other_event:
                return other_event, _ordered(first, other_lost), _ordered(first, other_kept)
            return event, _ordered(lost, other_lost), _ordered(kept, other_kept)

        return self.nodes.answered(_ordered(*asked), known, parts, self._node)

    def _node(self, event: int, lost: int, kept: int) -> int:
        return lost if lost == kept else self.nodes.numbered((event, lost, kept))


class Diagram:
    """The decision diagram of a circuit.

    Attributes:
        events: the events in the order in which they are asked for.
        top: the node that is asked first.
    """

    def __init__(self, circuit: Circuit, most: int = MOST_NODES) -> None:
        """Build the diagram gate by gate.

        Raises:
            TooManyNodes: it grows larger than it may.
        """
        functions = Functions(most)
        circuit = circuit.of(circuit.top)
        order = _met_first(circuit)
        self.events = tuple(circuit.events[event] for event in order)
        built = [NEVER] * len(circuit.events)
        for place, event in enumerate(order):
            built[event] = functions.event(place)
        for gate in circuit.gates:
            built.append(functions.at_least(gate.at_least, [built[n] for n in gate.inputs]))
        self.nodes, self.top = functions.nodes, built[circuit.top]

    def chance(self, chances: Mapping[str, float]) -> float:
        """Return how likely the top holds, each event kept with its chance, apart from the others.

        It says how likely the evidence is there, never how likely somebody is guilty.
        """
        return self._chances(chances)[self.top]

    def importance(self, chances: Mapping[str, float]) -> dict[str, float]:
        """Return by how much each event raises the chance of the top (Birnbaum 1969)."""
        below = self._chances(chances)
        reached = [0.0] * len(below)
        reached[self.top] = 1.0
        found = dict.fromkeys(self.events, 0.0)
        for number in range(len(below) - 1, ALWAYS, -1):
            if reached[number]:
                event, lost, kept = self.nodes.held[number]
                name = self.events[event]
                reached[lost] += reached[number] * (1 - chances[name])
                reached[kept] += reached[number] * chances[name]
                found[name] += reached[number] * (below[kept] - below[lost])
        return found

    def _chances(self, chances: Mapping[str, float]) -> list[float]:
        by_place = [chances[event] for event in self.events]
        found = [0.0, 1.0]
        for event, lost, kept in self.nodes.held[2:]:
            chance = by_place[event]
            found.append((1 - chance) * found[lost] + chance * found[kept])
        return found


def _ordered(first: int, second: int) -> Question:
    return (first, second) if first < second else (second, first)


def _met_first(circuit: Circuit) -> list[int]:
    """Return the events in the order in which a walk into the depth meets them.

    What stands in the most gates is met first, and then what has the fewest events below it: that
    keeps what belongs together close, and most diagrams small.
    """
    first, found = len(circuit.events), dict[int, None]()
    below = [1 << event for event in range(first)]
    gates_above = Counter(node for gate in circuit.gates for node in gate.inputs)
    for gate in circuit.gates:
        below.append(reduce(or_, (below[node] for node in gate.inputs), 0))
    waiting, seen = [circuit.top], set[int]()
    while waiting:
        node = waiting.pop()
        if node < first:
            found[node] = None
        elif node not in seen:
            seen.add(node)
            inputs = circuit.gates[node - first].inputs
            waiting += sorted(inputs, key=lambda n: (gates_above[n], -below[n].bit_count()))
    return list(found)
