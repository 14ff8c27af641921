"""What may be lost, in the order in which the most falls: one thing after another.

It says whom to silence as much as a cut set does, and is kept from the same people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from amends.proof.acceptance import loss_event
from amends.proof.graph import Force
from amends.proof.proving import LEFT_OUT, Proof, Reading
from amends.proof.scenarios import holding
from amends.proof.states import Charged, Proved, Reaches, State

# So many are looked at one after another: whoever lost more has nothing left to compare.
MOST_IN_ORDER = 20
Standing = tuple[int, int, int]


def one_after_another(
    proof: Proof,
    events: Sequence[str],
    reading: Reading = Reading.ADMITTED,
    most: int = MOST_IN_ORDER,
) -> tuple[str, ...]:
    """Return what may be lost, each after that with which more falls once the earlier are gone.

    First come counts that fall, then what they ask to be proved, then how far that is supported.
    Where as much falls, the first of ``events`` comes first. It ends where nothing more can fall.
    """
    lost: list[str] = []
    left = list(dict.fromkeys(events))
    while left and len(lost) < most:
        now, bare, *each = _standing(
            proof, reading, [lost, [*lost, *left], *([*lost, event] for event in left)]
        )
        if now == bare:
            break
        lost.append(left.pop(min(range(len(left)), key=each.__getitem__)))
    return tuple(lost)


def _standing(
    proof: Proof, reading: Reading, scenarios: Iterable[Iterable[str]]
) -> Iterator[Standing]:
    """Yield how much holds in each scenario: counts, what they ask for, and its levels."""
    gone = [LEFT_OUT[reading].union(map(loss_event, lost)) for lost in scenarios]
    circuit = next(iter(proof.circuits.values()), None)
    if circuit is None:
        return iter([(0, 0, 0)] * len(gone))
    values = holding(circuit, gone)

    def bits(states: Iterable[State]) -> list[int]:
        return [values[proof.circuits[one].top] for one in states if one in proof.circuits]

    charges, claims = proof.graph.charges, proof.graph.propositions
    asked = dict.fromkeys(key for charge in charges for key in charge.propositions)
    kinds = (
        bits(Charged(charge.key) for charge in charges),
        bits(Proved(key, claims[key].standard) for key in asked),
        bits(Reaches(key, level) for key in asked for level in Force),
    )
    counted = ([sum(one >> n & 1 for one in kind) for n in range(len(gone))] for kind in kinds)
    return iter(list(zip(*counted, strict=True)))
