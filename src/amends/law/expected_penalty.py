"""The penalty a count carries: that of its case, its mode, and how it stands to grave crimes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from amends.law.cells import Held
from amends.law.elements import Subsumption
from amends.law.grave_crimes import MEANS_USED
from amends.law.procedure import HeldMode, Procedure
from amends.law.punishment import Penalty
from amends.law.resolved import Resolved
from amends.law.screen import PersonKind
from amends.law.severity import ComparedPenalty, GraveCrime, Severity, severity_of
from amends.law.terms import Mode, PenaltyRelation


@dataclass(frozen=True)
class ExpectedPenalty:
    """What a count is punished with, how that stands to grave crimes, and what its mode changes.

    Attributes:
        longest: the longest custody in months that the share of its mode leaves; nothing where
            no share is held, or the custody it is taken of is not known or is for life.
    """

    severity: Severity | None
    fine: Held | None
    relation: Held | None
    share: Held | None
    longest: int | None
    compared: tuple[ComparedPenalty, ...]


def expected_penalty(
    held: Subsumption, around: Procedure, by: PersonKind, circumstances: frozenset[str]
) -> ExpectedPenalty:
    """Return the penalty of the case, or that of the mode where it has one of its own.

    An organisation cannot be held: of the penalty of the offence, the fine alone is its own.
    """
    is_legal = by is PersonKind.LEGAL
    mode = around.mode(Mode.LEGAL_PERSON if is_legal else held.conduct.mode)
    grave = _grave(held, around, circumstances)
    if mode and mode.part.penalties:
        return _own(held.law, around, mode, _nearest(mode.part.penalties, circumstances), grave)
    case = held.law.case_for(circumstances)
    relation, share = (mode.relation, mode.share) if mode else (None, None)
    fine = case.fine if case else None
    if case is None or is_legal:
        return ExpectedPenalty(None, fine, relation, share, None, ())
    longest = _shared(case.severity, mode) if mode else None
    compared = case.severity.compared(grave)
    return ExpectedPenalty(case.severity, fine, relation, share, longest, compared)


def _own(
    law: Resolved,
    around: Procedure,
    mode: HeldMode,
    own: Penalty,
    grave: tuple[GraveCrime, ...],
) -> ExpectedPenalty:
    """Return the penalty that a mode of participation has of its own."""
    place = f"{mode.place}.penalties.{own.case}"
    severity = severity_of(around.law, place, own, law.offence.citation)
    fine = around.law.held(place, own, "fine")
    compared = severity.compared(grave)
    return ExpectedPenalty(severity, fine, mode.relation, mode.share, None, compared)


def _nearest(penalties: tuple[Penalty, ...], circumstances: frozenset[str]) -> Penalty:
    """Return the penalty of the case, the first one if no case fits."""
    fitting = (p for p in penalties if not p.is_base and p.fits(circumstances))
    return next(fitting, penalties[0])


def _shared(severity: Severity, mode: HeldMode) -> int | None:
    """Return what the share of a mode leaves of the longest custody, in whole months."""
    share, longest = mode.share.value, severity.maximum.value
    if mode.relation.value != PenaltyRelation.FRACTION or not isinstance(share, str):
        return None
    if severity.life.value is True or not isinstance(longest, int):
        return None
    return int(longest * Fraction(share))


def _grave(
    held: Subsumption, around: Procedure, circumstances: frozenset[str]
) -> tuple[GraveCrime, ...]:
    """Return what it is compared with; a means counts, whether or not the offence names it."""
    shown = circumstances | MEANS_USED if held.conduct.means else circumstances
    return around.comparators(shown, held.exploitation)
