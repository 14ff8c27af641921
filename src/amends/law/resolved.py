"""An offence as it stood in one stretch of time in which nothing about it changed.

Charging asks the same cells again and again; they are resolved once for each stretch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import pairwise

from amends.base.dates import When
from amends.law.asof import AsOf, place_of
from amends.law.cells import Cell, Held
from amends.law.kinds import kinds_of
from amends.law.library import statutes
from amends.law.punishment import Penalty
from amends.law.severity import Severity, of_comparator, of_penalty
from amends.law.statute import Offence, Statute
from amends.law.terms import Head

MAJORITY = 18
LAST_DAY = date.max


@dataclass(frozen=True, eq=False)
class Resolved:
    """One offence of one statute and its cells from one day on, until another.

    Attributes:
        since, until: the first day of the stretch, and the first day after it.
    """

    law: AsOf
    offence: Offence
    since: date
    until: date
    acts: Held
    means: Held
    means_rule: Held
    child_age: Held
    ends: Held
    ends_closed: Held
    purpose_required: Held
    end_must_occur: Held
    requires: Held
    victim: Held
    movement: Held
    mens_rea: Held
    knowledge_of_age: Held

    def is_about(self, acts: frozenset[str]) -> bool:
        """Say whether one of some acts is among those of the offence, or they are not read."""
        return not self.acts.is_known or bool(self._acts & acts)

    @cached_property
    def _acts(self) -> frozenset[str]:
        return frozenset(self.acts.texts())

    @cached_property
    def head_cells(self) -> tuple[Held, ...]:
        """Return the cells that name the heads under which courts can try the offence."""
        return tuple(
            self.law.held(f"jurisdiction.{number}", rule, "heads")
            for number, rule in enumerate(self.law.statute.jurisdiction)
            if covers(rule, self.offence.key)
        )

    @cached_property
    def allowed_heads(self) -> frozenset[str]:
        """Return the heads that are read; a country's own territory always is one."""
        named = {head for cell in self.head_cells for head in cell.texts()}
        return frozenset(named | {Head.TERRITORIAL})

    @cached_property
    def comparators(self) -> tuple[Severity, ...]:
        """Return what grave crimes are punished with in the base case."""
        grave = (c for c in self.law.statute.comparators if not c.when)
        return tuple(of_comparator(self.law, crime) for crime in grave)

    @cached_property
    def severities(self) -> tuple[tuple[Penalty, Severity], ...]:
        """Return the offence's penalties with what each amounts to."""
        penalties = self.offence.penalties
        return tuple((p, of_penalty(self.law, self.offence, p)) for p in penalties)

    @cached_property
    def restitution(self) -> Held | None:
        """Return the rule on restitution for the offence, if one is held."""
        for number, rule in enumerate(self.law.statute.restitution):
            if covers(rule, self.offence.key):
                return self.law.held(f"restitution.{number}", rule, "rule")
        return None

    @property
    def majority(self) -> int:
        """Return the age from which the offence no longer sees a child."""
        return self.child_age.value if isinstance(self.child_age.value, int) else MAJORITY

    @property
    def key(self) -> str:
        """Return the offence's key among all statutes."""
        return f"{self.law.statute.key}.{self.offence.key}"


CELLS = tuple(Resolved.__annotations__)[4:]


def covers(rule: object, offence: str) -> bool:
    """Say whether a rule of a statute applies to an offence."""
    named = getattr(rule, "covers", ())
    return (not named or offence in named) and offence not in getattr(rule, "excludes", ())


@cache
def stretches(statute_key: str) -> tuple[Resolved, ...]:
    """Return every offence of a shipped statute in each stretch of time."""
    statute = statutes()[statute_key]
    return tuple(found for offence in statute.offences for found in _stretches(statute, offence))


def _stretches(statute: Statute, offence: Offence) -> tuple[Resolved, ...]:
    parts = (("", statute), (place_of(offence), offence))
    begun = max(_day(statute, place, part, "commencement") for place, part in parts)
    ended = min(_day(statute, place, part, "repeal", LAST_DAY) for place, part in parts)
    changes = sorted(day for day in _changes(offence) if begun < day < ended)
    return tuple(
        _resolved(AsOf(statute, since), offence, since, until)
        for since, until in pairwise([begun, *changes, ended])
        if since < until
    )


def _resolved(law: AsOf, offence: Offence, since: date, until: date) -> Resolved:
    return Resolved(law, offence, since, until, *(law.of(offence, name) for name in CELLS))


def _day(statute: Statute, place: str, part: object, name: str, default: date = date.min) -> date:
    value = AsOf(statute, LAST_DAY).held(place, part, name).value
    return When.parse(value).first if isinstance(value, str) else default


def _changes(offence: Offence) -> set[date]:
    parts: tuple[Offence | Penalty, ...] = (offence, *offence.penalties)
    cells = (getattr(part, name) for part in parts for name in kinds_of(type(part)))
    return {day for cell in cells for day in _ends(cell)}


def _ends(cell: Cell) -> set[date]:
    return {day for reading in cell for day in (reading.since, reading.until) if day}
