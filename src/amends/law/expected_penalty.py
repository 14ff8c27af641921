"""The penalty a count carries: that of its case, its mode, and how it stands to grave crimes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.law.cells import Held
from amends.law.elements import shows_means
from amends.law.facts import Allegation
from amends.law.procedure import HeldMode, Procedure
from amends.law.resolved import PunishedCase, Resolved
from amends.law.severity import ComparedPenalty, Order, Severity, severity_of
from amends.law.thresholds import MAJORITY


@dataclass(frozen=True)
class ExpectedPenalty:
    """What a count is punished with, how that stands to grave crimes, and what its mode changes."""

    severity: Severity | None
    fine: Held | None
    relation: Held | None
    compared: tuple[ComparedPenalty, ...]


def expected_penalty(
    law: Resolved, around: Procedure, alleged: Allegation, on: date
) -> ExpectedPenalty:
    """Return the penalty of the case, or that of the mode where it has one of its own."""
    mode = around.mode(alleged.conduct.mode)
    relation = mode.relation if mode else None
    if mode and mode.part.penalties:
        return _own(law, around, mode)
    case = _case(law, _circumstances(law, alleged, on))
    if case is None:
        return ExpectedPenalty(None, None, relation, ())
    return ExpectedPenalty(case.severity, case.fine, relation, case.compared)


def _own(law: Resolved, around: Procedure, mode: HeldMode) -> ExpectedPenalty:
    """Return the penalty that a mode of participation has of its own."""
    own = mode.part.penalties[0]
    place = f"{mode.place}.penalties.{own.case}"
    severity = severity_of(around.law, place, own, law.offence.citation)
    fine = around.law.held(place, own, "fine")
    return ExpectedPenalty(severity, fine, mode.relation, severity.compared(law.comparators))


def _circumstances(law: Resolved, alleged: Allegation, on: date) -> frozenset[str]:
    """Return the circumstances of a count: those stated, and those that follow from the facts."""
    found = set(alleged.conduct.circumstances)
    if alleged.several:
        found.add("several_victims")
    if shows_means(law, alleged.conduct):
        found.add("means_used")
    age = alleged.victim.age_on(on)
    if age is not None and age < MAJORITY:
        found.add("child")
        found |= {f"under_{limit}" for limit in (14, 15, 16) if age < limit}
        found |= {f"aged_{low}_to_17" for low in (14, 15) if age >= low}
    return frozenset(found)


def _case(law: Resolved, circumstances: frozenset[str]) -> PunishedCase | None:
    """Return the penalty of the case: the most severe that fits, the base case only by default."""
    found: PunishedCase | None = None
    for case in law.cases:
        if case.penalty.is_base or not case.penalty.fits(circumstances):
            continue
        if found is None or case.severity.against(found.severity) is Order.HIGHER:
            found = case
    return found or next((case for case in law.cases if case.penalty.is_base), None)
