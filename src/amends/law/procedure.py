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
from amends.law.statute import Limitation, Participation, Statute
from amends.law.terms import Head, Mode


@dataclass(frozen=True, eq=False)
class Procedure:
    """The rules of a statute that apply to one of its offences."""

    law: AsOf
    offence: str

    def modes(self, mode: Mode) -> tuple[Participation, ...]:
        """Return what is held on a mode of participation in the offence."""
        return tuple(part for part in self.law.modes(mode) if covers(part, self.offence))

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
    def heads(self) -> frozenset[str]:
        """Return the heads that are held; a country's own territory always is one."""
        named = {head for cell in self.head_cells for head in cell.texts()}
        return frozenset(named | {Head.TERRITORIAL})

    @cached_property
    def limitation(self) -> tuple[str, Limitation] | None:
        """Return the rule on limitation and its place, if one is held."""
        return next(self._rules("limitation"), None)

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
    parts = (*law.participation, *law.jurisdiction, *law.limitation, *law.restitution)
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
