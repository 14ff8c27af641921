"""A statute as it stood on a day: its cells with the readings that held, and what was in force."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from amends.base.dates import When
from amends.law.cells import Cell, Held
from amends.law.kinds import kinds_of
from amends.law.punishment import Penalty
from amends.law.statute import Offence, Participation, Statute
from amends.law.terms import Form, Mode


@dataclass(frozen=True)
class AsOf:
    """A statute on one day."""

    statute: Statute
    on: date

    def held(self, place: str, part: Any, name: str) -> Held:
        """Return a cell of a part of the statute, under its place in the file's own words."""
        cell: Cell = getattr(part, name)
        sources = self.statute.sources
        readings = tuple((r, sources[r.source]) for r in cell if r.covers(self.on))
        return Held(
            f"{self.statute.key}.{place}.{name}" if place else f"{self.statute.key}.{name}",
            readings,
        )

    def of(self, offence: Offence, name: str) -> Held:
        """Return a cell of an offence."""
        return self.held(place_of(offence), offence, name)

    def punished(self, offence: Offence, penalty: Penalty, name: str) -> Held:
        """Return a cell of one of an offence's penalties."""
        return self.held(f"{place_of(offence)}.penalties.{penalty.case}", penalty, name)

    def base_penalty(self, offence: Offence) -> Penalty | None:
        """Return the penalty of the base case: the one without circumstances, if there is one."""
        return next((p for p in offence.penalties if p.is_base), None)

    @property
    def is_in_force(self) -> bool:
        """Say whether the statute can be in force on the day; unknown ends do not exclude it."""
        return self._lasts("", self.statute)

    def offences(self) -> Iterator[Offence]:
        """Yield the offences that can be in force on the day."""
        for offence in self.statute.offences:
            if self.is_in_force and self._lasts(place_of(offence), offence):
                yield offence

    def trafficking(self) -> Iterator[Offence]:
        """Yield every offence that is about trafficking, whether or not it is audited."""
        return (o for o in self.offences() if o.audited or o.form is Form.TRAFFICKING)

    def audited(self) -> Iterator[Offence]:
        """Yield the offences that the audit reads as the trafficking offence of the country."""
        return (offence for offence in self.offences() if offence.audited)

    def cells(self) -> Iterator[Held]:
        """Yield every cell that says something on the day, of what can be in force."""
        if self.is_in_force:
            yield from (held for held in self._below("", self.statute) if held.readings)

    def _below(self, place: str, part: Any) -> Iterator[Held]:
        for name in kinds_of(type(part)):
            yield self.held(place, part, name)
        for field in dataclasses.fields(part):
            value, inner = getattr(part, field.name), f"{place}.{field.name}".strip(".")
            if dataclasses.is_dataclass(value):
                yield from self._below(inner, value)
            elif isinstance(value, tuple) and field.name not in kinds_of(type(part)):
                yield from self._within(inner, value)

    def _within(self, place: str, parts: tuple[Any, ...]) -> Iterator[Held]:
        for number, part in enumerate(parts):
            inner = f"{place}.{named(part, number)}"
            ends = isinstance(part, Offence | Participation)
            if dataclasses.is_dataclass(part) and (not ends or self._lasts(inner, part)):
                yield from self._below(inner, part)

    def parts(self) -> Iterator[tuple[str, Any]]:
        """Yield every part outside the offences that can be in force, with its place."""
        for field in dataclasses.fields(self.statute):
            value, place = getattr(self.statute, field.name), field.name
            if dataclasses.is_dataclass(value):
                yield place, value
            elif isinstance(value, tuple) and place not in {"offences", *kinds_of(Statute)}:
                for number, part in enumerate(value):
                    inner = f"{place}.{named(part, number)}"
                    if not isinstance(part, Participation) or self._lasts(inner, part):
                        yield inner, part

    def cells_in(self, place: str, part: Any) -> tuple[Held, ...]:
        """Return the cells of a part itself that say something on the day."""
        cells = (self.held(place, part, name) for name in kinds_of(type(part)))
        return tuple(held for held in cells if held.readings)

    def modes(self, mode: Mode) -> Iterator[Participation]:
        """Yield what the statute says of a mode of participation."""
        for part in self.statute.participation:
            if part.mode is mode and self._lasts(f"participation.{part.case}", part):
                yield part

    def _lasts(self, place: str, part: Any) -> bool:
        begun = self.held(place, part, "commencement").value
        if isinstance(begun, str) and self.on < When.parse(begun).first:
            return False
        ended = self.held(place, part, "repeal").value if hasattr(part, "repeal") else None
        return not (isinstance(ended, str) and self.on >= When.parse(ended).first)


def named(part: Any, number: int) -> str:
    """Return what a part is called among its like: its key, mode or case, or its number."""
    for name in ("key", "case", "name"):
        if hasattr(part, name):
            return str(getattr(part, name))
    return str(number)


def place_of(offence: Offence) -> str:
    """Return where an offence stands in its statute."""
    return f"offences.{offence.key}"
