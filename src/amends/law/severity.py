"""How severe a penalty is, as an order: death, life, the longest custody, then the least."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from amends.law.asof import AsOf, place_of
from amends.law.cells import Held
from amends.law.punishment import Compared, Penalty
from amends.law.statute import Offence


class Order(StrEnum):
    """How one penalty stands to another."""

    LOWER = "lower"
    EQUAL = "equal"
    HIGHER = "higher"


@dataclass(frozen=True)
class ComparedPenalty:
    """How a penalty stands to that of a grave crime; nothing if it is not known."""

    crime: str
    order: Order | None


@dataclass(frozen=True)
class Severity:
    """The custody of a penalty and the cells it was read in.

    A least custody that is not read counts as none, since a law that fixes one says so.
    """

    name: str
    minimum: Held
    maximum: Held
    life: Held
    death: Held | None = None

    @cached_property
    def cells(self) -> tuple[Held, ...]:
        """Return the cells that decide it."""
        known = (self.life, self.maximum, self.minimum)
        decisive = [cell for cell in known if cell.is_known or cell.is_conflict]
        return tuple(decisive) or (self.maximum,)

    @cached_property
    def is_known(self) -> bool:
        """Say whether the longest custody is known."""
        if any(cell.is_conflict for cell in self.cells):
            return False
        return self.life.value is True or self.maximum.is_known

    def against(self, other: Severity) -> Order | None:
        """Return how this stands to another penalty, or nothing if either is not known."""
        if not (self.is_known and other.is_known):
            return None
        mine, theirs = self._rank, other._rank
        if mine == theirs:
            return Order.EQUAL
        return Order.HIGHER if mine > theirs else Order.LOWER

    def compared(self, grave: Iterable[Severity]) -> tuple[ComparedPenalty, ...]:
        """Return how this stands to each of some grave crimes."""
        return tuple(ComparedPenalty(crime.name, self.against(crime)) for crime in grave)

    @cached_property
    def _rank(self) -> tuple[bool, bool, int, int]:
        death = self.death is not None and self.death.value is True
        life = self.life.value is True
        return death, life, 0 if life else _number(self.maximum), _number(self.minimum)


def of_penalty(law: AsOf, offence: Offence, penalty: Penalty) -> Severity:
    """Return the severity of one of an offence's penalties."""
    place = f"{place_of(offence)}.penalties.{penalty.case}"
    return severity_of(law, place, penalty, offence.citation)


def of_comparator(law: AsOf, compared: Compared) -> Severity:
    """Return the severity of a crime held for comparison."""
    return severity_of(law, f"comparators.{compared.case}", compared, compared.crime)


def of_comparators(law: AsOf, circumstances: frozenset[str]) -> tuple[Severity, ...]:
    """Return each grave crime in the case that comes nearest to some circumstances."""
    nearest: dict[str, Compared] = {}
    for compared in law.statute.comparators:
        held = nearest.get(compared.crime)
        if circumstances >= set(compared.when) and (
            held is None or len(compared.when) > len(held.when)
        ):
            nearest[compared.crime] = compared
    return tuple(of_comparator(law, compared) for compared in nearest.values())


def severity_of(law: AsOf, place: str, punished: Penalty | Compared, name: str) -> Severity:
    """Return the severity of what stands at a place of a statute; ``name`` is what is punished."""
    cells = ("minimum", "maximum", "life", "death")
    found = (law.held(place, punished, cell) for cell in cells if hasattr(punished, cell))
    return Severity(name, *found)


def _number(cell: Held) -> int:
    return cell.value if isinstance(cell.value, int) else 0
