"""What can be done next in a case: obtaining the items that are not there yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from amends.office.exhibits.models import Admissibility
from amends.office.proving.lasting import kept_until
from amends.office.proving.models import ProofStep
from amends.office.proving.selectors import CaseProof
from amends.proof.graph import Argument, Graph
from amends.proof.next_steps import Gain, Plan, cheapest_plan, gains
from amends.proof.outlooks import Options, Outlook, options
from amends.proof.proving import Reading
from amends.proof.steps import Patch, Step, VictimTier

# With more steps than this, or in a larger case with fewer, the table of them takes seconds and
# hundreds of megabytes: each step is two ways to end, every pair of losses a bit of every gate.
MOST_STEPS = 60
MOST_BITS = 2_000_000_000


@dataclass(frozen=True, eq=False)
class Planning:
    """The steps of a case beside how it stands now.

    Attributes:
        left_out: how many steps are not looked at, since there are too many.
    """

    held: CaseProof
    options: Options
    today: date
    left_out: int

    @cached_property
    def now(self) -> Outlook:
        """Return how the counts stand with no step taken."""
        return self.options.outlooks([[]])[0]

    @cached_property
    def gains(self) -> tuple[Gain, ...]:
        """Return what each step changes, what should be done first at the top."""
        return gains(self.options, self.today)

    def plan(self, count: str) -> Plan:
        """Return the cheapest steps after which no single loss un-proves a count."""
        return cheapest_plan(self.options, count)


def planning(held: CaseProof, today: date, trial: date) -> Planning:
    """Return the steps that can be taken in a case, compiled with it."""
    every = list(steps_of(held))
    taken = every[: _most_steps(held)]
    found = options(
        without_proposed(held),
        taken,
        held.policy,
        kept_until(held, (trial - today).days),
        Reading.PENDING,
    )
    return Planning(held, found, today, len(every) - len(taken))


def _most_steps(held: CaseProof) -> int:
    """Return how many steps can be looked at together in a case."""
    circuits = held.proof.circuits.values()
    gates = max((len(circuit.gates) for circuit in circuits), default=0)
    losses = len(held.made_of.losses)
    pairs = 1 + losses + losses * (losses - 1) // 2
    blocks = MOST_BITS // max(pairs * gates, 1)
    return max(1, min(MOST_STEPS, (blocks - 1) // 2))


def without_proposed(held: CaseProof) -> Graph:
    """Return the graph of a case without what is still to be obtained."""
    graph = held.made_of.graph
    waiting = _proposed(held)
    return replace(
        graph,
        items={key: one for key, one in graph.items.items() if key not in waiting},
        arguments=tuple(one for one in graph.arguments if waiting.isdisjoint(one.premises)),
    )


def steps_of(held: CaseProof) -> Iterator[Step]:
    """Yield a step for each item that is to be obtained and on which an argument would rest.

    What it brings counts for the side it speaks for: at worst it brings nothing.
    """
    said: Mapping[int, ProofStep] = {row.item_id: row for row in held.made_of.rows.steps}
    by_item: dict[str, list[Argument]] = {}
    for argument in held.made_of.graph.arguments:
        waiting = sorted(_proposed(held).intersection(argument.premises))
        if waiting:
            by_item.setdefault(waiting[0], []).append(argument)
    for key in sorted(_proposed(held)):
        item = held.made_of.items[key]
        yield _step(
            key,
            Patch(items=(held.made_of.graph.items[key],), arguments=tuple(by_item.get(key, ()))),
            said.get(item.pk),
        )


def _step(key: str, brings: Patch, row: ProofStep | None) -> Step:
    if row is None:
        return Step(key=key, success=brings)
    return Step(
        key=key,
        success=brings,
        cost=row.cost,
        days=row.days,
        queue=row.queue,
        tier=VictimTier(row.tier),
        perishable=row.perishable,
        deadline=row.deadline,
        authority=row.authority,
    )


def _proposed(held: CaseProof) -> frozenset[str]:
    """Return the items that are to be obtained."""
    return frozenset(
        key
        for key, item in held.made_of.items.items()
        if item.admissibility == Admissibility.PROPOSED
    )
