"""Many scenarios at once: each is one bit of a whole number, and one pass answers them all.

A scenario says which events are lost. The number of an event has the bit of every scenario in which
it is kept; from these follow the numbers of the gates, with ``&`` and ``|`` alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import and_, or_

from amends.proof.circuit import Circuit

# Counting in two binary digits tells up to three; whatever runs over is four or more.
MOST_COUNTED = 4


def holding(circuit: Circuit, scenarios: Iterable[Collection[str]]) -> list[int]:
    """Return for every node the scenarios in which it holds, scenario ``n`` as bit ``n``.

    Each scenario names the events that are lost in it; one the circuit does not have is passed by.
    """
    given = list(scenarios)
    lost = {event: bytearray(len(given) // 8 + 1) for event in set().union(*given)}
    for number, scenario in enumerate(given):
        for event in scenario:
            lost[event][number >> 3] |= 1 << (number & 7)
    every = (1 << len(given)) - 1
    bits = {event: every ^ int.from_bytes(one, "little") for event, one in lost.items()}
    return passed_through(circuit, [bits.get(event, every) for event in circuit.events], every)


def passed_through(circuit: Circuit, kept: Sequence[int], every: int) -> list[int]:
    """Return the number of every node from those of the events; ``every`` has all bits.

    A caseload spends nearly all its time here, so that gates of one and of all need no call.
    """
    values = list(kept)
    for at_least, inputs in circuit.gates:
        if at_least == 1:
            bits = 0
            for node in inputs:
                bits |= values[node]
        elif at_least == len(inputs):
            bits = every
            for node in inputs:
                bits &= values[node]
        else:
            bits = gathered(at_least, [values[node] for node in inputs], every)
        values.append(bits)
    return values


def gathered(at_least: int, inputs: Sequence[int], every: int) -> int:
    """Return the scenarios in which at least so many of some inputs hold."""
    if at_least <= 0:
        return every
    if at_least > len(inputs):
        return 0
    if at_least == 1:
        return reduce(or_, inputs)
    if at_least == len(inputs):
        return reduce(and_, inputs)
    if at_least <= MOST_COUNTED:
        return _counted(at_least, inputs)
    enough = [every] + [0] * at_least
    for one in inputs:
        for number in range(at_least, 0, -1):
            enough[number] |= enough[number - 1] & one
    return enough[at_least]


def _counted(at_least: int, inputs: Iterable[int]) -> int:
    """Return the scenarios in which two, three or four inputs hold, counted in binary."""
    ones = twos = over = 0
    for one in inputs:
        carried = ones & one
        ones ^= one
        over |= twos & carried
        twos ^= carried
    return over | {2: twos, 3: twos & ones, 4: 0}[at_least]
