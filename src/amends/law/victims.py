"""A victim as a lawyer states one, and how old the victim was on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from amends.base.dates import When
from amends.law.cells import Key, Line
from amends.law.thresholds import MAJORITY


class VictimThen(NamedTuple):
    """A victim as of a day: the age, if it is known, and whether of age but not able to protect."""

    age: int | None
    unable_to_protect: bool = False


@dataclass(frozen=True, kw_only=True)
class VictimFacts:
    """One victim. Without a date of birth and an age the age is an open question.

    Attributes:
        born: as far as it is known.
        age: in years when the conduct began, where no date of birth is known or it leaves open
            whether this was a child.
        unable_to_protect: whether it is alleged that a disability or condition kept the victim
            from fully taking care of or protecting themself. Some laws then see a child.
    """

    key: Key
    born: Line = ""
    age: int | None = None
    unable_to_protect: bool = False
    nationality: Line = ""
    resident: Line = ""

    def age_on(self, on: date, begun: date | None = None) -> int | None:
        """Return the age on a day; nothing if it is not known whether this was a child.

        Where the sources leave several ages open, it is the highest of them: what a younger age
        would aggravate is not made out. ``begun`` is the day on which the stated age was right.
        """
        stated = self._grown(on, begun or on)
        if not self.born:
            return _certain(*stated) if stated else None
        born = When.parse(self.born)
        youngest, oldest = _age(born.last, on), _age(born.first, on)
        if stated and max(stated[0], youngest) <= min(stated[1], oldest):
            youngest, oldest = max(stated[0], youngest), min(stated[1], oldest)
        return _certain(youngest, oldest)

    def can_be_so_old(self, then: str) -> bool:
        """Say whether the stated age can have been right when a conduct began."""
        born, begun = When.parse(self.born), When.parse(then)
        return self.age in range(_age(born.last, begun.first), _age(born.first, begun.last) + 1)

    def _grown(self, on: date, begun: date) -> tuple[int, int] | None:
        """Return the ages that are possible on a day for somebody of the stated age before."""
        if self.age is None:
            return None
        if on <= begun:
            return self.age, self.age
        grown = self.age + _age(begun, on)
        return grown, grown + ((on.month, on.day) != (begun.month, begun.day))


class VictimsTogether:
    """All victims of one culpable party, counted once for each day that is asked about.

    What aggravates an offence by the number of victims is asked for each of them again: without
    this, the work would grow with the square of their number.
    """

    def __init__(self, victims: tuple[VictimFacts, ...]) -> None:
        """Keep the victims."""
        self.victims = victims
        self._children: dict[tuple[date, date, bool], int] = {}

    def __len__(self) -> int:
        """Return how many victims there are."""
        return len(self.victims)

    def children(self, on: date, begun: date, *, with_unprotected: bool) -> int:
        """Return how many are children on a day, or count as such, as far as it is known."""
        asked = on, begun, with_unprotected
        if asked not in self._children:
            then = (VictimThen(v.age_on(on, begun), v.unable_to_protect) for v in self.victims)
            self._children[asked] = sum(is_child(v, with_unprotected) for v in then)
        return self._children[asked]


def is_child(victim: VictimThen, unprotected_too: bool) -> bool:
    """Say whether a victim is a child, or of age and counts as one where a law says so."""
    under = victim.age is not None and victim.age < MAJORITY
    return under or (victim.unable_to_protect and unprotected_too)


def _certain(youngest: int, oldest: int) -> int | None:
    return oldest if (youngest < MAJORITY) == (oldest < MAJORITY) else None


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
