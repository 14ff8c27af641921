"""What stands in the way of a count: time, place, limitation, and who can be liable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from dateutil.relativedelta import relativedelta

from amends.base.dates import When
from amends.base.messages import Message
from amends.law.cells import Held
from amends.law.facts import Allegation, Conduct
from amends.law.labels import word_label
from amends.law.procedure import HeldLimitation, Procedure
from amends.law.resolved import LAST_DAY, Resolved
from amends.law.screen import PersonKind
from amends.law.terms import Head, Mode
from amends.law.thresholds import MAJORITY


class BarKind(StrEnum):
    """What kind of bar it is."""

    NOT_YET_IN_FORCE = "not_yet_in_force"
    NO_LONGER_IN_FORCE = "no_longer_in_force"
    DAYS_OPEN = "days_open"
    NO_JURISDICTION = "no_jurisdiction"
    LIMITATION = "limitation"
    MODE = "mode"


@dataclass(frozen=True)
class Bar:
    """One bar, said, with the cells it rests on; it may be ``certain`` or only possible."""

    kind: BarKind
    said: Message
    cells: tuple[Held, ...]
    certain: bool

    @property
    def is_unverified(self) -> bool:
        """Say whether the law on it was not read in its own text."""
        return any(not cell.status.is_verified for cell in self.cells)


@dataclass(frozen=True)
class TimeLimit:
    """Until when an offence can be prosecuted: a day, never, or not known.

    Attributes:
        last_day: the last day; nothing if there is no limit or it is not known.
        unlimited: whether there is no limit of time.
        may_be_longer: whether a court may count it longer; it then warns and does not bar.
    """

    last_day: date | None
    unlimited: bool
    cells: tuple[Held, ...]
    may_be_longer: bool = False


def in_time(law: Resolved, conduct: Conduct) -> tuple[date, date] | None:
    """Return the part of a conduct that lies in a stretch of the law; nothing if none does."""
    first = max(conduct.first_day, law.since)
    last = conduct.last_day if law.until == LAST_DAY else min(conduct.last_day, _before(law.until))
    return (first, last) if first <= last else None


def heads(around: Procedure, alleged: Allegation) -> tuple[Head, ...]:
    """Return the heads under which the country's courts can try a conduct."""
    country = around.law.statute.country
    conduct, by, victim = alleged.conduct, alleged.by, alleged.victim
    fits = {
        Head.TERRITORIAL: country in conduct.places,
        Head.FLAG: country in conduct.places,
        Head.ACTIVE_NATIONAL: by.nationality == country,
        Head.ACTIVE_RESIDENT: by.resident == country,
        Head.PASSIVE: victim.nationality == country,
        Head.PASSIVE_RESIDENT: victim.resident == country,
        Head.PRESENCE: by.present == country,
        Head.LEGAL_PERSON: by.kind is PersonKind.LEGAL and by.nationality == country,
        Head.UNIVERSAL: True,
    }
    found = tuple(head for head in around.heads if fits.get(head))
    # A ship or aircraft is told as a place of its flag: that it was one is a fact nobody stated.
    return tuple(head for head in found if head is not Head.FLAG or Head.TERRITORIAL not in found)


def bars(
    around: Procedure,
    alleged: Allegation,
    tried: tuple[Head, ...],
    limit: TimeLimit,
    *,
    on: date,
) -> Iterator[Bar]:
    """Yield what stands in the way of a count; certain only on law that was read.

    It is told the heads under which courts can try the count, and until when.
    """
    if not tried:
        yield _no_head(around, alleged)
    if limit.last_day and limit.last_day < on:
        said = Message("Time ran out on %(day)s.", {"day": limit.last_day})
        certain = _may_be_relied_on(limit.cells) and not limit.may_be_longer
        yield Bar(BarKind.LIMITATION, said, limit.cells, certain)
    yield from _mode(around, alleged.conduct.mode)
    if alleged.by.kind is PersonKind.LEGAL:
        yield from _mode(around, Mode.LEGAL_PERSON)


def _bar(kind: BarKind, said: Message, cells: tuple[Held, ...]) -> Bar:
    return Bar(kind, said, cells, _may_be_relied_on(cells))


def _may_be_relied_on(cells: tuple[Held, ...]) -> bool:
    return bool(cells) and all(cell.may_be_relied_on for cell in cells)


def _no_head(around: Procedure, alleged: Allegation) -> Bar:
    if Head.NOT_EXTRADITED in around.heads and alleged.by.present == around.law.statute.country:
        return Bar(BarKind.NO_JURISDICTION, NOT_EXTRADITED, around.head_cells, certain=False)
    if alleged.conduct.places:
        return _bar(BarKind.NO_JURISDICTION, NO_HEAD, around.head_cells)
    return Bar(BarKind.NO_JURISDICTION, NO_PLACE, around.head_cells, certain=False)


