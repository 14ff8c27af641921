"""The steps that can be taken, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from amends.office.desk.words import listed
from amends.office.exhibits.models import Item
from amends.office.proving.models import ProofStep
from amends.office.proving.planning import Planning
from amends.office.proving.words import losses_words
from amends.proof.next_steps import Gain, Plan

# A plan is worked out for so many counts; each may take a moment.
MOST_PLANS = 30


@dataclass(frozen=True)
class StepRow:
    """One step that can be taken, and what it gains."""

    item: Item
    gain: Gain
    tier: str | Promise
    more_losses: int


@dataclass(frozen=True)
class PlanRow:
    """The cheapest plan for one count; what it cannot make good, for those who may know."""

    citation: str
    who: str
    plan: Plan
    said: str
    unrepaired: str


def step_rows(found: Planning) -> Iterator[StepRow]:
    """Yield the steps, what should be done first at the top."""
    if not found.options.steps:
        return
    for gain in found.gains:
        yield StepRow(
            found.held.made_of.items[gain.step.key],
            gain,
            ProofStep.Tier(gain.step.tier).label,
            gain.best.bears - found.now.bears,
        )


def plan_rows(found: Planning, *, knows: bool) -> Iterator[PlanRow]:
    """Yield the cheapest plan for each count, if there is anything to plan with."""
    if not found.options.steps:
        return
    people = found.held.made_of.rows.found.parties
    for name, count in list(found.held.made_of.counts.items())[:MOST_PLANS]:
        plan = found.plan(name)
        lost = plan.unrepaired or frozenset()
        yield PlanRow(
            count.citation,
            listed([people[count.by].designation, people[count.victim].designation]),
            plan,
            listed(plan.steps),
            losses_words(lost, found.held.made_of.losses) if knows else "",
        )
