"""Dual criminality: whether the same conduct, had it happened in the other State, is a crime there.

Compared are the elements and not the names of offences (UNTOC articles 16(1) and 43(2)). An answer
is no surer than the least sure cell of both laws. That an offence was in force is asked as charging
asks it; where the day is only remembered, that is marked.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amends.base.messages import Refusal
from amends.base.problems import one_of, shown
from amends.law.bars import BarKind
from amends.law.charging import Days, counts_under, dated
from amends.law.cooperation import Need, OpenTool, open_tools
from amends.law.counterparts import MADE_OUT, Match, Point, points
from amends.law.counts import ChargeableCount
from amends.law.elements import ElementState
from amends.law.facts import Allegation, Facts
from amends.law.library import Library, current
from amends.law.resolved_law import ResolvedLaw
from amends.law.screen import PersonKind
from amends.law.seriousness import Seriousness, seriousness
from amends.law.terms import Form

OUT_OF_FORCE = frozenset({BarKind.NOT_YET_IN_FORCE, BarKind.NO_LONGER_IN_FORCE})


class Dual(StrEnum):
    """Whether the conduct is a crime in both States."""

    YES = "yes"
    OPEN = "open"
    NO = "no"


RANKS = {Dual.YES: 0, Dual.OPEN: 1, Dual.NO: 2}


@dataclass(frozen=True)
class Side:
    """One State of the question, and its laws that are asked.

    Attributes:
        name: the country, or the key of the one law that is asked.
    """

    name: str
    country: str
    laws: tuple[ResolvedLaw, ...]


@dataclass(frozen=True)
class Answering:
    """An offence of the requested State, held against a count of the requesting one.

    Attributes:
        dual: whether both laws are read to punish the conduct.
        from_memory: what that would be if what is only remembered were right; set only where it
            is open because of that.
    """

    count: ChargeableCount
    points: tuple[Point, ...]
    dual: Dual
    from_memory: Dual | None
    serious: Seriousness

    @property
    def unread(self) -> tuple[str, ...]:
        """Return the points on which the law of one of the two was not read."""
        return tuple(point.name for point in self.points if point.match is Match.NOT_READ)

    @property
    def without(self) -> tuple[str, ...]:
        """Return the points asked for there that the facts do not show."""
        return tuple(point.name for point in self.points if point.match is Match.NOT_SHOWN)

    @property
    def only_there(self) -> tuple[str, ...]:
        """Return the points asked for there that have no counterpart here."""
        return tuple(
            point.name for point in self.points if point.there.is_asked and not point.here.is_asked
        )


@dataclass(frozen=True)
class Counterpart:
    """A count in the requesting State and what answers to it in the requested one.

    Attributes:
        nearest: the offence that comes nearest; nothing if no offence is about such acts.
        others: what also answers, or may, the nearest first.
        tools: how every tool of cooperation stands for it.
    """

    here: ChargeableCount
    serious: Seriousness
    nearest: Answering | None
    others: tuple[Answering, ...]
    tools: tuple[OpenTool, ...]

    @property
    def dual(self) -> Dual:
        """Return whether the conduct is a crime in both, as far as law is held.

        Where no offence that is held is about such acts, it stays open: others may be.
        """
        return _dual(self.nearest)

    @property
    def is_of_the_protocol(self) -> bool:
        """Say whether the count is for an offence that the Protocol asks for (article 5)."""
        return is_of_the_protocol(self.here)


def side(name: str, library: Library | None = None) -> Side:
    """Return the State of a country, or of the law with a key.

    Raises:
        Refusal: no such law is held.
    """
    held = library or current()
    laws = held.named(name)
    if not laws:
        near = one_of(name, [*held.statutes, *held.countries])
        raise Refusal("No law of %(given)s is held. %(near)s", given=shown(name), near=near)
    one = name if name in held.laws else name.upper()
    return Side(one, laws[0].statute.country, laws)


def dual_criminality(facts: Facts, here: Side, there: Side, on: Days) -> tuple[Counterpart, ...]:
    """Return, for every count that lies in the requesting State, what answers to it elsewhere.

    The facts are moved to the requested State; time limits there are no part of the question.
    """
    return tuple(
        _counterpart(mine, theirs, is_legal=alleged.by.kind is PersonKind.LEGAL)
        for one, day in dated(facts, on)
        for alleged in one
        for theirs in [_in_force(_moved(alleged, there.country), there, day)]
        for mine in _counts(alleged, here, day)
        if mine[1].is_available
    )


def is_of_the_protocol(count: ChargeableCount) -> bool:
    """Say whether a count is for trafficking, which the Protocol asks for (article 5)."""
    return count.law.offence.form is Form.TRAFFICKING


Pair = tuple[ResolvedLaw, ChargeableCount]


def _counts(alleged: Allegation, of: Side, on: date) -> list[Pair]:
    return [(law, count) for law in of.laws for count in counts_under(law, (alleged,), on)]


def _in_force(alleged: Allegation, of: Side, on: date) -> list[Pair]:
    return [pair for pair in _counts(alleged, of, on) if _was_in_force(pair[1])]


def _moved(alleged: Allegation, country: str) -> Allegation:
    moved = dataclasses.replace(alleged.conduct, places=(country,))
    return dataclasses.replace(alleged, conduct=moved)


def _was_in_force(count: ChargeableCount) -> bool:
    return not any(bar.kind in OUT_OF_FORCE for bar in count.bars)


def _counterpart(mine: Pair, theirs: Iterable[Pair], *, is_legal: bool) -> Counterpart:
    here = mine[1]
    candidates = (pair for pair in theirs if _share_days(here, pair[1]))
    found = sorted((_answering(mine, pair, is_legal=is_legal) for pair in candidates), key=_order)
    nearest = found[0] if found else None
    others = tuple(each for each in found[1:] if each.dual is not Dual.NO)
    serious = seriousness(here)
    met = {
        Need.DUAL_CRIMINALITY: _certainly(_dual(nearest)),
        Need.SERIOUS_HERE: serious.answer,
        Need.SERIOUS_THERE: nearest.serious.answer if nearest else None,
    }
    tools = open_tools(met, of_the_protocol=is_of_the_protocol(here))
    return Counterpart(here, serious, nearest, others, tools)


def _share_days(here: ChargeableCount, there: ChargeableCount) -> bool:
    return here.since <= there.until and there.since <= here.until


def _answering(mine: Pair, theirs: Pair, *, is_legal: bool) -> Answering:
    (law_here, here), (law_there, there) = mine, theirs
    around = (
        law_here.around(here.law.offence.key, here.since),
        law_there.around(there.law.offence.key, there.since),
    )
    found = points(here, there, around=around, is_legal=is_legal)
    coarse = any(bar.kind is BarKind.DAYS_OPEN for bar in (*here.bars, *there.bars))
    sure = Dual.OPEN if coarse else _read(found)
    remembered = Dual.OPEN if coarse else _at_face_value(found)
    from_memory = remembered if remembered is not sure else None
    return Answering(there, found, sure, from_memory, seriousness(there))


def _read(found: tuple[Point, ...]) -> Dual:
    """Return the answer on law that was read, and is not only remembered."""
    if any(p.match is Match.NOT_SHOWN and p.there.may_be_relied_on for p in found):
        return Dual.NO
    sure = all(_is_made_out(point) and point.may_be_relied_on for point in found)
    return Dual.YES if sure else Dual.OPEN


def _at_face_value(found: tuple[Point, ...]) -> Dual:
    """Return the answer if everything that is only remembered were right."""
    if any(point.match is Match.NOT_SHOWN for point in found):
        return Dual.NO
    said = all(_is_made_out(point) and point.match is not Match.NOT_READ for point in found)
    return Dual.YES if said else Dual.OPEN


def _is_made_out(point: Point) -> bool:
    return {point.here.state, point.there.state} <= MADE_OUT


def _dual(nearest: Answering | None) -> Dual:
    return nearest.dual if nearest else Dual.OPEN


def _order(found: Answering) -> tuple[int, int, int, int, int, bool]:
    """Return how far an offence is from answering: missing, contested, not read; serious first.

    What is only remembered counts as if it were right: an offence of which nothing was read comes
    no nearer by that.
    """
    states = [point.there.state for point in found.points]
    missing, contested = states.count(ElementState.MISSING), states.count(ElementState.CONTESTED)
    unread = sum(not point.there.may_be_relied_on for point in found.points)
    said, sure = RANKS[found.from_memory or found.dual], RANKS[found.dual]
    return said, missing, contested, unread, sure, found.serious.answer is not True


def _certainly(dual: Dual) -> bool | None:
    return {Dual.YES: True, Dual.NO: False}.get(dual)
