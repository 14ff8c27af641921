"""A conduct weighed under one version of an offence: the count on it for each of its victims."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from amends.law.bars import Bar, bars, heads, time_limit
from amends.law.circumstances import circumstances_of
from amends.law.counts import ChargeableCount, CountState
from amends.law.custody import CustodyClock, custody_clocks
from amends.law.elements import Element, ElementState, Subsumption
from amends.law.expected_penalty import ExpectedPenalty, expected_penalty
from amends.law.facts import Allegation, CulpableParty
from amends.law.procedure import Procedure
from amends.law.victims import VictimThen

# What a count carries in some circumstances: its penalty, and how long somebody may be held.
InCircumstances = tuple[ExpectedPenalty, tuple[CustodyClock, ...]]


@dataclass(frozen=True, eq=False)
class Weighing:
    """One conduct under one version of an offence, in the part of its time which that governs.

    Attributes:
        since, until: that part, both days included.
        on: the day of the question.
        before: what stands in the way whoever the victim is.
    """

    held: Subsumption
    around: Procedure
    since: date
    until: date
    on: date
    before: tuple[Bar, ...]
    _in: dict[frozenset[str], InCircumstances] = field(default_factory=dict, repr=False)

    def count(
        self, alleged: Allegation, victim: VictimThen, found: tuple[Element, ...]
    ) -> ChargeableCount:
        """Return the count towards one victim, of which the elements are found."""
        law, around = self.held.law, self.around
        tried, limit = heads(around, alleged), time_limit(around, alleged)
        stand = (*self.before, *bars(around, alleged, tried, limit, on=self.on))
        shown = circumstances_of(self.held, alleged, victim, self.since)
        punished, custody = self._of(alleged.by, shown)
        return ChargeableCount(
            law,
            alleged.by.key,
            alleged.victim.key,
            victim.age,
            law.sees_child(victim),
            self.held.conduct.mode,
            self.since,
            self.until,
            _state(found, stand),
            found,
            stand,
            tried,
            limit,
            punished.severity,
            punished.fine,
            punished.relation,
            punished.share,
            punished.longest,
            punished.compared,
            around.restitution,
            custody,
            around.corroboration,
            around.evidence_rules,
        )

    def _of(self, by: CulpableParty, circumstances: frozenset[str]) -> InCircumstances:
        """Return what is the same for all victims towards whom the circumstances are the same."""
        if circumstances not in self._in:
            self._in[circumstances] = (
                expected_penalty(self.held, self.around, by.kind, circumstances),
                custody_clocks(self.around, by.held_since, circumstances),
            )
        return self._in[circumstances]


def _state(found: tuple[Element, ...], stand: tuple[Bar, ...]) -> CountState:
    states = {element.state for element in found}
    if any(bar.certain for bar in stand):
        return CountState.BARRED
    if ElementState.MISSING in states:
        return CountState.NOT_MADE_OUT
    if ElementState.CONTESTED in states:
        return CountState.CONTESTED
    return CountState.NOT_READ if ElementState.UNREAD in states else CountState.LIES
