"""An offence as it stood in one stretch of time in which nothing about it changed.

Charging asks the same cells again and again; they are resolved once for each stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from amends.base.dates import When
from amends.law.asof import AsOf, place_of
from amends.law.cells import Cell, Held
from amends.law.kinds import kinds_of
from amends.law.punishment import Penalty
from amends.law.severity import Severity, most_severe, of_penalty
from amends.law.statute import Offence, Statute
from amends.law.terms import TreatedAsChild
from amends.law.thresholds import MAJORITY
from amends.law.victims import VictimThen

LAST_DAY = date.max


@dataclass(frozen=True, eq=False)
class PunishedCase:
    """A penalty of an offence, and what it amounts to."""

    penalty: Penalty
    severity: Severity
    fine: Held

    @cached_property
    def is_held(self) -> bool:
        """Say whether anything is held on it in that stretch of time."""
        found = (self.severity.minimum, self.severity.maximum, self.severity.life, self.fine)
        return any(cell.readings for cell in found)


@dataclass(frozen=True, eq=False)
class Resolved:
    """One offence of one statute and its cells from one day on, until another.

    Attributes:
        since, until: the first day of the stretch, and the first day after it.
        force: the cells that say from when until when the offence is in force.
    """

    law: AsOf
    offence: Offence
    since: date
    until: date
    force: tuple[Held, ...]
    acts: Held
    means: Held
    means_closed: Held
    means_rule: Held
    child_age: Held
    treated_as_child: Held
    ends: Held
    ends_closed: Held
    purpose_required: Held
    end_must_occur: Held
    requires: Held
    victim: Held
    movement: Held
    mens_rea: Held
    knowledge_of_age: Held

    @cached_property
    def cases(self) -> tuple[PunishedCase, ...]:
        """Return what the offence is punished with, case by case."""
        return tuple(map(self._case, self.offence.penalties))

    def _case(self, penalty: Penalty) -> PunishedCase:
        severity = of_penalty(self.law, self.offence, penalty)
        fine = self.law.punished(self.offence, penalty, "fine")
        return PunishedCase(penalty, severity, fine)

    def case_for(self, circumstances: frozenset[str]) -> PunishedCase | None:
        """Return the case of some circumstances: the most severe that fits, else the base case."""
        telling = circumstances & self._telling
        if telling not in self._case_for:
            self._case_for[telling] = self._nearest(telling)
        return self._case_for[telling]

    def _nearest(self, circumstances: frozenset[str]) -> PunishedCase | None:
        fitting = [
            case
            for case in self.cases
            if not case.penalty.is_base and case.is_held and case.penalty.fits(circumstances)
        ]
        worst = most_severe(case.severity for case in fitting)
        base = (case for case in self.cases if case.penalty.is_base)
        return next((case for case in fitting if case.severity is worst), next(base, None))

    @cached_property
    def _telling(self) -> frozenset[str]:
        """Return the circumstances on which it hangs which case it is."""
        return frozenset(word for case in self.cases for word in case.penalty.circumstances)

    @cached_property
    def _case_for(self) -> dict[frozenset[str], PunishedCase | None]:
        return {}

    @property
    def majority(self) -> int:
        """Return the age from which the offence no longer sees a child."""
        return self.child_age.value if isinstance(self.child_age.value, int) else MAJORITY

    @cached_property
    def sees_the_unprotected(self) -> bool:
        """Say whether it treats somebody of age who is not able to protect themself as a child."""
        return TreatedAsChild.UNABLE_TO_PROTECT in self.treated_as_child.words

    def sees_child(self, victim: VictimThen) -> bool | None:
        """Say whether the offence sees a child in a victim; nothing if the age is not known."""
        if victim.unable_to_protect and self.sees_the_unprotected:
            return True
        return None if victim.age is None else victim.age < self.majority

    @property
    def key(self) -> str:
        """Return the offence's key among all statutes."""
        return f"{self.law.statute.key}.{self.offence.key}"


CELLS = tuple(Resolved.__annotations__)[5:]


def versions(statute: Statute, offence: Offence) -> tuple[Resolved, ...]:
    """Return an offence in each stretch of time in which nothing about it changed, in order."""
    force = tuple(_force(statute, offence))
    begun = max(_days(force, "commencement"), default=date.min)
    ended = min(_days(force, "repeal"), default=LAST_DAY)
    changes = sorted(day for day in _changes(offence) if begun < day < ended)
    return tuple(
        _resolved(AsOf(statute, since), offence, since, until)
        for since, until in pairwise([begun, *changes, ended])
        if since < until
    )


def _resolved(law: AsOf, offence: Offence, since: date, until: date) -> Resolved:
    return Resolved(
        law,
        offence,
        since,
        until,
        tuple(_force(law.statute, offence)),
        *(law.of(offence, name) for name in CELLS),
    )


def _force(statute: Statute, offence: Offence) -> Iterator[Held]:
    """Yield the cells that say when a statute and its offence began and ended, as far as held."""
    law = AsOf(statute, LAST_DAY)
    for place, part in (("", statute), (place_of(offence), offence)):
        for name in ("commencement", "repeal"):
            held = law.held(place, part, name)
            if held.values:
                yield held


def _days(force: Iterable[Held], name: str) -> list[date]:
    cells = [held for held in force if held.path.endswith(f".{name}")]
    return [When.parse(held.value).first for held in cells if isinstance(held.value, str)]


def _changes(offence: Offence) -> set[date]:
    parts: tuple[Offence | Penalty, ...] = (offence, *offence.penalties)
    cells = (getattr(part, name) for part in parts for name in kinds_of(type(part)))
    return {day for cell in cells for day in _ends(cell)}


def _ends(cell: Cell) -> set[date]:
    return {day for reading in cell for day in (reading.since, reading.until) if day}
