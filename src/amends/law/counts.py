"""What charging finds: counts, how each of them stands, and what lies beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from amends.law.bars import Bar, TimeLimit
from amends.law.cells import Held
from amends.law.custody import CustodyClock
from amends.law.elements import Element, ElementState
from amends.law.resolved import Resolved
from amends.law.severity import ComparedPenalty, Severity
from amends.law.terms import Head, Mode


class CountState(StrEnum):
    """Whether a count lies."""

    LIES = "lies"
    CONTESTED = "contested"
    NOT_READ = "not_read"
    NOT_MADE_OUT = "not_made_out"
    BARRED = "barred"


@dataclass(frozen=True)
class ChargeableCount:
    """One offence, one culpable party, one victim, one version of the law.

    Attributes:
        age: of the victim on the first day of that part; nothing if it is not known.
        child: whether the offence sees a child in the victim; nothing if it is not known.
        since, until: the part of the conduct that this version governs, both days included.
        penalty: that of the completed offence, or that of the mode where it has one of its own.
        relation: how the penalty of the mode stands to that of the completed offence.
        share: of that penalty, where the mode is punished with a fraction of it.
        longest: the longest custody in months that the share leaves, if it can be told.
        custody: how long the defendant may be held.
        corroboration, evidence_rules: how the law takes the testimony of the victim.
    """

    law: Resolved
    by: str
    victim: str
    age: int | None
    child: bool | None
    mode: Mode
    since: date
    until: date
    state: CountState
    elements: tuple[Element, ...]
    bars: tuple[Bar, ...]
    heads: tuple[Head, ...]
    limit: TimeLimit
    penalty: Severity | None
    fine: Held | None
    relation: Held | None
    share: Held | None
    longest: int | None
    comparisons: tuple[ComparedPenalty, ...]
    restitution: Held | None
    custody: tuple[CustodyClock, ...]
    corroboration: Held
    evidence_rules: Held

    @property
    def key(self) -> str:
        """Return the offence's key among all statutes."""
        return self.law.key

    @property
    def citation(self) -> str:
        """Return where the offence stands."""
        return self.law.offence.citation

    @property
    def is_available(self) -> bool:
        """Say whether a lawyer can consider the count: nothing is missing and nothing bars it."""
        return self.state in {CountState.LIES, CountState.CONTESTED, CountState.NOT_READ}

    @property
    def is_treated_as_child(self) -> bool:
        """Say whether the law sees a child in a victim who is, or may be, of age."""
        of_age = self.age is None or self.age >= self.law.majority
        return of_age and self.child is True

    @property
    def missing(self) -> tuple[Element, ...]:
        """Return the elements for which the facts show nothing."""
        return tuple(e for e in self.elements if e.state is ElementState.MISSING)

    @property
    def is_unverified(self) -> bool:
        """Say whether anything the count rests on was not read in the law's own text."""
        parts = (self.elements, self.bars, (self.limit,), (self.penalty,) if self.penalty else ())
        cells = [cell for part in parts for each in part for cell in each.cells]
        cells += [cell for cell in (self.fine, self.relation, self.share, self.restitution) if cell]
        cells += self.law.force
        compared = any(one.unverified for one in self.comparisons)
        return compared or any(not cell.status.is_verified for cell in cells)


@dataclass(frozen=True)
class Charging:
    """Every count on one set of facts, and who was not listed because of the screen.

    Attributes:
        not_screened: whose screen was not done, or found a sign that is still to be pursued.
        victims_first: who was found to be a victim.
    """

    counts: tuple[ChargeableCount, ...]
    not_screened: tuple[str, ...]
    victims_first: tuple[str, ...]

    def available(self) -> tuple[ChargeableCount, ...]:
        """Return the counts a lawyer can consider."""
        return tuple(count for count in self.counts if count.is_available)

    def beside(self, count: ChargeableCount) -> tuple[ChargeableCount, ...]:
        """Return the alternatives: what else is available for the same person and victim."""
        same = self._by_people.get((count.by, count.victim), ())
        return tuple(other for other in same if other is not count)

    @cached_property
    def _by_people(self) -> dict[tuple[str, str], list[ChargeableCount]]:
        found: dict[tuple[str, str], list[ChargeableCount]] = {}
        for count in self.available():
            found.setdefault((count.by, count.victim), []).append(count)
        return found

    def lesser(self, count: ChargeableCount) -> tuple[ChargeableCount, ...]:
        """Return the counts that are included in a count, where the statute file says so."""
        named = {f"{count.law.law.statute.key}.{key}" for key in count.law.offence.lesser}
        return tuple(other for other in self.beside(count) if other.key in named)
