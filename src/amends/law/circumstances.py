"""The circumstances of a count: those that are stated, and those that follow from the facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from amends.law.elements import Subsumption
from amends.law.facts import Allegation
from amends.law.thresholds import MAJORITY
from amends.law.victims import VictimThen, is_child

LIMITS = (14, 15, 16)
FROM = (14, 15)


def circumstances_of(
    held: Subsumption, alleged: Allegation, victim: VictimThen, on: date
) -> frozenset[str]:
    """Return every circumstance of a count on an offence, as of a day and its victim then."""
    return alleged.conduct.shown.union(_follow(held, alleged, victim, on))


def _follow(held: Subsumption, alleged: Allegation, victim: VictimThen, on: date) -> Iterator[str]:
    unprotected_too = held.law.sees_the_unprotected
    if len(alleged.victims) > 1:
        yield "several_victims"
        if alleged.children_on(on, with_unprotected=unprotected_too) > 1:
            yield "several_children"
    if held.shows_means:
        yield "means_used"
    if is_child(victim, unprotected_too):
        yield "child"
    if victim.age is not None:
        yield from of_age(victim.age)


@cache
def of_age(age: int) -> frozenset[str]:
    """Return the circumstances that follow from a victim's age alone."""
    if age >= MAJORITY:
        return frozenset()
    under = (f"under_{limit}" for limit in LIMITS if age < limit)
    return frozenset({"child", *under, *(f"aged_{low}_to_17" for low in FROM if age >= low)})
