"""What a statute says around one of its offences, in a stretch of time in which none of it changes.

Modes of participation, jurisdiction, limitation and restitution change on other days than offences
do; each is asked as of the day it matters, and resolved once for each stretch.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from amends.base.dates import When
from amends.law.asof import AsOf
from amends.law.cells import Held
from amends.law.kinds import kinds_of
from amends.law.severity import Severity, of_comparators
from amends.law.statute import Participation, Statute
from amends.law.terms import Head, Mode


@dataclass(frozen=True, eq=False)
class HeldMode:
    """A mode of participation, where it stands, and the cells that say who is liable and how."""

    part: Participation
    place: str
    liable: Held
    relation: Held
    share: Held


@dataclass(frozen=True, eq=False)
class HeldLimitation:
    """The cells of a rule on limitation."""

    unlimited: Held
    years: Held
    from_majority: Held


@dataclass(frozen=True, eq=False)
class Procedure:
    """The rules of a statute that apply to one of its offences."""

    law: AsOf
    offence: str

    def mode(self, mode: Mode) -> HeldMode | None:
        """Return what is held on a mode of participation in the offence, if anything is."""
        return self._modes.get(mode)

    @cached_property
    def _modes(self) -> dict[Mode, HeldMode]:
        found: dict[Mode, HeldMode] = {}
        for mode in Mode:
            for part in self.law.modes(mode):
                if covers(part, self.offence):
                    found.setdefault(mode, self._held(part))
        return found

    def _held(self, part: Participation) -> HeldMode:
        place = f"participation.{part.case}"
        names = ("liable", "relation", "share")
        return HeldMode(part, place, *(self.law.held(place, part, name) for name in names))

    def has_own_offence(self, mode: Mode) -> bool:
        """Say whether the offence is itself the one that punishes a mode of participation."""
        return any(part.offence == self.offence for part in self.law.modes(mode))

    @cached_property
    def head_cells(self) -> tuple[Held, ...]:
        """Return the cells that name the heads under which courts can try the offence."""
        return tuple(
            self.law.held(f"jurisdiction.{number}", rule, "heads")
            for number, rule in enumerate(self.law.statute.jurisdiction)
            if covers(rule, self.offence)
        )

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """Return the heads that are held, in order; a country's own territory always is one."""
        named = {head for cell in self.head_cells for head in cell.texts()}
        return tuple(head for head in Head if head in named | {Head.TERRITORIAL})

    @cached_property
    def limitation(self) -> HeldLimitation | None:
        """Return the rule on limitation, if one is held."""
        found = next(self._rules("limitation"), None)
        names = ("unlimited", "years", "from_majority")
        return HeldLimitation(*(self.law.held(*found, n) for n in names)) if found else None

    def comparators(self, circumstances: frozenset[str]) -> tuple[Severity, ...]:
        """Return what grave crimes are punished with in the case nearest to some circumstances."""
        telling = circumstances & self._telling
        if telling not in self._comparators:
            self._comparators[telling] = of_comparators(self.law, telling)
        return self._comparators[telling]

    @cached_property
    def _telling(self) -> frozenset[str]:
        return frozenset(word for c in self.law.statute.comparators for word in c.when)

    @cached_property
    def _comparators(self) -> dict[frozenset[str], tuple[Severity, ...]]:
        return {}

    @cached_property
    def restitution(self) -> Held | None:
        """Return what is held on restitution, if anything is."""
        found = next(self._rules("restitution"), None)
        return self.law.held(*found, "rule") if found else None

    def _rules(self, name: str) -> Iterator[tuple[str, Any]]:
        for number, rule in enumerate(getattr(self.law.statute, name)):
            if covers(rule, self.offence):
                yield f"{name}.{number}", rule


def covers(rule: Any, offence: str) -> bool:
    """Say whether a rule of a statute applies to an offence."""
    named = rule.covers
    return (not named or offence in named) and offence not in getattr(rule, "excludes", ())


def days_of_change(law: Statute) -> tuple[date, ...]:
    """Return the days on which the rules around a statute's offences change, in their order."""
    around = (*law.participation, *law.jurisdiction, *law.limitation, *law.restitution)
    parts: tuple[Any, ...] = (*around, *law.comparators)
    return tuple(sorted({day for part in parts for day in _days(part)}))


def _days(part: Any) -> Iterator[date]:
    """Yield every day on which something of a part begins or ends."""
    for field in dataclasses.fields(part):
        if field.name not in kinds_of(type(part)):
            continue
        for reading in getattr(part, field.name):
            yield from (day for day in (reading.since, reading.until) if day)
            if field.name == "commencement" and isinstance(reading.value, str):
                yield When.parse(reading.value).first
