"""All minimal sets that make a circuit hold, in a diagram that shares what they have in common.

Also very many sets are counted, and the one of the smallest weight is found, without listing them
(Minato 1993; Rauzy 1993).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amends.proof.circuit import Circuit
from amends.proof.diagrams import ALWAYS, MOST_NODES, NEVER, Diagram, Nodes, Parts, Question


class MinimalSets:
    """The minimal sets of events that make a circuit hold."""

    def __init__(self, circuit: Circuit, most: int = MOST_NODES) -> None:
        """Find them by the decision diagram of the circuit.

        Raises:
            TooManyNodes: one of the diagrams grows larger than it may.
        """
        self._decided = Diagram(circuit, most)
        self._nodes = Nodes(most)
        self._known: dict[Question, int] = {}
        self.events = self._decided.events
        sets = [NEVER, ALWAYS]
        for event, lost, kept in self._decided.nodes.held[2:]:
            needing = self._failing(sets[kept], lost)
            sets.append(self._node(event, sets[lost], needing))
        self._top = sets[self._decided.top]

    def numbers(self) -> tuple[int, ...]:
        """Return how many sets there are of no event, of one, of two and so on."""
        found: list[list[int]] = [[], [1]]
        for _, without, with_it in self._nodes.held[2:]:
            longer = [0, *found[with_it]]
            longest = max(len(longer), len(found[without]))
            padded = (part + [0] * (longest - len(part)) for part in (found[without], longer))
            found.append([sum(both) for both in zip(*padded, strict=True)])
        return tuple(found[self._top])

    def sets(self) -> Iterator[frozenset[str]]:
        """Yield them all. There may be very many: see ``numbers``."""
        waiting: list[tuple[int, tuple[str, ...]]] = [(self._top, ())]
        while waiting:
            number, so_far = waiting.pop()
            if number == ALWAYS:
                yield frozenset(so_far)
            elif number != NEVER:
                event, without, with_it = self._nodes.held[number]
                waiting.append((without, so_far))
                waiting.append((with_it, (*so_far, self.events[event])))

    def lightest(self, weights: Mapping[str, float]) -> tuple[float, frozenset[str]] | None:
        """Return the least weight of a set, and the set; nothing if the circuit never holds."""
        least: list[float] = [float("inf"), 0.0]
        for event, without, with_it in self._nodes.held[2:]:
            least.append(min(least[without], least[with_it] + weights[self.events[event]]))
        if self._top == NEVER:
            return None
        number, chosen = self._top, set()
        while number != ALWAYS:
            event, without, with_it = self._nodes.held[number]
            if without != NEVER and least[without] <= least[number]:
                number = without
            else:
                chosen.add(self.events[event])
                number = with_it
        return least[self._top], frozenset(chosen)

    def _failing(self, sets: int, decided: int) -> int:
        """Return the sets that do not make something hold by themselves."""
        held, asked = self._nodes.held, self._decided.nodes.held

        def parts(question: Question) -> Parts:
            sets, decided = question
            while held[sets][0] > asked[decided][0]:
                _, decided, _ = asked[decided]
            if sets == NEVER or decided == ALWAYS:
                return NEVER
            if decided == NEVER:
                return sets
            event, without, with_it = held[sets]
            other, lost, kept = asked[decided]
            if event < other:
                return event, (without, decided), (with_it, decided)
            return event, (without, lost), (with_it, kept)

        return self._nodes.answered((sets, decided), self._known, parts, self._node)

    def _node(self, event: int, without: int, with_it: int) -> int:
        return without if with_it == NEVER else self._nodes.numbered((event, without, with_it))
