"""The penalty a count carries: that of its case, its mode, and how it stands to grave crimes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.law.cells import Held
from amends.law.elements import shows_means
from amends.law.facts import Allegation
from amends.law.procedure import HeldMode, Procedure
from amends.law.resolved import PunishedCase, Resolved
from amends.law.screen import PersonKind
from amends.law.severity import ComparedPenalty, Order, Severity, severity_of
from amends.law.terms import Mode
from amends.law.thresholds import MAJORITY


@dataclass(frozen=True)
class ExpectedPenalty:
    """What a count is punished with, how that stands to grave crimes, and what its mode changes."""

    severity: Severity | None
    fine: Held | None
    relation: Held | None
    share: Held | None
    compared: tuple[ComparedPenalty, ...]


def expected_penalty(
    law: Resolved, around: Procedure, alleged: Allegation, on: date
) -> ExpectedPenalty:
    """Return the penalty of the case, or that of the mode where it has one of its own.

    An organisation cannot be held: of the penalty of the offence, the fine alone is its own.
    """
    is_legal = alleged.by.kind is PersonKind.LEGAL
    mode = around.mode(Mode.LEGAL_PERSON if is_legal else alleged.conduct.mode)
    circumstances = _circumstances(law, alleged, on)
    grave = around.comparators(circumstances)
    if mode and mode.part.penalties:
        return _own(law, around, mode, grave)
    case = _case(law, circumstances)
    relation, share = (mode.relation, mode.share) if mode else (None, None)
    fine = case.fine if case else None
    if case is None or is_legal:
        return ExpectedPenalty(None, fine, relation, share, ())
    return ExpectedPenalty(case.severity, fine, relation, share, case.severity.compared(grave))


def _own(
    law: Resolved, around: Procedure, mode: HeldMode, grave: tuple[Severity, ...]
) -> ExpectedPenalty:
    """Return the penalty that a mode of participation has of its own."""
    own = mode.part.penalties[0]
    place = f"{mode.place}.penalties.{own.case}"
    severity = severity_of(around.law, place, own, law.offence.citation)
    fine = around.law.held(place, own, "fine")
    return ExpectedPenalty(severity, fine, mode.relation, mode.share, severity.compared(grave))


def _circumstances(law: Resolved, alleged: Allegation, on: date) -> frozenset[str]:
    """Return the circumstances of a count: those stated, and those that follow from the facts."""
    found = set(alleged.conduct.shown)
    if len(alleged.victims) > 1:
        found.add("several_victims")
    if alleged.children_on(on) > 1:
        found.add("several_children")
    if shows_means(law, alleged.conduct):
        found.add("means_used")
    age = alleged.age_on(on)
    if age is not None and age < MAJORITY:
        found.add("child")
        found |= {f"under_{limit}" for limit in (14, 15, 16) if age < limit}
        found |= {f"aged_{low}_to_17" for low in (14, 15) if age >= low}
    return frozenset(found)


def _case(law: Resolved, circumstances: frozenset[str]) -> PunishedCase | None:
    """Return the penalty of the case: the most severe that fits, the base case only by default."""
    found: PunishedCase | None = None
    for case in law.cases:
        if case.penalty.is_base or not case.is_held or not case.penalty.fits(circumstances):
            continue
        if (
            found is None
            or not found.severity.is_known
            or case.severity.against(found.severity) is Order.HIGHER
        ):
            found = case
    return found or next((case for case in law.cases if case.penalty.is_base), None)
