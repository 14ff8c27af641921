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
from amends.law.terms import Comparator


class Order(StrEnum):
    """How one penalty stands to another."""

    LOWER = "lower"
    EQUAL = "equal"
    HIGHER = "higher"


@dataclass(frozen=True)
class ComparedPenalty:
    """How a penalty stands to that of a grave crime; nothing if it is not known.

    Attributes:
        citation: where the grave crime stands; empty if it is not held.
        basis: what the comparison rests on.
        unverified: whether a penalty on either side was not read in the law's own text.
    """

    crime: str
    order: Order | None
    citation: str = ""
    basis: str = ""
    unverified: bool = False


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

    def compared(self, grave: Iterable[GraveCrime]) -> tuple[ComparedPenalty, ...]:
        """Return how this stands to each of some grave crimes."""
        return tuple(map(self._compared, grave))

    def _compared(self, one: GraveCrime) -> ComparedPenalty:
        if one.severity is None:
            return ComparedPenalty(one.crime, None, one.citation, one.basis)
        cells = (*self.cells, *one.severity.cells)
        unverified = not all(cell.status.is_verified for cell in cells)
        order = self.against(one.severity)
        return ComparedPenalty(one.crime, order, one.citation, one.basis, unverified)

    @cached_property
    def _rank(self) -> tuple[bool, bool, int, int]:
        death = self.death is not None and self.death.value is True
        life = self.life.value is True
        return death, life, 0 if life else _number(self.maximum), _number(self.minimum)


@dataclass(frozen=True)
class GraveCrime:
    """A grave crime that penalties are compared with; without a penalty if it is not held."""

    crime: str
    citation: str
    basis: str
    severity: Severity | None


def most_severe(found: Iterable[Severity]) -> Severity | None:
    """Return the most severe of what is known, or else the first; nothing if there is none."""
    worst: Severity | None = None
    for one in found:
        if worst is None or not worst.is_known or one.against(worst) is Order.HIGHER:
            worst = one
    return worst


def of_penalty(law: AsOf, offence: Offence, penalty: Penalty) -> Severity:
    """Return the severity of one of an offence's penalties."""
    place = f"{place_of(offence)}.penalties.{penalty.case}"
    return severity_of(law, place, penalty, offence.citation)


def of_comparator(law: AsOf, compared: Compared) -> Severity:
    """Return the severity of a crime held for comparison."""
    return severity_of(law, f"comparators.{compared.case}", compared, compared.crime)


def of_comparators(
    law: AsOf,
    crimes: frozenset[Comparator],
    circumstances: frozenset[str],
    ends: frozenset[str] = frozenset(),
    *,
    basis: str = "",
) -> tuple[GraveCrime, ...]:
    """Return each grave crime in the case that comes nearest to some circumstances.

    Those are the ones asked for, and those that the statute names for such exploitation.
    """
    nearest: dict[Comparator, Compared] = {}
    for compared in law.statute.comparators:
        if _applies(compared, crimes, circumstances, ends):
            held = nearest.get(compared.crime)
            if held is None or _nearness(compared) > _nearness(held):
                nearest[compared.crime] = compared
    return tuple(
        _grave(law, crime, nearest.get(crime), basis)
        for crime in Comparator
        if crime in crimes or crime in nearest
    )


def _applies(
    compared: Compared,
    crimes: frozenset[Comparator],
    circumstances: frozenset[str],
    ends: frozenset[str],
) -> bool:
    """Say whether a grave crime as held is the case of some circumstances and exploitation."""
    asked = not ends.isdisjoint(compared.ends) if compared.ends else compared.crime in crimes
    return asked and circumstances >= set(compared.when)


def _nearness(compared: Compared) -> tuple[bool, int]:
    return bool(compared.ends), len(compared.when)


def _grave(law: AsOf, crime: Comparator, held: Compared | None, basis: str) -> GraveCrime:
    if held is None:
        return GraveCrime(crime, "", basis, None)
    return GraveCrime(crime, held.citation, basis, of_comparator(law, held))


def severity_of(law: AsOf, place: str, punished: Penalty | Compared, name: str) -> Severity:
    """Return the severity of what stands at a place of a statute; ``name`` is what is punished."""
    cells = ("minimum", "maximum", "life", "death")
    found = (law.held(place, punished, cell) for cell in cells if hasattr(punished, cell))
    return Severity(name, *found)


def _number(cell: Held) -> int:
    return cell.value if isinstance(cell.value, int) else 0
