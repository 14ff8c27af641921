"""Dual criminality: whether the same conduct, had it happened in the other State, is a crime there.

Compared are the elements and not the names of offences (UNTOC articles 16(1) and 43(2)).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amends.base.messages import Message
from amends.law.bars import BarKind
from amends.law.charging import ChargeableCount, charge
from amends.law.elements import Element, ElementName, ElementState
from amends.law.facts import Facts
from amends.law.thresholds import SERIOUS_CRIME

OUT_OF_FORCE = frozenset({BarKind.NOT_YET_IN_FORCE, BarKind.NO_LONGER_IN_FORCE})
MADE_OUT = frozenset({ElementState.PRESENT, ElementState.NOT_NEEDED})


class Dual(StrEnum):
    """Whether the requested State punishes the conduct."""

    YES = "yes"
    OPEN = "open"
    NO = "no"


@dataclass(frozen=True)
class Counterpart:
    """A count in the requesting State and what answers to it in the requested one.

    Attributes:
        there: the offence that comes nearest; nothing if no offence is about such acts.
        without: the elements asked for there that the facts do not show.
        serious: whether each penalty reaches four years (UNTOC article 2(b)); nothing if unknown.
        tools: which means of cooperation the convention opens for it.
    """

    here: ChargeableCount
    there: ChargeableCount | None
    dual: Dual
    without: tuple[Element, ...]
    serious: tuple[bool | None, bool | None]
    tools: tuple[Message, ...]

    @property
    def unread(self) -> tuple[ElementName, ...]:
        """Return the elements on which the law of the requested State was not read."""
        found = self.there.elements if self.there else ()
        return tuple(e.name for e in found if e.state is ElementState.UNREAD)


def dual_criminality(
    facts: Facts, requesting: str, requested: str, on: date
) -> tuple[Counterpart, ...]:
    """Return, for every count that lies in the requesting State, what answers to it elsewhere.

    The facts are moved to the requested State; time limits there are no part of the question.
    """
    here = charge(facts, [requesting], on).available()
    there = charge(_moved(facts, requested), [requested], on).counts
    return tuple(_counterpart(count, there) for count in here)


def _moved(facts: Facts, country: str) -> Facts:
    moved = tuple(dataclasses.replace(conduct, places=(country,)) for conduct in facts.conduct)
    return dataclasses.replace(facts, conduct=moved)


def _counterpart(here: ChargeableCount, there: tuple[ChargeableCount, ...]) -> Counterpart:
    about = here.by, here.victim
    candidates = [c for c in there if (c.by, c.victim) == about and _was_in_force(c)]
    nearest = min(candidates, key=_distance, default=None)
    serious = is_serious(here), is_serious(nearest) if nearest else None
    dual = _dual(nearest)
    without = tuple(e for e in nearest.elements if e.state not in MADE_OUT) if nearest else ()
    without = tuple(e for e in without if e.state is not ElementState.UNREAD)
    return Counterpart(here, nearest, dual, without, serious, _tools(dual, serious))


def _was_in_force(count: ChargeableCount) -> bool:
    return not any(bar.kind in OUT_OF_FORCE for bar in count.bars)


def _distance(count: ChargeableCount) -> tuple[int, int, int]:
    """Return how far a count is from being made out: missing, then contested, then not read."""
    states = [element.state for element in count.elements]
    order = (ElementState.MISSING, ElementState.CONTESTED, ElementState.UNREAD)
    missing, contested, unread = (states.count(state) for state in order)
    return missing, contested, unread


def _dual(there: ChargeableCount | None) -> Dual:
    if there is None or there.missing or _is_not_punished(there):
        return Dual.NO
    return Dual.YES if all(e.state in MADE_OUT for e in there.elements) else Dual.OPEN


def _is_not_punished(count: ChargeableCount) -> bool:
    """Say whether the law does not punish such participation; where a bar is certain."""
    return any(bar.kind is BarKind.MODE and bar.certain for bar in count.bars)


def is_serious(count: ChargeableCount) -> bool | None:
    """Say whether a count's longest custody is four years or more; nothing if it is not known."""
    penalty = count.penalty
    if penalty is None or not penalty.is_known:
        return None
    longest = penalty.maximum.value if count.longest is None else count.longest
    return penalty.life.value is True or (isinstance(longest, int) and longest >= SERIOUS_CRIME)


def _tools(dual: Dual, serious: tuple[bool | None, bool | None]) -> tuple[Message, ...]:
    always = (LETTER, SPONTANEOUS)
    if dual is Dual.NO:
        return always
    if all(serious):
        return (*always, EXTRADITION, TEAM, TECHNIQUES)
    return (*always, EXTRADITION_BY_TREATY)


LETTER = Message("Mutual legal assistance; it may be given without dual criminality (18(9)).")
SPONTANEOUS = Message("Information without a request (18(4)).")
EXTRADITION = Message("Extradition (16), or submission for prosecution (16(10)).")
EXTRADITION_BY_TREATY = Message("Extradition as far as a treaty or the law of both allows it.")
TEAM = Message("A joint investigation (19).")
TECHNIQUES = Message("Special investigative techniques across the border (20).")
