"""Whether a count is a serious crime: four years of custody or more at the most (UNTOC 2(b))."""

from __future__ import annotations

from dataclasses import dataclass

from amends.law.bars import BarKind
from amends.law.cells import Held
from amends.law.counts import ChargeableCount
from amends.law.severity import Severity
from amends.law.terms import PenaltyRelation
from amends.law.thresholds import SERIOUS_CRIME

OF_A_MODE = ".participation."


@dataclass(frozen=True)
class Seriousness:
    """Whether a penalty reaches four years, no surer than the least sure of its cells.

    Attributes:
        answer: nothing if the law was not read, or is only remembered.
        from_memory: what it would be if what is only remembered were right; set only where there
            is no answer because of that.
        cells: what it rests on.
    """

    answer: bool | None
    from_memory: bool | None
    cells: tuple[Held, ...]

    @property
    def is_unverified(self) -> bool:
        """Say whether anything it rests on was not read in the law's own text."""
        return any(not cell.status.is_verified for cell in self.cells)


def seriousness(count: ChargeableCount) -> Seriousness:
    """Return whether a count's longest custody is four years or more."""
    penalty = count.penalty
    if penalty is None:
        return Seriousness(None, None, ())
    cells = (*_deciding(penalty), *(cell for cell in (count.relation, count.share) if cell))
    longest = _longest(count, penalty)
    if longest is None:
        return Seriousness(None, None, cells)
    serious = longest >= SERIOUS_CRIME
    if all(cell.may_be_relied_on for cell in cells if cell.values):
        return Seriousness(serious, None, cells)
    return Seriousness(None, serious, cells)


def _deciding(penalty: Severity) -> tuple[Held, ...]:
    """Return the cells that say how long custody can last: years that are enough, or else life."""
    years, life = penalty.maximum, penalty.life
    enough = isinstance(years.value, int) and years.value >= SERIOUS_CRIME
    if enough and years.may_be_relied_on:
        return (years,)
    if life.value is True:
        return (life,)
    return tuple(cell for cell in (years, life) if cell.values) or (years,)


def _longest(count: ChargeableCount, penalty: Severity) -> float | None:
    """Return the longest custody in months, without end for life; nothing if it is not known."""
    if not penalty.is_known or not _is_mode_read(count, penalty):
        return None
    if count.longest is not None:
        return count.longest
    if count.relation and count.relation.value == PenaltyRelation.FRACTION:
        return None
    if penalty.life.value is True:
        return float("inf")
    return penalty.maximum.value if isinstance(penalty.maximum.value, int) else None


def _is_mode_read(count: ChargeableCount, penalty: Severity) -> bool:
    """Say whether it is known what the mode of participation makes of the penalty."""
    if any(bar.kind is BarKind.MODE for bar in count.bars):
        return False
    if count.relation is None or OF_A_MODE in penalty.maximum.path:
        return True
    return count.relation.is_known and count.relation.value != PenaltyRelation.OWN_RANGE
