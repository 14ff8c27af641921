"""Every count that lies on given facts: by defendant, victim, mode and version of the law.

The non-punishment screen comes first: nobody is listed who was not screened, and no victim is.
What is not made out is listed with what is missing, so that it can be looked for. Nothing here says
how likely a conviction is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from amends.law.bars import (
    Bar,
    bars,
    days_open,
    heads,
    in_time,
    out_of_force,
    time_limit,
)
from amends.law.circumstances import circumstances_of
from amends.law.counts import ChargeableCount, Charging, CountState
from amends.law.custody import custody_clocks
from amends.law.elements import Element, ElementName, ElementState, elements
from amends.law.expected_penalty import expected_penalty
from amends.law.facts import Allegation, Facts
from amends.law.library import Library, current
from amends.law.resolved import Resolved
from amends.law.resolved_law import ResolvedLaw
from amends.law.screen import Finding, PersonKind

# The day of the question: one for all, or one for each culpable party.
Days = date | Mapping[str, date]
TELLING = frozenset({ElementName.ACT, ElementName.MEANS, ElementName.PURPOSE, ElementName.RESULT})


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
    found = ((alleged, day_for(alleged.by.key, on)) for alleged in screened(facts))
    return tuple((alleged, day) for alleged, day in found if day)


def day_for(party: str, on: Days) -> date | None:
    """Return the day as of which a culpable party is asked about."""
    return on if isinstance(on, date) else on.get(party)


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
