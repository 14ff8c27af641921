"""What stands in the way of a count: time, place, limitation, and who can be liable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from amends.base.dates import When
from amends.base.messages import Message
from amends.law.asof import AsOf
from amends.law.cells import Held
from amends.law.facts import Allegation, Conduct, PersonKind
from amends.law.resolved import LAST_DAY, MAJORITY, Resolved, covers
from amends.law.statute import Limitation
from amends.law.terms import Head, Mode


class BarKind(StrEnum):
    """What kind of bar it is."""

    NOT_YET_IN_FORCE = "not_yet_in_force"
    NO_LONGER_IN_FORCE = "no_longer_in_force"
    NO_JURISDICTION = "no_jurisdiction"
    LIMITATION = "limitation"
    MODE = "mode"


@dataclass(frozen=True)
class Bar:
    """One bar, said, with the cells it rests on; it may be ``certain`` or only possible."""

    kind: BarKind
    said: Message
    cells: tuple[Held, ...]
    certain: bool = True


@dataclass(frozen=True)
class TimeLimit:
    """Until when an offence can be prosecuted: a day, never, or not known.

    Attributes:
        last_day: the last day; nothing if there is no limit or it is not known.
        unlimited: whether there is no limit of time.
    """

    last_day: date | None
    unlimited: bool
    cells: tuple[Held, ...]


def in_time(law: Resolved, conduct: Conduct) -> tuple[date, date] | None:
    """Return the part of a conduct that lies in a stretch of the law; nothing if none does."""
    first = max(conduct.first_day, law.since)
    last = conduct.last_day if law.until == LAST_DAY else min(conduct.last_day, _before(law.until))
    return (first, last) if first <= last else None


def heads(law: Resolved, alleged: Allegation) -> tuple[tuple[Head, ...], tuple[Held, ...]]:
    """Return the heads under which the country's courts can try a conduct, and their cells."""
    country = law.law.statute.country
    conduct, by, victim = alleged.conduct, alleged.by, alleged.victim
    found = {
        Head.TERRITORIAL: country in conduct.places or not conduct.places,
        Head.ACTIVE_NATIONAL: by.nationality == country,
        Head.ACTIVE_RESIDENT: by.resident == country,
        Head.PASSIVE: country in {victim.nationality, victim.resident},
        Head.PRESENCE: by.present == country,
        Head.LEGAL_PERSON: by.kind is PersonKind.LEGAL and by.nationality == country,
        Head.UNIVERSAL: True,
    }
    return tuple(
        head for head, holds in found.items() if holds and head in law.allowed_heads
    ), law.head_cells


def bars(law: Resolved, alleged: Allegation, on: date) -> Iterator[Bar]:
    """Yield what stands in the way of a count for conduct that lies in this stretch."""
    found, cells = heads(law, alleged)
    if not found:
        known = any(cell.is_known for cell in cells)
        yield Bar(BarKind.NO_JURISDICTION, NO_HEAD, cells, certain=known)
    limit = time_limit(law, alleged)
    if limit.last_day and limit.last_day < on:
        said = Message("Time ran out on %(day)s.", {"day": limit.last_day})
        sure = all(cell.may_be_relied_on for cell in limit.cells)
        yield Bar(BarKind.LIMITATION, said, limit.cells, certain=sure)
    yield from _mode(law, alleged.conduct.mode)
    if alleged.by.kind is PersonKind.LEGAL:
        yield from _mode(law, Mode.LEGAL_PERSON)


def out_of_force(law_first: date, law_last: date, conduct: Conduct) -> Bar | None:
    """Return the bar for conduct that lies wholly before or after an offence was in force."""
    if conduct.last_day < law_first:
        said = Message("The offence began on %(day)s, after the conduct.", {"day": law_first})
        return Bar(BarKind.NOT_YET_IN_FORCE, said, ())
    if conduct.first_day >= law_last:
        said = Message("The offence ended on %(day)s, before the conduct.", {"day": law_last})
        return Bar(BarKind.NO_LONGER_IN_FORCE, said, ())
    return None


def time_limit(law: Resolved, alleged: Allegation) -> TimeLimit:
    """Return until when an offence can be prosecuted, counted from the last day of the conduct."""
    for number, rule in enumerate(law.law.statute.limitation):
        if not covers(rule, law.offence.key):
            continue
        place = f"limitation.{number}"
        unlimited = law.law.held(place, rule, "unlimited")
        if unlimited.value is True:
            return TimeLimit(None, True, (unlimited,))
        years = law.law.held(place, rule, "years")
        if isinstance(years.value, int):
            start = _start(law.law, place, rule, alleged)
            return TimeLimit(_years_after(start, years.value), False, (years,))
    return TimeLimit(None, False, ())


def _start(law: AsOf, place: str, rule: Limitation, alleged: Allegation) -> date:
    last, born = alleged.conduct.last_day, alleged.victim.born
    if law.held(place, rule, "from_majority").value is True and born:
        return max(last, _years_after(When.parse(born).last, MAJORITY))
    return last


def _years_after(day: date, years: int) -> date:
    later: date = day + relativedelta(years=years)
    return later


def _mode(law: Resolved, mode: Mode) -> Iterator[Bar]:
    if mode is Mode.PRINCIPAL:
        return
    parts = [p for p in law.law.modes(mode) if covers(p, law.offence.key)]
    own = {p.offence for p in law.law.statute.participation if p.mode is mode}
    if law.offence.key in own:
        return
    named = {"mode": mode}
    cells = tuple(law.law.held(f"participation.{mode}", part, "liable") for part in parts)
    if not parts:
        said = Message("Nothing is held on this mode of participation: %(mode)s.", named)
        yield Bar(BarKind.MODE, said, (), certain=False)
    elif cells[0].value is False:
        said = Message("The law does not punish this mode of participation: %(mode)s.", named)
        yield Bar(BarKind.MODE, said, cells)


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


NO_HEAD = Message("The courts of the country cannot try it: no head of jurisdiction fits.")