def out_of_force(versions: Sequence[Resolved], conduct: Conduct) -> Bar | None:
    """Return the bar for conduct wholly before or after an offence was in force.

    It is certain even where the day is only remembered: nobody is charged under a law that may not
    have been there.
    """
    begun, ended, cells = versions[0].since, versions[-1].until, versions[0].force
    if conduct.last_day < begun:
        said = Message("The offence began on %(day)s, after the conduct.", {"day": begun})
        return Bar(BarKind.NOT_YET_IN_FORCE, said, cells, certain=True)
    if conduct.first_day >= ended:
        said = Message("The offence ended on %(day)s, before the conduct.", {"day": ended})
        return Bar(BarKind.NO_LONGER_IN_FORCE, said, cells, certain=True)
    return None


def days_open(law: Resolved, conduct: Conduct) -> tuple[Bar, ...]:
    """Return the doubt where the dates are too coarse to say that a version governs the conduct."""
    if conduct.surely_lies_in(law.since, law.until):
        return ()
    return (Bar(BarKind.DAYS_OPEN, DAYS_OPEN, law.force, certain=False),)


def time_limit(around: Procedure, alleged: Allegation) -> TimeLimit:
    """Return until when an offence can be prosecuted, counted from the last day of the conduct."""
    rule = around.limitation
    if rule is None:
        return TimeLimit(None, False, ())
    if rule.unlimited.value is True:
        return TimeLimit(None, True, (rule.unlimited,))
    asked = tuple(cell for cell in (rule.unlimited, rule.years) if cell.readings)
    if rule.unlimited.is_conflict or not isinstance(rule.years.value, int):
        return TimeLimit(None, False, asked)
    if _may_be_child(alleged):
        of_children = (rule.from_majority, rule.not_before_age, rule.for_life_of_victim)
        asked = (*asked, *(cell for cell in of_children if cell.readings))
    start = _start(rule, alleged)
    end = _years_after(start, rule.years.value) if start else None
    end = _for_child(rule, alleged, end) if end and _may_be_child(alleged) else end
    longer = rule.may_be_longer
    asked = (*asked, longer) if longer.readings else asked
    held = tuple(cell for cell in asked if cell.values)
    return TimeLimit(end, False, held, longer.value is True)


def _may_be_child(alleged: Allegation) -> bool:
    age = alleged.age_on(alleged.conduct.first_day)
    return age is None or age < MAJORITY


def _for_child(rule: HeldLimitation, alleged: Allegation, end: date) -> date | None:
    """Return the last day where the victim is a child; nothing if it hangs on age or life."""
    if rule.for_life_of_victim.value is True:
        return None
    age = rule.not_before_age.value
    if not isinstance(age, int):
        return end
    reached = _day_of_age(alleged, age)
    return max(end, reached) if reached else None


def _day_of_age(alleged: Allegation, age: int) -> date | None:
    """Return the last day on which the victim can reach an age; nothing if it is not known."""
    victim = alleged.victim
    if victim.born:
        return _years_after(When.parse(victim.born).last, age)
    if victim.age is None:
        return None
    return _years_after(alleged.conduct.first_day, age - victim.age)


def _start(rule: HeldLimitation, alleged: Allegation) -> date | None:
    """Return the latest day on which time can begin to run; nothing if it is not known."""
    last = alleged.conduct.last_day
    if rule.from_majority.value is not True or not _may_be_child(alleged):
        return last
    of_age = _day_of_age(alleged, MAJORITY)
    return max(last, of_age) if of_age else None


def _years_after(day: date, years: int) -> date:
    later: date = day + _years(years)
    return later


@cache
def _years(number: int) -> relativedelta:
    return relativedelta(years=number)


def _mode(around: Procedure, mode: Mode) -> Iterator[Bar]:
    if mode is Mode.PRINCIPAL or around.has_own_offence(mode):
        return
    named = {"mode": word_label("participation", mode)}
    held = around.mode(mode)
    if held is None:
        said = Message("Nothing is held on this mode of participation: %(mode)s.", named)
        yield Bar(BarKind.MODE, said, (), certain=False)
    elif held.liable.value is False:
        said = Message("The law does not punish this mode of participation: %(mode)s.", named)
        yield _bar(BarKind.MODE, said, (held.liable,))


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


NO_HEAD = Message("The courts of the country cannot try it: no head of jurisdiction fits.")
DAYS_OPEN = Message(
    "The dates are too coarse to say that the conduct falls under this version of the law."
)
NOT_EXTRADITED = Message("The courts can try it only if the person is not extradited.")
NO_PLACE = Message("No place is stated: say where it happened.")
