"""Every count that lies on given facts: by defendant, victim, mode and version of the law.

The non-punishment screen comes first: nobody is listed who was not screened, and no victim is.
What is not made out is listed with what is missing, so that it can be looked for. Nothing here says
how likely a conviction is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from amends.law.bars import (
    Bar,
    TimeLimit,
    bars,
    days_open,
    heads,
    in_time,
    out_of_force,
    time_limit,
)
from amends.law.cells import Held
from amends.law.circumstances import circumstances_of
from amends.law.custody import CustodyClock, custody_clocks
from amends.law.elements import Element, ElementName, ElementState, elements
from amends.law.expected_penalty import expected_penalty
from amends.law.facts import Allegation, Facts
from amends.law.library import Library, current
from amends.law.resolved import Resolved
from amends.law.resolved_law import ResolvedLaw
from amends.law.screen import Finding, PersonKind
from amends.law.severity import ComparedPenalty, Severity
from amends.law.terms import Head, Mode

# The day of the question: one for all, or one for each culpable party.
Days = date | Mapping[str, date]
TELLING = frozenset({ElementName.ACT, ElementName.MEANS, ElementName.PURPOSE, ElementName.RESULT})


class CountState(StrEnum):
    """Whether a count lies."""

    LIES = "lies"
    CONTESTED = "contested"
    NOT_READ = "not_read"
    NOT_MADE_OUT = "not_made_out"
    BARRED = "barred"


@dataclass(frozen=True)
class ChargeableCount:
    """One offence, one culpable party, one victim, one version of the law.

    Attributes:
        age: of the victim on the first day of that part; nothing if it is not known.
        child: whether the offence sees a child in the victim; nothing if it is not known.
        since, until: the part of the conduct that this version governs, both days included.
        penalty: that of the completed offence, or that of the mode where it has one of its own.
        relation: how the penalty of the mode stands to that of the completed offence.
        share: of that penalty, where the mode is punished with a fraction of it.
        longest: the longest custody in months that the share leaves, if it can be told.
        custody: how long the defendant may be held.
        corroboration, evidence_rules: how the law takes the testimony of the victim.
    """

    law: Resolved
    by: str
    victim: str
    age: int | None
    child: bool | None
    mode: Mode
    since: date
    until: date
    state: CountState
    elements: tuple[Element, ...]
    bars: tuple[Bar, ...]
    heads: tuple[Head, ...]
    limit: TimeLimit
    penalty: Severity | None
    fine: Held | None
    relation: Held | None
    share: Held | None
    longest: int | None
    comparisons: tuple[ComparedPenalty, ...]
    restitution: Held | None
    custody: tuple[CustodyClock, ...]
    corroboration: Held
    evidence_rules: Held

    @property
    def key(self) -> str:
        """Return the offence's key among all statutes."""
        return self.law.key

    @property
    def citation(self) -> str:
        """Return where the offence stands."""
        return self.law.offence.citation

    @property
    def is_available(self) -> bool:
        """Say whether a lawyer can consider the count: nothing is missing and nothing bars it."""
        return self.state in {CountState.LIES, CountState.CONTESTED, CountState.NOT_READ}

    @property
    def is_treated_as_child(self) -> bool:
        """Say whether the law sees a child in a victim who is, or may be, of age."""
        of_age = self.age is None or self.age >= self.law.majority
        return of_age and self.child is True

    @property
    def missing(self) -> tuple[Element, ...]:
        """Return the elements for which the facts show nothing."""
        return tuple(e for e in self.elements if e.state is ElementState.MISSING)

    @property
    def is_unverified(self) -> bool:
        """Say whether anything the count rests on was not read in the law's own text."""
        parts = (self.elements, self.bars, (self.limit,), (self.penalty,) if self.penalty else ())
        cells = [cell for part in parts for each in part for cell in each.cells]
        cells += [cell for cell in (self.fine, self.relation, self.share, self.restitution) if cell]
        cells += self.law.force
        compared = any(one.unverified for one in self.comparisons)
        return compared or any(not cell.status.is_verified for cell in cells)


@dataclass(frozen=True)
class Charging:
    """Every count on one set of facts, and who was not listed because of the screen.

    Attributes:
        not_screened: whose screen was not done, or found a sign that is still to be pursued.
        victims_first: who was found to be a victim.
    """

    counts: tuple[ChargeableCount, ...]
    not_screened: tuple[str, ...]
    victims_first: tuple[str, ...]

    def available(self) -> tuple[ChargeableCount, ...]:
        """Return the counts a lawyer can consider."""
        return tuple(count for count in self.counts if count.is_available)

    def beside(self, count: ChargeableCount) -> tuple[ChargeableCount, ...]:
        """Return the alternatives: what else is available for the same person and victim."""
        same = self._by_people[count.by, count.victim]
        return tuple(other for other in same if other is not count)

    @cached_property
    def _by_people(self) -> dict[tuple[str, str], list[ChargeableCount]]:
        found: dict[tuple[str, str], list[ChargeableCount]] = defaultdict(list)
        for count in self.available():
            found[count.by, count.victim].append(count)
        return found

    def lesser(self, count: ChargeableCount) -> tuple[ChargeableCount, ...]:
        """Return the counts that are included in a count, where the statute file says so."""
        named = {f"{count.law.law.statute.key}.{key}" for key in count.law.offence.lesser}
        return tuple(other for other in self.beside(count) if other.key in named)


