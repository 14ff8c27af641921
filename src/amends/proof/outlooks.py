"""How the counts of a case would stand if some steps were taken, many choices in one pass.

All steps are compiled into one circuit with the case, in which each is something that was brought
or not. Every choice of steps is a block of bits, and in it every loss and every pair of losses is
one bit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from amends.proof.acceptance import brought_event, spared_event
from amends.proof.circuit import Circuit, given
from amends.proof.diagrams import Diagram, TooManyNodes
from amends.proof.estimates import estimated
from amends.proof.force_policy import ForcePolicy
from amends.proof.graph import Graph
from amends.proof.proving import LEFT_OUT, Reading, prove
from amends.proof.resilience import LOSS
from amends.proof.scenarios import passed_through
from amends.proof.states import Charged
from amends.proof.steps import Ending, Step, laid_over

# No set of losses larger than a pair is looked for.
MORE_THAN_TWO = 3
# A table of steps asks for many chances: those of larger diagrams are estimated.
MOST_NODES = 20_000
BROUGHT, SPARED = brought_event(""), spared_event("")


@dataclass(frozen=True)
class Outlook:
    """How the counts of a case stand with some steps taken.

    Attributes:
        losses: of each count, the fewest losses that un-prove it: 0 where it is not proved now,
            and 3 where no pair does.
        cuts: how many single losses, and pairs of others, un-prove a count, over all counts.
        lasting: how many counts have all their evidence on the day of the trial, as is to be
            expected.
    """

    losses: Mapping[str, int]
    cuts: int
    lasting: float

    @property
    def proved(self) -> frozenset[str]:
        """Return the counts that are proved."""
        return frozenset(count for count, losses in self.losses.items() if losses)

    @property
    def bears(self) -> int:
        """Return how many losses the counts bear, each counted up to three, over all counts."""
        return sum(self.losses.values())


@dataclass(frozen=True, eq=False)
class Options:
    """The steps that can be taken in a case, compiled with it.

    Attributes:
        kept: of each loss event, how likely it is that it has not happened by the trial.
    """

    steps: tuple[Step, ...]
    circuits: Mapping[str, Circuit]
    kept: Mapping[str, float]

    @cached_property
    def losses(self) -> tuple[str, ...]:
        """Return the events that may be lost, over all counts."""
        every = {event for circuit in self.circuits.values() for event in circuit.events}
        return tuple(sorted(event for event in every if event.startswith(LOSS)))

    def outlooks(self, taken: Sequence[Collection[Ending]]) -> list[Outlook]:
        """Return how the counts stand with each of several choices of steps, in one pass."""
        blocks = _Blocks(self.losses, len(taken))
        events = next(iter(self.circuits.values())).events if self.circuits else ()
        bits = [blocks.kept(event, taken) for event in events]
        some = next(iter(self.circuits.values()), None)
        values = passed_through(some, bits, blocks.every) if some else []
        held = {count: values[circuit.top] for count, circuit in self.circuits.items()}
        return [
            self._outlook(blocks, {c: blocks.of(bits, n) for c, bits in held.items()}, endings)
            for n, endings in enumerate(taken)
        ]

    def _outlook(
        self, blocks: _Blocks, held: Mapping[str, int], endings: Collection[Ending]
    ) -> Outlook:
        cuts = {count: blocks.cuts(bits) for count, bits in held.items()}
        losses = {
            count: min(map(len, found), default=MORE_THAN_TWO) for count, found in cuts.items()
        }
        proved = [count for count, fewest in losses.items() if fewest]
        return Outlook(
            losses,
            sum(len(cuts[count]) for count in proved),
            sum(self._lasts(count, endings) for count in proved),
        )

    def _lasts(self, count: str, endings: Collection[Ending]) -> float:
        chances = {
            event: self.kept.get(event.removeprefix(LOSS), 1.0)
            if event.startswith(LOSS)
            else float(is_kept(event, endings))
            for event in self.circuits[count].events
        }
        diagram = self._diagrams[count]
        if diagram is None:
            return estimated(self.circuits[count], chances).chance
        return diagram.chance(chances)

    @cached_property
    def _diagrams(self) -> Mapping[str, Diagram | None]:
        return {count: _diagram(circuit) for count, circuit in self.circuits.items()}


def options(
    graph: Graph,
    steps: Iterable[Step],
    policy: ForcePolicy,
    kept: Mapping[str, float],
    reading: Reading = Reading.PENDING,
) -> Options:
    """Compile a case with the steps that can be taken in it.

    What is still to come counts, unless a stricter reading is asked for: no step brings anything
    that is admitted already.
    """
    given_steps = tuple(steps)
    proof = prove(laid_over(graph, given_steps), policy)
    counts = {charge.key: proof.circuits[Charged(charge.key)] for charge in graph.charges}
    events = next(iter(counts.values())).events if counts else ()
    left_out = LEFT_OUT[reading]
    settled = [e for e in events if not e.startswith((LOSS, BROUGHT, SPARED)) and e not in left_out]
    return Options(given_steps, given(counts, frozenset(settled), left_out), kept)


def is_kept(event: str, endings: Collection[Ending]) -> bool:
    """Say whether an event about steps has not been lost, with some steps taken."""
    brought = {ending.brings for ending in endings}
    if event.startswith(BROUGHT):
        return event.removeprefix(BROUGHT) in brought
    return event.removeprefix(SPARED) not in brought


def _diagram(circuit: Circuit) -> Diagram | None:
    """Return the diagram of a circuit; nothing if it is too large, so that it is estimated."""
    try:
        return Diagram(circuit, MOST_NODES)
    except TooManyNodes:
        return None


class _Blocks:
    """One block of bits for each choice; in each, a bit for no loss, every loss and every pair."""

    def __init__(self, losses: Sequence[str], number: int) -> None:
        """Number the losses, and the pairs of them."""
        self.sets: list[tuple[str, ...]] = [()]
        self.sets += [(loss,) for loss in losses]
        self.sets += combinations(losses, 2)
        self.lost = dict.fromkeys(losses, 0)
        for n, gone in enumerate(self.sets):
            for loss in gone:
                self.lost[loss] |= 1 << n
        self.width = len(self.sets)
        self.block = (1 << self.width) - 1
        self.number = number
        self.every = (1 << self.width * number) - 1
        # In each block, the first bit.
        self.firsts = self.every // self.block if number else 0

    def kept(self, event: str, taken: Sequence[Collection[Ending]]) -> int:
        """Return the bits in which an event is kept."""
        if event.startswith(LOSS):
            return (self.block ^ self.lost[event]) * self.firsts
        blocks = (n for n, endings in enumerate(taken) if is_kept(event, endings))
        return sum(self.block << n * self.width for n in blocks)

    def of(self, bits: int, number: int) -> int:
        """Return the bits of one choice."""
        return bits >> number * self.width & self.block

    def cuts(self, bits: int) -> list[tuple[str, ...]]:
        """Return the smallest sets of losses that un-prove, from the bits of one choice."""
        failing = (losses for n, losses in enumerate(self.sets) if not bits >> n & 1)
        found: list[tuple[str, ...]] = []
        singles: set[str] = set()
        for losses in failing:
            if not losses:
                return [()]
            if singles.isdisjoint(losses):
                found.append(losses)
                singles.update(losses if len(losses) == 1 else ())
        return found
