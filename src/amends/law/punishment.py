"""Punishment: what a law gives for an offence, what it gives for grave crimes, how it grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from amends.law.cells import Cell, Key, Line
from amends.law.kinds import Choice, Months, Said, YesNo
from amends.law.terms import Alternative, Comparator, FineMode, PunishedAs


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """What an offence is punished with in one case; custody in months.

    Attributes:
        when: circumstances that must all be present.
        any_of: circumstances of which one must be present; the base case names none at all.
        unless: circumstances of which none may be present.
        citation: where it stands, if elsewhere than the offence.
        minimum, maximum: months of custody; ``life`` and ``death`` stand beside them.
        natural_life: whether life means the remainder of natural life.
        alternatives: what else the court may give in place of custody.
        punished_as: whose penalty it is, where the law refers to that of another offence.
        fine: a ``FineMode``.
        fine_least, fine_most: amounts such as ``PHP 1000000``.
    """

    when: tuple[Key, ...] = ()
    any_of: tuple[Key, ...] = ()
    unless: tuple[Key, ...] = ()
    citation: Line = ""
    minimum: Months = ()
    maximum: Months = ()
    life: YesNo = ()
    natural_life: YesNo = ()
    death: YesNo = ()
    alternatives: Annotated[Cell, Choice(Alternative, several=True)] = ()
    punished_as: Annotated[Cell, Choice(PunishedAs)] = ()
    fine: Annotated[Cell, Choice(FineMode)] = ()
    fine_least: Said = ()
    fine_most: Said = ()

    def fits(self, circumstances: frozenset[str]) -> bool:
        """Say whether this is a case in which such circumstances are present."""
        one = not self.any_of or bool(circumstances & set(self.any_of))
        return one and circumstances >= set(self.when) and not circumstances & set(self.unless)

    @property
    def circumstances(self) -> tuple[str, ...]:
        """Return every circumstance on which it hangs whether this is the case."""
        return (*self.when, *self.any_of, *self.unless)

    @property
    def is_base(self) -> bool:
        """Say whether this is the case without any circumstance."""
        return not self.when and not self.any_of

    @property
    def case(self) -> str:
        """Return the name of the case: its circumstances, or ``base``."""
        return "+".join([*self.when, "|".join(self.any_of)]).strip("+") or "base"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What a grave crime is punished with, for comparison; or that it cannot be told.

    Attributes:
        limb: what sets it apart, where two provisions punish the same crime in the same case; the
            one that stands first is compared.
        available: false where the crime lies in another, or a sub-national, code not held here.
        when: circumstances of the case compared, such as ``child``.
        ends: the exploitation it is compared with; any if empty, as far as the rules of
            ``law/grave_crimes.yaml`` ask for the crime.
    """

    crime: Comparator
    limb: Line = ""
    citation: Line = ""
    available: YesNo = ()
    when: tuple[Key, ...] = ()
    ends: tuple[Key, ...] = ()
    minimum: Months = ()
    maximum: Months = ()
    life: YesNo = ()
    natural_life: YesNo = ()
    death: YesNo = ()
    alternatives: Annotated[Cell, Choice(Alternative, several=True)] = ()
    fine: Annotated[Cell, Choice(FineMode)] = ()

    @property
    def case(self) -> str:
        """Return the crime, its limb, the circumstances compared and the exploitation."""
        return "+".join(filter(None, [self.crime, self.limb, *self.when, *self.ends]))


@dataclass(frozen=True, kw_only=True)
class Grade:
    """A class of crimes by the longest custody, in months."""

    name: Line
    up_to: Months = ()
