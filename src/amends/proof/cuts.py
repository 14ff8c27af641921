"""Which events must be lost before something fails, and which suffice for it to hold.

Minimal sets are found order by order. All sets of two events are looked at in one pass over the
gates, each as one bit of a whole number; with one event certain, such a pass looks at all sets of
three with it, and so on. Only what lies above that event is worked out again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import reduce
from math import comb, isqrt

from amends.base.messages import Message, Refusal
from amends.proof.circuit import Circuit, dual
from amends.proof.narrowing import narrowed
from amends.proof.scenarios import gathered, passed_through
from amends.proof.twins import (
    Numbers,
    Sets,
    collapsed,
    itself,
    joined,
    multiplied,
    numbers_behind,
    sets_behind,
)

MOST = 3
# Sets of up to two of so many events are looked at faster than the circuit is made smaller.
MOST_AS_IT_IS = 256
# Bits that the values of all nodes may take at once: half a gigabyte.
MOST_AT_ONCE = 2**32
# Bits that are worked out in all: about half a minute.
MOST_IN_ALL = 2**40


TOO_MANY = Message(
    "%(events)d events have too many sets of %(order)d to look at all of them. Ask for a lower "
    "order."
)


class TooManySets(Refusal):
    """A circuit with so many events that not all sets of them can be looked at."""

    def __init__(self, events: int, order: int) -> None:
        """Say how many events there are."""
        super().__init__(TOO_MANY.sentence, events=events, order=order)


def minimal_sets(circuit: Circuit, order: int = MOST) -> list[frozenset[str]]:
    """Return the minimal sets of events that make a circuit hold, of so many events at most.

    They stand by order. One that always holds has the empty set alone, one that never does none.

    Raises:
        TooManySets: the circuit is too large for this order.
    """
    if order <= 2 and _is_soon_looked_through(circuit):
        return [frozenset(events) for events in _of_two(circuit, order)]
    small, twins = collapsed(narrowed(circuit, order))
    behind = sets_behind(twins, order)
    found: list[frozenset[str]] = []
    for events in _minimal(small, order):
        sets: Sets = [()]
        for event in events:
            sets = joined(sets, behind.get(event, [(event,)]), order)
        found += map(frozenset, sets)
    return sorted(found, key=len)


def cut_sets(circuit: Circuit, order: int = MOST) -> list[frozenset[str]]:
    """Return the minimal sets of events without which a circuit fails, as ``minimal_sets`` does."""
    return minimal_sets(dual(circuit), order)


def numbers_by_order(circuit: Circuit, order: int = MOST) -> Numbers:
    """Return how many minimal sets make a circuit hold: of no event, of one, of two and so on.

    Raises:
        TooManySets: the circuit is too large for this order.
    """
    small, twins = collapsed(narrowed(circuit, order))
    behind, alone = numbers_behind(twins, order), itself(order)
    # Many sets have events that stand for as many sets: these are multiplied once.
    alike = Counter(
        tuple(behind.get(event, alone) for event in events) for events in _minimal(small, order)
    )
    none: Numbers = (1, *([0] * order))
    total = [0] * (order + 1)
    for numbers, times in alike.items():
        together = reduce(multiplied, numbers, none)
        for size, number in enumerate(together):
            total[size] += times * number
    return tuple(total)


def _is_soon_looked_through(circuit: Circuit) -> bool:
    many = len(circuit.events)
    nodes = many + len(circuit.gates)
    return many <= MOST_AS_IT_IS and _pairs(many) * nodes <= MOST_AT_ONCE


def _of_two(circuit: Circuit, order: int) -> Iterator[tuple[str, ...]]:
    """Yield the minimal sets of no event, of one and of two: one pass looks at all of them.

    Bit 0 is the empty set; after it stand the single events, and then the pairs.
    """
    many = len(circuit.events)
    with_event = _pairs_with(many)
    kept = [pairs << many + 1 | 2 << event for event, pairs in enumerate(with_event)]
    every = (1 << many + 1 + _pairs(many)) - 1
    held = passed_through(circuit, kept, every)[circuit.top]
    if held & 1 or order < 1:
        yield from [()] * (held & 1)
        return
    pairs = held >> many + 1 if order > 1 else 0
    for event in _bits(held >> 1 & (1 << many) - 1):
        yield (circuit.events[event],)
        pairs &= ~with_event[event]
    for greater, smaller in _each(pairs, ()):
        yield circuit.events[greater], circuit.events[smaller]


def _minimal(circuit: Circuit, order: int) -> Iterator[tuple[str, ...]]:
    """Yield the minimal sets of a circuit without constants, those of fewer events first."""
    if not circuit.events:
        if circuit.holds():
            yield ()
        return
    if order < 1:
        return
    every = (1 << len(circuit.events)) - 1
    singles = passed_through(circuit, [1 << n for n in range(len(circuit.events))], every)
    alone = {event for n, event in enumerate(circuit.events) if singles[circuit.top] >> n & 1}
    yield from ((event,) for event in sorted(alone))
    rest = narrowed(circuit, order, never=alone)
    if order > 1 and len(rest.events) > 1:
        for found in _Pairs(rest, order).found():
            yield tuple(rest.events[event] for event in found)


# Events that are certain, each with a smaller number than the one before.
Certain = tuple[int, ...]


class _Pairs:
    """All pairs of events: the pair of ``b`` and a greater ``c`` is bit ``c * (c - 1) / 2 + b``.

    So the pairs of the first events are the lowest bits. In sets of three and more, all but the two
    smallest events are certain.
    """

    def __init__(self, circuit: Circuit, order: int) -> None:
        """Work out for every node which pairs make it hold.

        Raises:
            TooManySets: that takes more memory or more time than it may.
        """
        self.circuit, self.order, self.many = circuit, order, len(circuit.events)
        nodes = self.many + len(circuit.gates)
        steps = sum(len(gate.inputs) * gate.at_least for gate in circuit.gates)
        in_all = max(_pairs(self.many), comb(self.many, order)) * steps
        if _pairs(self.many) * nodes > MOST_AT_ONCE or in_all > MOST_IN_ALL:
            raise TooManySets(self.many, order)
        self.columns = _pairs_with(self.many)
        self.values = passed_through(circuit, self.columns, (1 << _pairs(self.many)) - 1)

    def found(self) -> Iterator[tuple[int, ...]]:
        """Yield the minimal sets, none of which is a single event."""
        held: dict[Certain, int] = {(): self.values[self.circuit.top]}
        yield from _each(held[()], ())
        self.above = _above(self.circuit) if self.order > 2 else []
        for certain in range(1, self.order - 1):
            smaller, held = held, {}
            for events, top in self._certain(self.values, (), certain):
                held[events] = top
                yield from _each(top & ~self._contains(smaller, events), events)

    def _certain(
        self, values: list[int], events: Certain, more: int
    ) -> Iterator[tuple[Certain, int]]:
        """Yield which pairs of still smaller events make the top hold with what is certain."""
        if not more:
            yield events, values[self.circuit.top]
            return
        for event in range(2, events[-1] if events else self.many):
            yield from self._certain(self._with(values, event), (*events, event), more - 1)

    def _with(self, values: list[int], event: int) -> list[int]:
        """Return the values for the pairs of smaller events than one that is certain."""
        every = (1 << _pairs(event)) - 1
        first, found = self.many, values.copy()
        found[event] = every
        for node in self.above[event]:
            gate = self.circuit.gates[node - first]
            inputs = [found[below] & every for below in gate.inputs]
            found[node] = gathered(gate.at_least, inputs, every)
        return found

    def _contains(self, smaller: dict[Certain, int], events: Certain) -> int:
        """Return the pairs that hold with all but one of what is certain, or one of them alone."""
        last = events[-1]
        without_last = smaller[events[:-1]]
        found = 0
        for left_out in range(len(events)):
            found |= smaller[events[:left_out] + events[left_out + 1 :]]
        for other in _bits(without_last >> _pairs(last) & (1 << last) - 1):
            found |= self.columns[other]
        return found


def _above(circuit: Circuit) -> list[list[int]]:
    """Return for each event the gates that depend on it, in their order."""
    first = len(circuit.events)
    above = [0] * (first + len(circuit.gates))
    for number in range(len(circuit.gates) - 1, -1, -1):
        node = first + number
        for below in circuit.gates[number].inputs:
            above[below] |= above[node] | 1 << number
    return [[first + number for number in _bits(gates)] for gates in above[:first]]


def _each(pairs: int, events: Certain) -> Iterator[tuple[int, ...]]:
    """Yield the pairs of a number, each with the events that are certain."""
    while pairs:
        greater = (1 + isqrt(8 * pairs.bit_length() - 7)) // 2
        start = _pairs(greater)
        for smaller in _bits(pairs >> start):
            yield (*events, greater, smaller)
        pairs &= (1 << start) - 1


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits of a number."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _pairs(events: int) -> int:
    """Return how many pairs there are of so many events."""
    return events * (events - 1) // 2


def _pairs_with(events: int) -> list[int]:
    """Return for each event the pairs it is in."""
    starts = bytearray(_pairs(events) // 8 + 1)
    for greater in range(1, events):
        starts[_pairs(greater) >> 3] |= 1 << (_pairs(greater) & 7)
    with_first = int.from_bytes(starts, "little")
    found = []
    for event in range(events):
        as_greater = ((1 << event) - 1) << _pairs(event)
        after = _pairs(event + 1)
        found.append(as_greater | with_first >> after << after + event)
    return found
