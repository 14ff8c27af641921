"""Every count that lies on given facts: by defendant, victim, mode and version of the law.

The non-punishment screen comes first: nobody is listed who was not screened, and no victim is.
What is not made out is listed with what is missing, so that it can be looked for. Nothing here says
how likely a conviction is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from amends.base.sources import SourceStatus
from amends.law.bars import Bar, TimeLimit, bars, heads, in_time, out_of_force, time_limit
from amends.law.cells import Held
from amends.law.elements import Element, ElementState, elements
from amends.law.facts import Allegation, Facts, PersonKind, Screening
from amends.law.library import statutes
from amends.law.punishment import Penalty
from amends.law.resolved import MAJORITY, Resolved, stretches
from amends.law.severity import Order, Severity
from amends.law.terms import Head, Mode


class CountState(StrEnum):
    """Whether a count lies."""

    LIES = "lies"
    CONTESTED = "contested"
    NOT_READ = "not_read"
    NOT_MADE_OUT = "not_made_out"
    BARRED = "barred"


@dataclass(frozen=True)
class Comparison:
    """How the penalty of a count stands to that of a grave crime; nothing if it is not known."""

    crime: str
    order: Order | None


@dataclass(frozen=True)
class ChargeableCount:
    """One offence, one culpable party, one victim, one version of the law.

    Attributes:
        age: of the victim on the first day of that part; nothing if it is not known.
        since, until: the part of the conduct that this version governs, both days included.
    """

    law: Resolved
    by: str
    victim: str
    age: int | None
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
    comparisons: tuple[Comparison, ...]
    restitution: Held | None

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
    def missing(self) -> tuple[Element, ...]:
        """Return the elements for which the facts show nothing."""
        return tuple(e for e in self.elements if e.state is ElementState.MISSING)

    @property
    def is_unverified(self) -> bool:
        """Say whether anything the count rests on was not read in the law's own text."""
        cells = [cell for element in self.elements for cell in element.cells]
        cells += self.penalty.cells if self.penalty else ()
        return any(cell.status is not SourceStatus.VERIFIED for cell in cells)


@dataclass(frozen=True)
class Charging:
    """Every count on one set of facts, and who was not listed because of the screen."""

    counts: tuple[ChargeableCount, ...]
    not_screened: tuple[str, ...]
    victims_first: tuple[str, ...]

    def available(self) -> tuple[ChargeableCount, ...]:
        """Return the counts a lawyer can consider."""
        return tuple(count for count in self.counts if count.is_available)

    def beside(self, count: ChargeableCount) -> tuple[ChargeableCount, ...]:
        """Return the alternatives: what else is available for the same person and victim."""
        about = count.by, count.victim
        return tuple(
            other
            for other in self.available()
            if other is not count and (other.by, other.victim) == about
        )

    def lesser(self, count: ChargeableCount) -> tuple[ChargeableCount, ...]:
        """Return the counts that are included in a count, where the statute file says so."""
        named = {f"{count.law.law.statute.key}.{key}" for key in count.law.offence.lesser}
        return tuple(other for other in self.beside(count) if other.key in named)


def charge(facts: Facts, countries: Iterable[str], on: date) -> Charging:
    """Return every count on some facts under the laws of some countries, as of a day."""
    chosen = set(countries)
    laws = [key for key, law in statutes().items() if law.country in chosen]
    counts = [count for key in laws for count in _counts(facts, key, on)]
    screened = {p.key: p.screening for p in facts.culpable_parties if p.kind is PersonKind.NATURAL}
    return Charging(
        tuple(counts),
        tuple(key for key, found in screened.items() if found is Screening.NOT_DONE),
        tuple(key for key, found in screened.items() if found is Screening.VICTIM),
    )


def _counts(facts: Facts, key: str, on: date) -> Iterator[ChargeableCount]:
    for alleged in facts.allegations():
        by = alleged.by
        if by.kind is PersonKind.NATURAL and by.screening is not Screening.NO_SIGN:
            continue
        for versions in _by_offence(key):
            if any(law.is_about(alleged.acts) for law in versions):
                yield from _in_force(versions, alleged, on)
                yield from _out_of_force(versions, alleged, on)


