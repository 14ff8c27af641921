"""Steps that can be taken: what each may bring, and what it asks of whom.

A step is a patch to the graph for each way it may end. All of them are laid into one graph, in
which the items of each are there only if it was taken and ended that way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

from amends.base.messages import Refusal
from amends.proof.graph import Argument, Evidence, Graph, Proposition


class VictimTier(IntEnum):
    """What a step asks of victims, the least first."""

    NOTHING = 0
    CONTACT = 1
    STATEMENT = 2
    RISK = 3


@dataclass(frozen=True, kw_only=True)
class Patch:
    """What a step adds to the graph if it ends in one way."""

    items: tuple[Evidence, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that can be done, and what may come of it.

    Attributes:
        success, failure: what it adds at best, and at worst: nothing, or what helps the defence.
        cost: in whole units that are the same for all steps.
        days, queue: how long it takes, and how long it waits before it begins.
        perishable: the last day on which there is still something to be had.
        deadline: the last day on which its result is of use.
        authority: whose leave it needs.
    """

    key: str
    success: Patch
    failure: Patch = Patch()
    cost: int = 0
    days: int = 0
    queue: int = 0
    tier: VictimTier = VictimTier.NOTHING
    perishable: date | None = None
    deadline: date | None = None
    authority: str = ""

    @property
    def latest_start(self) -> date | None:
        """Return the last day on which it can be begun and still end in time."""
        ends = [
            *([self.perishable - timedelta(days=self.queue)] if self.perishable else []),
            *([self.deadline - timedelta(days=self.days + self.queue)] if self.deadline else []),
        ]
        return min(ends, default=None)


@dataclass(frozen=True)
class Ending:
    """A step that is taken, and how it ends."""

    step: str
    success: bool

    @property
    def brings(self) -> str:
        """Return the name under which what it brings stands in the graph."""
        return f"{self.step} {'brings' if self.success else 'fails'}"


def laid_over(graph: Graph, steps: Iterable[Step]) -> Graph:
    """Return a graph with everything that steps may bring, each marked with how it comes about.

    Raises:
        Refusal: a step brings what is held already, or an argument of it rests on nothing that
            it brings.
    """
    items, held = dict(graph.items), dict(graph.propositions)
    arguments = list(graph.arguments)
    for step in steps:
        for success, patch in ((True, step.success), (False, step.failure)):
            brought_by = Ending(step.key, success).brings
            _refuse_if_held(step, patch, {*items, *held})
            items |= {each.key: replace(each, brought_by=brought_by) for each in patch.items}
            held |= {each.key: each for each in patch.propositions}
            arguments += _tied(step, patch)
    return replace(graph, items=items, propositions=held, arguments=tuple(arguments))


def _refuse_if_held(step: Step, patch: Patch, known: Collection[str]) -> None:
    brought = [*(each.key for each in patch.items), *(each.key for each in patch.propositions)]
    for key in brought:
        if key in known:
            raise Refusal(
                "%(key)s of the step %(step)s is held already. Rename one of them.",
                key=key,
                step=step.key,
            )


def _tied(step: Step, patch: Patch) -> Sequence[Argument]:
    """Return the arguments of a patch; each has to fall away with what the step brings."""
    brought = {each.key for each in patch.items}
    for argument in patch.arguments:
        if brought.isdisjoint(argument.premises):
            raise Refusal(
                "Argument %(key)s of the step %(step)s rests on nothing that the step brings.",
                key=argument.key,
                step=step.key,
            )
    return patch.arguments