def charge(
    facts: Facts, countries: Iterable[str], on: Days, library: Library | None = None
) -> Charging:
    """Return every count on some facts under the laws of some countries, as of a day.

    The laws are those of the library in use, unless another is given. With a day for each culpable
    party, nothing is listed against those who have none; what they did is still alleged.
    """
    laws, charged = (library or current()).laws_of(countries), dated(facts, on)
    counts = (count for law in laws for a, day in charged for count in counts_under(law, [a], day))
    people = [party for party in facts.culpable_parties if party.kind is PersonKind.NATURAL]
    return Charging(
        tuple(counts),
        tuple(party.key for party in people if party.screen in {None, Finding.PURSUE}),
        tuple(party.key for party in people if party.screen is Finding.VICTIM),
    )


def dated(facts: Facts, on: Days) -> tuple[tuple[Allegation, date], ...]:
    """Return what is alleged of those who can be listed, each with the day of the question."""
    days = {} if isinstance(on, date) else on
    same = on if isinstance(on, date) else None
    found = ((alleged, days.get(alleged.by.key, same)) for alleged in screened(facts))
    return tuple((alleged, day) for alleged, day in found if day)


def screened(facts: Facts) -> tuple[Allegation, ...]:
    """Return what is alleged of organisations, and of people in whom the screen found no sign."""
    return tuple(
        alleged
        for alleged in facts.allegations()
        if alleged.by.kind is not PersonKind.NATURAL or alleged.by.screen is Finding.NO_SIGN
    )


def counts_under(
    law: ResolvedLaw, charged: Iterable[Allegation], on: date
) -> Iterator[ChargeableCount]:
    """Yield every count under one law; they depend on no other law."""
    for alleged in charged:
        for versions in law.offences:
            if any(version.is_about(alleged.acts) for version in versions):
                yield from _in_force(law, versions, alleged, on)
                yield from _out_of_force(law, versions, alleged, on)


def _in_force(
    under: ResolvedLaw, versions: tuple[Resolved, ...], alleged: Allegation, on: date
) -> Iterator[ChargeableCount]:
    """Yield a count for each version in force during the conduct, if the facts touch it."""
    for law in versions:
        period = in_time(law, alleged.conduct)
        if period is None:
            continue
        found = elements(law, alleged.conduct, alleged.then(period[0]))
        if _is_touched(found):
            doubts = tuple(days_open(law, alleged.conduct))
            yield _weighed(under, law, alleged, period, found, on=on, before=doubts)


def _out_of_force(
    under: ResolvedLaw, versions: tuple[Resolved, ...], alleged: Allegation, on: date
) -> Iterator[ChargeableCount]:
    """Yield the count that would lie had the offence been in force: retroactive, or repealed."""
    conduct = alleged.conduct
    bar = out_of_force(versions, conduct)
    if bar is None:
        return
    law = versions[0] if conduct.last_day < versions[0].since else versions[-1]
    found = elements(law, conduct, alleged.then(conduct.first_day))
    if _is_touched(found) and not any(e.state is ElementState.MISSING for e in found):
        period = conduct.first_day, conduct.last_day
        yield _weighed(under, law, alleged, period, found, on=on, before=(bar,))


def _weighed(
    under: ResolvedLaw,
    law: Resolved,
    alleged: Allegation,
    period: tuple[date, date],
    found: tuple[Element, ...],
    *,
    on: date,
    before: tuple[Bar, ...] = (),
) -> ChargeableCount:
    around = under.around(law.offence.key, period[0])
    tried, limit = heads(around, alleged), time_limit(around, alleged)
    stand = (*before, *bars(around, alleged, tried, limit, on=on))
    victim, shown = alleged.then(period[0]), circumstances_of(law, alleged, period[0])
    punished = expected_penalty(law, around, alleged, shown)
    return ChargeableCount(
        law,
        alleged.by.key,
        alleged.victim.key,
        victim.age,
        law.sees_child(victim),
        alleged.conduct.mode,
        *period,
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
        custody_clocks(around, alleged.by.held_since, shown),
        around.corroboration,
        around.evidence_rules,
    )


def _state(found: tuple[Element, ...], stand: tuple[Bar, ...]) -> CountState:
    states = {element.state for element in found}
    if any(bar.certain for bar in stand):
        return CountState.BARRED
    if ElementState.MISSING in states:
        return CountState.NOT_MADE_OUT
    if ElementState.CONTESTED in states:
        return CountState.CONTESTED
    return CountState.NOT_READ if ElementState.UNREAD in states else CountState.LIES


def _is_touched(found: tuple[Element, ...]) -> bool:
    """Say whether the facts lack no act and answer to an element; else it is not about them."""
    lacks_act = any(e.name is ElementName.ACT and e.state is ElementState.MISSING for e in found)
    answered = {ElementState.PRESENT, ElementState.CONTESTED}
    touches = (e.name in TELLING and e.state in answered and e.facts for e in found)
    return not lacks_act and any(touches)