def _in_force(
    versions: tuple[Resolved, ...], alleged: Allegation, on: date
) -> Iterator[ChargeableCount]:
    """Yield a count for each version in force during the conduct, if the facts touch it."""
    for law in versions:
        period = in_time(law, alleged.conduct)
        if period is None:
            continue
        found = elements(law, alleged.conduct, alleged.victim.age_on(period[0]))
        if found[0].state is not ElementState.MISSING and _is_touched(found):
            yield _weighed(law, alleged, period, found, tuple(bars(law, alleged, on)))


def _out_of_force(
    versions: tuple[Resolved, ...], alleged: Allegation, on: date
) -> Iterator[ChargeableCount]:
    """Yield the count that would lie had the offence been in force: retroactive, or repealed."""
    conduct = alleged.conduct
    bar = out_of_force(versions[0].since, versions[-1].until, conduct)
    if bar is None:
        return
    law = versions[0] if conduct.last_day < versions[0].since else versions[-1]
    found = elements(law, conduct, alleged.victim.age_on(conduct.first_day))
    if _is_touched(found) and not any(e.state is ElementState.MISSING for e in found):
        period = conduct.first_day, conduct.last_day
        yield _weighed(law, alleged, period, found, (bar, *bars(law, alleged, on)))


def _weighed(
    law: Resolved,
    alleged: Allegation,
    period: tuple[date, date],
    found: tuple[Element, ...],
    stand: tuple[Bar, ...],
) -> ChargeableCount:
    case = _penalty(law, _circumstances(law, alleged, period[0]))
    penalty, severity = case or (None, None)
    return ChargeableCount(
        law,
        alleged.by.key,
        alleged.victim.key,
        alleged.victim.age_on(period[0]),
        alleged.conduct.mode,
        *period,
        _state(found, stand),
        found,
        stand,
        heads(law, alleged)[0],
        time_limit(law, alleged),
        severity,
        law.law.punished(law.offence, penalty, "fine") if penalty else None,
        _compared(law, severity),
        law.restitution,
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
    """Say whether the facts answer to an element; otherwise the offence is not about them."""
    answered = {ElementState.PRESENT, ElementState.CONTESTED}
    return any(element.state in answered and element.facts for element in found[:3])


def _circumstances(law: Resolved, alleged: Allegation, on: date) -> frozenset[str]:
    """Return the circumstances of a count: those stated, and those that follow from the facts."""
    found = set(alleged.conduct.circumstances)
    if alleged.several:
        found.add("several_victims")
    if set(alleged.conduct.means) & set(law.means.texts()):
        found.add("means_used")
    age = alleged.victim.age_on(on)
    if age is not None and age < MAJORITY:
        found.add("child")
        found |= {f"under_{limit}" for limit in (14, 15, 16) if age < limit}
        found |= {f"aged_{low}_to_17" for low in (14, 15) if age >= low}
    return frozenset(found)


def _penalty(law: Resolved, circumstances: frozenset[str]) -> tuple[Penalty, Severity] | None:
    """Return the penalty of the case: the most severe that fits, the base case only by default."""
    found: tuple[Penalty, Severity] | None = None
    for penalty, severity in law.severities:
        if penalty.is_base or not penalty.fits(circumstances):
            continue
        if found is None or severity.against(found[1]) is Order.HIGHER:
            found = penalty, severity
    return found or next((case for case in law.severities if case[0].is_base), None)


def _compared(law: Resolved, severity: Severity | None) -> tuple[Comparison, ...]:
    if severity is None:
        return ()
    return tuple(Comparison(crime.name, severity.against(crime)) for crime in law.comparators)


@cache
def _by_offence(key: str) -> tuple[tuple[Resolved, ...], ...]:
    versions: dict[str, list[Resolved]] = {}
    for stretch in stretches(key):
        versions.setdefault(stretch.offence.key, []).append(stretch)
    return tuple(map(tuple, versions.values()))
