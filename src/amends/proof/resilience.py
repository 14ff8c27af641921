"""What a proof bears to lose: cut sets and path sets, kappa, and how long the evidence lasts.

A cut set says whom to protect first. Read by the wrong person it says whom to silence: whatever is
shown of it is for the assigned prosecutor and the lead alone. How long evidence lasts says nothing
of guilt, and a low figure is never a reason to drop a victim's case.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amends.proof.acceptance import loss_event, origin_event
from amends.proof.circuit import Circuit
from amends.proof.cuts import MOST, cut_sets
from amends.proof.diagrams import MOST_NODES, Diagram, TooManyNodes
from amends.proof.estimates import estimated
from amends.proof.graph import Argument
from amends.proof.proving import LEFT_OUT, Picture, Proof, Reading
from amends.proof.set_diagrams import MinimalSets
from amends.proof.states import Accepted, Proved, State

LOSS, ORIGIN = loss_event(""), origin_event("")


@dataclass(frozen=True)
class Resilience:
    """How many losses something bears.

    Attributes:
        cuts: the smallest sets of losses that un-prove it, of ``order`` losses at most, by size.
            It is not proved now if nothing need be lost.
    """

    cuts: tuple[frozenset[str], ...]
    order: int

    @property
    def number(self) -> int | None:
        """Return how many losses un-prove it; nothing if it is more than were looked at."""
        return len(self.cuts[0]) if self.cuts else None


@dataclass(frozen=True)
class Corroboration:
    """On how many origins a proposition stands.

    Attributes:
        origins: those behind the arguments that hold.
        kappa: how many must be discredited to un-prove it; nothing if more than were looked at.
        fewest: one such set of origins. Where it is one, that is the single source.
    """

    origins: frozenset[str]
    kappa: int | None
    fewest: frozenset[str]


def over_losses(proof: Proof, state: State, reading: Reading = Reading.ADMITTED) -> Circuit:
    """Return what a state asks of what may be lost, no origin being discredited."""
    return losses_under(proof.circuits[state], reading)


def losses_under(circuit: Circuit, reading: Reading = Reading.ADMITTED) -> Circuit:
    """Return what the top of a circuit asks of what may be lost, no origin being discredited."""
    return _over(circuit, LOSS, reading)


def resilience(
    proof: Proof, state: State, reading: Reading = Reading.ADMITTED, order: int = MOST
) -> Resilience:
    """Return how many losses something bears, and what they are, up to a number of them."""
    return resilience_of(proof.circuits[state], reading, order)


def resilience_of(
    circuit: Circuit, reading: Reading = Reading.ADMITTED, order: int = MOST
) -> Resilience:
    """Return the same for the top of a circuit, such as one that was kept of a count."""
    found = cut_sets(losses_under(circuit, reading), order)
    return Resilience(_named(found, LOSS), order)


def sufficient(
    proof: Proof, state: State, reading: Reading = Reading.ADMITTED
) -> tuple[frozenset[str], ...]:
    """Return every smallest set of what must be kept so that something is proved, by size.

    Raises:
        TooManyNodes: there are too many to be held.
    """
    found = MinimalSets(over_losses(proof, state, reading)).sets()
    return _named(found, LOSS)


def least_burden(
    proof: Proof, state: State, burdens: Mapping[str, int], reading: Reading = Reading.ADMITTED
) -> frozenset[str] | None:
    """Return what to keep so that something is proved with the least burden on those who testify.

    Burdens are weights in whole numbers; what has none, weighs nothing. Nothing if it is not
    proved.

    Raises:
        TooManyNodes: there are too many ways to be looked at.
    """
    circuit = over_losses(proof, state, reading)
    weights = {event: burdens.get(event.removeprefix(LOSS), 0) for event in circuit.events}
    found = MinimalSets(circuit).lightest({name: float(weight) for name, weight in weights.items()})
    return _named([found[1]], LOSS)[0] if found else None


def stands_without(
    proof: Proof, state: State, lost: Iterable[str], reading: Reading = Reading.ADMITTED
) -> bool:
    """Say whether something is proved without some things, such as the testimony of victims."""
    return proof.picture(reading, map(loss_event, lost)).holds(state)


def corroboration(
    proof: Proof, key: str, reading: Reading = Reading.ADMITTED, most: int = MOST
) -> Corroboration:
    """Return on how many origins a proposition stands at the standard it must meet."""
    state = Proved(key, proof.graph.propositions[key].standard)
    found = cut_sets(_over(proof.circuits[state], ORIGIN, reading), most)
    fewest = _named(found, ORIGIN)[0] if found else frozenset[str]()
    origins = origins_of(proof.picture(reading), key)
    return Corroboration(origins, len(fewest) if found else None, fewest)


def origins_of(picture: Picture, key: str) -> frozenset[str]:
    """Return the origins behind the arguments for a proposition that hold, directly or not."""
    graph = picture.proof.graph
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        for argument in graph.arguments_for.get(waiting.pop(), ()):
            if picture.holds(Accepted(argument.key)):
                found |= _items_behind(picture, argument)
                waiting += [
                    p for p in argument.premises if p in graph.propositions and p not in seen
                ]
                seen.update(argument.premises)
    return frozenset(found)


def _items_behind(picture: Picture, argument: Argument) -> set[str]:
    items = picture.proof.graph.items
    return {o for key in argument.premises if key in items for o in items[key].origins or {""}}


@dataclass(frozen=True)
class Survival:
    """How likely the evidence for something is all there on a day, and whom to protect first.

    Attributes:
        by_day: the chance on each day that was asked for, in days from now.
        protect: what raises it most on the last of these days, the most first; empty where the
            chances are estimated.
        within: where they are estimated, how far off 95 of 100 such estimates are at most.
    """

    by_day: tuple[tuple[int, float], ...]
    protect: tuple[tuple[str, float], ...]
    within: float | None = None


def survival(
    proof: Proof,
    state: State,
    hazards: Mapping[str, float],
    days: Iterable[int],
    *,
    reading: Reading = Reading.ADMITTED,
    most_nodes: int = MOST_NODES,
) -> Survival:
    """Return how the evidence for something lasts, each thing being lost at a steady rate a day.

    Where the circuit is too large for an exact answer, it is estimated, and says so.
    """
    circuit = over_losses(proof, state, reading)
    kept_by_day = {
        day: {
            event: math.exp(-hazards.get(event.removeprefix(LOSS), 0.0) * day)
            for event in circuit.events
        }
        for day in sorted(days)
    }
    try:
        diagram = Diagram(circuit, most_nodes)
    except TooManyNodes:
        return _estimated(circuit, kept_by_day)
    by_day = [(day, diagram.chance(kept)) for day, kept in kept_by_day.items()]
    protect = diagram.importance(kept_by_day[max(kept_by_day)]) if kept_by_day else {}
    first = sorted(protect.items(), key=lambda found: (-found[1], found[0]))
    return Survival(tuple(by_day), tuple((name.removeprefix(LOSS), gain) for name, gain in first))


def _estimated(circuit: Circuit, kept_by_day: Mapping[int, Mapping[str, float]]) -> Survival:
    found = {day: estimated(circuit, kept) for day, kept in kept_by_day.items()}
    off = (max(one.high - one.chance, one.chance - one.low) for one in found.values())
    by_day = tuple((day, one.chance) for day, one in found.items())
    return Survival(by_day, (), max(off, default=0.0))


def _over(circuit: Circuit, kind: str, reading: Reading) -> Circuit:
    """Return the circuit in which only events of one kind are open."""
    left_out = LEFT_OUT[reading]
    kept = [e for e in circuit.events if not e.startswith(kind) and e not in left_out]
    return circuit.given(frozenset(kept), left_out)


def _named(sets: Iterable[frozenset[str]], kind: str) -> tuple[frozenset[str], ...]:
    """Return sets of events under the names that people know, the small ones first."""
    known = (frozenset(name.removeprefix(kind) for name in each) for each in sets)
    return tuple(sorted(known, key=lambda each: (len(each), sorted(each))))
