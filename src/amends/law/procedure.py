"""What a statute says around one of its offences, in a stretch of time in which none of it changes.

Modes of participation, jurisdiction, limitation and restitution change on other days than offences
do; each is asked as of the day it matters, and resolved once for each stretch.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from amends.base.dates import When
from amends.law.asof import AsOf
from amends.law.cells import Held
from amends.law.grave_crimes import rule_for
from amends.law.kinds import kinds_of
from amends.law.severity import GraveCrime, of_comparators
from amends.law.statute import HOW_LONG, CustodyLimit, Participation, Statute
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
    not_before_age: Held
    for_life_of_victim: Held
    may_be_longer: Held


@dataclass(frozen=True, eq=False)
class HeldCustodyLimit:
    """A limit of custody, and the cells that say how long."""

    part: CustodyLimit
    hours: Held
    days: Held
    months: Held


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
        names = HeldLimitation.__annotations__
        return HeldLimitation(*(self.law.held(*found, n) for n in names)) if found else None

    def comparators(
        self, circumstances: frozenset[str], ends: frozenset[str]
    ) -> tuple[GraveCrime, ...]:
        """Return the grave crimes that such exploitation is compared with, in the nearest case."""
        rule = rule_for(ends, circumstances)
        telling, named = circumstances & self._telling, ends & self._named
        asked = rule.key, telling, named
        if asked not in self._comparators:
            crimes = frozenset(rule.crimes)
            self._comparators[asked] = of_comparators(
                self.law, crimes, telling, named, basis=rule.basis
            )
        return self._comparators[asked]

    @cached_property
    def _telling(self) -> frozenset[str]:
        return frozenset(word for c in self.law.statute.comparators for word in c.when)

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(word for c in self.law.statute.comparators for word in c.ends)

    @cached_property
    def _comparators(
        self,
    ) -> dict[tuple[str, frozenset[str], frozenset[str]], tuple[GraveCrime, ...]]:
        return {}

    def custody_limits(self, circumstances: frozenset[str]) -> tuple[HeldCustodyLimit, ...]:
        """Return how long somebody may be held, each point in its nearest case."""
        telling = circumstances & self._telling_of_custody
        if telling not in self._custody:
            self._custody[telling] = tuple(self._nearest_limits(telling))
        return self._custody[telling]

    def _nearest_limits(self, circumstances: frozenset[str]) -> Iterable[HeldCustodyLimit]:
        nearest: dict[tuple[str, str], HeldCustodyLimit] = {}
        for held in self._custody_limits:
            part, place = held.part, (held.part.stage, held.part.limb)
            other = nearest.get(place)
            if circumstances >= set(part.when) and (
                other is None or len(part.when) > len(other.part.when)
            ):
                nearest[place] = held
        return nearest.values()

    @cached_property
    def _telling_of_custody(self) -> frozenset[str]:
        return frozenset(word for held in self._custody_limits for word in held.part.when)

    @cached_property
    def _custody(self) -> dict[frozenset[str], tuple[HeldCustodyLimit, ...]]:
        return {}

    @cached_property
    def _custody_limits(self) -> tuple[HeldCustodyLimit, ...]:
        return tuple(
            HeldCustodyLimit(
                part, *(self.law.held(f"custody_limits.{part.case}", part, n) for n in HOW_LONG)
            )
            for part in self.law.statute.custody_limits
            if covers(part, self.offence)
        )

    @cached_property
    def corroboration(self) -> Held:
        """Return whether a victim's testimony must be corroborated."""
        return self.law.held("victims", self.law.statute.victims, "corroboration")

    @cached_property
    def evidence_rules(self) -> Held:
        """Return the special rules of evidence."""
        return self.law.held("victims", self.law.statute.victims, "evidence_rules")

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
    parts: tuple[Any, ...] = (*around, *law.comparators, *law.custody_limits, law.victims)
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
