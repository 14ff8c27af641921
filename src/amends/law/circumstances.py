"""The circumstances of a count: those that are stated, and those that follow from the facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from amends.law.elements import shows_means
from amends.law.facts import Allegation, Conduct
from amends.law.resolved import Resolved
from amends.law.terms import Vocabulary, covering
from amends.law.thresholds import MAJORITY
from amends.law.victims import is_child

LIMITS = (14, 15, 16)
FROM = (14, 15)


def circumstances_of(law: Resolved, alleged: Allegation, on: date) -> frozenset[str]:
    """Return every circumstance of a count on an offence, as of a day."""
    return frozenset({*alleged.conduct.shown, *_follow(law, alleged, on)})


def exploitation(law: Resolved, conduct: Conduct) -> frozenset[str]:
    """Return the exploitation that a count is about: of what is stated, that which answers the law.

    Where nothing answers, or the law names none, it is everything that is stated.
    """
    stated = frozenset((*conduct.ends, *conduct.occurred))
    named = law.ends.words
    answering = (w for w in stated if not named.isdisjoint(covering(Vocabulary.ENDS, w)))
    return frozenset(answering) or stated


def _follow(law: Resolved, alleged: Allegation, on: date) -> Iterator[str]:
    if len(alleged.victims) > 1:
        yield "several_victims"
        if alleged.children_on(on, with_unprotected=law.sees_the_unprotected) > 1:
            yield "several_children"
    if shows_means(law, alleged.conduct):
        yield "means_used"
    victim = alleged.then(on)
    if is_child(victim, law.sees_the_unprotected):
        yield "child"
    if victim.age is not None:
        yield from of_age(victim.age)


def of_age(age: int) -> frozenset[str]:
    """Return the circumstances that follow from a victim's age alone."""
    if age >= MAJORITY:
        return frozenset()
    under = (f"under_{limit}" for limit in LIMITS if age < limit)
    return frozenset({"child", *under, *(f"aged_{low}_to_17" for low in FROM if age >= low)})
