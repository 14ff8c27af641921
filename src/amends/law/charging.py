"""Every count that lies on given facts: by defendant, victim, mode and version of the law.

The non-punishment screen comes first: nobody is listed who was not screened, and no victim is.
What is not made out is listed with what is missing, so that it can be looked for. Nothing here says
how likely a conviction is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from amends.law.bars import days_open, in_time, out_of_force
from amends.law.counts import ChargeableCount, Charging
from amends.law.elements import Element, ElementName, ElementState, subsume
from amends.law.facts import Allegation, Facts
from amends.law.library import Library, current
from amends.law.resolved import Resolved
from amends.law.resolved_law import ResolvedLaw
from amends.law.screen import Finding, PersonKind
from amends.law.weighing import Weighing

# The day of the question: one for all, or one for each culpable party.
Days = date | Mapping[str, date]
# What is alleged of one culpable party by one conduct, once for each of its victims.
OneConduct = tuple[Allegation, ...]
TELLING = frozenset({ElementName.ACT, ElementName.MEANS, ElementName.PURPOSE, ElementName.RESULT})
ANSWERED = frozenset({ElementState.PRESENT, ElementState.CONTESTED})


def charge(
    facts: Facts, countries: Iterable[str], on: Days, library: Library | None = None
) -> Charging:
    """Return every count on some facts under the laws of some countries, as of a day.

    The laws are those of the library in use, unless another is given. With a day for each culpable
    party, nothing is listed against those who have none; what they did is still alleged.
    """
    laws, charged = (library or current()).laws_of(countries), dated(facts, on)
    counts = (
        count for law in laws for one, day in charged for count in counts_under(law, one, day)
    )
    people = [party for party in facts.culpable_parties if party.kind is PersonKind.NATURAL]
    return Charging(
        tuple(counts),
        tuple(party.key for party in people if party.screen in {None, Finding.PURSUE}),
        tuple(party.key for party in people if party.screen is Finding.VICTIM),
    )


def dated(facts: Facts, on: Days) -> tuple[tuple[OneConduct, date], ...]:
    """Return what is alleged of those who can be listed, each with the day of the question."""
    found = ((alleged, day_for(alleged[0].by.key, on)) for alleged in screened(facts))
    return tuple((alleged, day) for alleged, day in found if day)


def day_for(party: str, on: Days) -> date | None:
    """Return the day as of which a culpable party is asked about."""
    return on if isinstance(on, date) else on.get(party)


def screened(facts: Facts) -> tuple[OneConduct, ...]:
    """Return what is alleged of organisations, and of people in whom the screen found no sign."""
    charged = (
        alleged
        for alleged in facts.allegations()
        if alleged.by.kind is not PersonKind.NATURAL or alleged.by.screen is Finding.NO_SIGN
    )
    return tuple(tuple(one) for _, one in groupby(charged, key=lambda each: id(each.conduct)))


def counts_under(law: ResolvedLaw, alleged: OneConduct, on: date) -> list[ChargeableCount]:
    """Return every count on one conduct under one law, by victim; they depend on no other law."""
    place = {each.victim.key: number for number, each in enumerate(alleged)}
    found = [
        count
        for versions in law.about(alleged[0].acts)
        for weighed in (
            _in_force(law, versions, alleged, on),
            _out_of_force(law, versions, alleged, on),
        )
        for count in weighed
    ]
    return sorted(found, key=lambda count: place[count.victim])


def _in_force(
    under: ResolvedLaw, versions: tuple[Resolved, ...], alleged: OneConduct, on: date
) -> Iterator[ChargeableCount]:
    """Yield the counts under each version in force during the conduct, if the facts touch it."""
    conduct = alleged[0].conduct
    for law in versions:
        period = in_time(law, conduct)
        if period is None:
            continue
        around = under.around(law.offence.key, period[0])
        weighing = Weighing(subsume(law, conduct), around, *period, on, days_open(law, conduct))
        for each in alleged:
            victim = each.then(period[0])
            found = weighing.held.elements(victim)
            if _is_touched(found):
                yield weighing.count(each, victim, found)


def _out_of_force(
    under: ResolvedLaw, versions: tuple[Resolved, ...], alleged: OneConduct, on: date
) -> Iterator[ChargeableCount]:
    """Yield the counts that would lie had the offence been in force: retroactive, or repealed."""
    conduct = alleged[0].conduct
    bar = out_of_force(versions, conduct)
    if bar is None:
        return
    law = versions[0] if conduct.last_day < versions[0].since else versions[-1]
    period = conduct.first_day, conduct.last_day
    around = under.around(law.offence.key, conduct.first_day)
    weighing = Weighing(subsume(law, conduct), around, *period, on, (bar,))
    for each in alleged:
        victim = each.then(conduct.first_day)
        found = weighing.held.elements(victim)
        if _is_touched(found) and not any(e.state is ElementState.MISSING for e in found):
            yield weighing.count(each, victim, found)


def _is_touched(found: tuple[Element, ...]) -> bool:
    """Say whether the facts lack no act and answer to an element; else it is not about them."""
    telling = [e for e in found if e.name in TELLING]
    lacks_act = any(e.name is ElementName.ACT and e.state is ElementState.MISSING for e in telling)
    return not lacks_act and any(e.state in ANSWERED and e.facts for e in telling)
