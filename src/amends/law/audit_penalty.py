"""Rules of the audit about what a trafficking offence is punished with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from amends.base.messages import Message
from amends.base.spans import Span
from amends.law.asof import AsOf
from amends.law.audit_rules import Finding, Result, judged, unread
from amends.law.cells import Held
from amends.law.circumstances import of_age
from amends.law.grave_crimes import crimes_for
from amends.law.labels import word_label
from amends.law.severity import (
    GraveCrime,
    Order,
    Severity,
    most_severe,
    of_comparators,
    of_penalty,
)
from amends.law.statute import Offence
from amends.law.terms import Comparator, FineMode, VictimClass
from amends.law.thresholds import MAJORITY, SERIOUS_CRIME

UNREAD, LIFE, UNVERIFIED = Message("not read"), Message("life"), Message("not verified")
RANGE = Message("%(least)s to %(most)s")
GRAVE = Message("%(crime)s, %(custody)s")
STANDS = {
    (Order.LOWER, Comparator.RAPE): Message("lower than for rape"),
    (Order.EQUAL, Comparator.RAPE): Message("equal to that for rape"),
    (Order.HIGHER, Comparator.RAPE): Message("higher than for rape"),
    (Order.LOWER, Comparator.KIDNAPPING): Message("lower than for kidnapping"),
    (Order.EQUAL, Comparator.KIDNAPPING): Message("equal to that for kidnapping"),
    (Order.HIGHER, Comparator.KIDNAPPING): Message("higher than for kidnapping"),
}


@dataclass(frozen=True)
class Class:
    """Victims for whom an offence and the grave crimes carry the same: adults, or some ages.

    Attributes:
        ages: the youngest and the oldest; nothing for adults.
        own: nothing where the law gives no penalty for them.
    """

    ages: tuple[int, int] | None
    own: Severity | None
    grave: tuple[GraveCrime, ...]

    @property
    def same(self) -> tuple[str, ...]:
        """Return what two classes share that are punished alike."""
        named = (self.own, *(crime.severity for crime in self.grave))
        return tuple(one.maximum.path if one else "" for one in named)

    @property
    def about(self) -> Message:
        """Return what the victims are called."""
        if self.ages is None:
            return Message("Adults")
        youngest, oldest = self.ages
        if youngest:
            return Message("Aged %(from)d to %(to)d", {"from": youngest, "to": oldest})
        return Message("Under %(under)d", {"under": oldest + 1})


def serious_crime(law: AsOf, offence: Offence) -> Finding:
    """Ask whether the base case is a serious crime, and report its least custody (L05)."""
    base = law.base_penalty(offence)
    if base is None:
        return unread(offence.citation)
    low, high, life = (law.punished(offence, base, name) for name in ("minimum", "maximum", "life"))
    named = {"least": _least(low), "most": LIFE if life.value is True else _span(high)}
    said = Message("Custody in the base case: %(least)s to %(most)s.", named)
    reported = (low,) if low.may_be_relied_on else ()
    if life.value is True:
        return judged(offence.citation, Result.PASS, said, life, *reported)
    serious = isinstance(high.value, int) and high.value >= SERIOUS_CRIME
    result = Result.PASS if serious else Result.FAIL
    return judged(offence.citation, result, said, high, *reported, lacks=named)


def no_fine_alone(law: AsOf, offence: Offence) -> Finding:
    """Ask whether a court can give a fine and no custody (L07)."""
    fines = [law.punished(offence, penalty, "fine") for penalty in offence.penalties]
    alone = [fine for fine in fines if fine.value and FineMode(str(fine.value)).allows_fine_alone]
    if certain := [fine for fine in alone if fine.may_be_relied_on]:
        said = Message("The court can give a fine and no custody.")
        return judged(offence.citation, Result.FAIL, said, *certain)
    said = Message("A fine never takes the place of custody.")
    result = Result.FAIL if alone else Result.PASS
    return judged(offence.citation, result, said, *fines) if fines else unread(offence.citation)


def commensurate(law: AsOf, offence: Offence) -> Iterator[Finding]:
    """Ask of each class of victims how custody stands to that for the grave crimes (L06)."""
    for one in classes(law, offence):
        yield replace(_commensurate(offence, one), about=one.about)


def classes(law: AsOf, offence: Offence) -> Iterator[Class]:
    """Yield the classes of victims that the offence protects and that are punished differently.

    Children are a class of their own only where the law, or that on a grave crime, punishes more or
    less for them than for adults.
    """
    victim = law.of(offence, "victim").value
    adults = _class(law, offence, frozenset(), None)
    if victim != VictimClass.CHILD:
        yield adults
    if victim != VictimClass.ADULT:
        each = (_class(law, offence, of_age(age), (age, age)) for age in range(MAJORITY))
        for same, alike in groupby(each, key=lambda one: one.same):
            ages = list(alike)
            if same != adults.same or victim == VictimClass.CHILD:
                yield _of_ages(ages[0], ages[-1])


def _of_ages(youngest: Class, oldest: Class) -> Class:
    first, last = youngest.ages or (0, 0), oldest.ages or (0, 0)
    return Class((first[0], last[1]), youngest.own, youngest.grave)


def _class(
    law: AsOf, offence: Offence, circumstances: frozenset[str], ages: tuple[int, int] | None
) -> Class:
    fitting = [p for p in offence.penalties if not p.is_base and p.fits(circumstances)]
    base = law.base_penalty(offence)
    own = most_severe([of_penalty(law, offence, p) for p in fitting])
    ends = law.of(offence, "ends").words
    grave = of_comparators(law, crimes_for(ends), circumstances, ends)
    return Class(ages, own or (of_penalty(law, offence, base) if base else None), grave)


def _commensurate(offence: Offence, one: Class) -> Finding:
    held = [crime.severity for crime in one.grave if crime.severity]
    if one.own is None or len(held) < len(one.grave):
        return unread(offence.citation)
    cells = (*one.own.cells, *(cell for crime in held for cell in crime.cells))
    orders = [one.own.against(crime) for crime in held]
    known = [order for order in orders if order]
    if len(known) < len(orders):
        return unread(offence.citation, *(cell for cell in cells if not cell.is_known))
    told = tuple(
        STANDS[order, Comparator(crime.crime)]
        for crime, order in zip(one.grave, known, strict=True)
    )
    lower = known.count(Order.LOWER)
    result = Result.PASS if not lower else Result.PARTIAL
    result = Result.FAIL if lower == len(one.grave) else result
    lacks = _lacks(one.own, one.grave, known)
    said = Message("Custody is %(compared)s.", {"compared": told})
    return judged(offence.citation, result, said, *cells, lacks=lacks)


def _lacks(
    own: Severity, grave: tuple[GraveCrime, ...], orders: list[Order]
) -> Mapping[str, object]:
    """Return the custody that falls short, and that for the crimes that are punished more."""
    above = tuple(
        Message(
            GRAVE.sentence,
            {"crime": word_label("comparators", crime.crime), "custody": _custody(crime.severity)},
        )
        for crime, order in zip(grave, orders, strict=True)
        if order is Order.LOWER and crime.severity
    )
    return {"custody": _custody(own), "crimes": above}


def _custody(severity: Severity) -> Message:
    most = LIFE if severity.life.value is True else _span(severity.maximum)
    return Message(RANGE.sentence, {"least": _span(severity.minimum), "most": most})


def _least(cell: Held) -> Span | Message:
    """Return a least custody that was read; what is only remembered is told as such."""
    return _span(cell) if cell.may_be_relied_on or not cell.is_known else UNVERIFIED


def _span(cell: Held) -> Span | Message:
    return Span(cell.value) if isinstance(cell.value, int) else UNREAD


OF_CLASSES: dict[str, Callable[[AsOf, Offence], Iterator[Finding]]] = {"L06": commensurate}
