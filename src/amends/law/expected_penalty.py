"""The penalty a count carries: that of its case, its mode, and how it stands to grave crimes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.law.cells import Held
from amends.law.elements import shows_means
from amends.law.facts import Allegation
from amends.law.procedure import Procedure
from amends.law.punishment import Penalty
from amends.law.resolved import Resolved
from amends.law.severity import Order, Severity, severity_of
from amends.law.thresholds import MAJORITY


@dataclass(frozen=True)
class ComparedPenalty:
    """How the penalty of a count stands to that of a grave crime; nothing if it is not known."""

    crime: str
    order: Order | None


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
    mode, place = alleged.conduct.mode, f"participation.{alleged.conduct.mode}"
    part = next(iter(around.modes(mode)), None)
    relation = around.law.held(place, part, "relation") if part else None
    if part and part.penalties:
        own, at = part.penalties[0], f"{place}.penalties.{part.penalties[0].case}"
        severity = severity_of(around.law, at, own, law.offence.citation)
        fine = around.law.held(at, own, "fine")
        return ExpectedPenalty(severity, fine, relation, _compared(law, severity))
    case = _case(law, _circumstances(law, alleged, on))
    if case is None:
        return ExpectedPenalty(None, None, relation, ())
    fine = law.law.punished(law.offence, case[0], "fine")
    return ExpectedPenalty(case[1], fine, relation, _compared(law, case[1]))


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


def _case(law: Resolved, circumstances: frozenset[str]) -> tuple[Penalty, Severity] | None:
    """Return the penalty of the case: the most severe that fits, the base case only by default."""
    found: tuple[Penalty, Severity] | None = None
    for penalty, severity in law.severities:
        if penalty.is_base or not penalty.fits(circumstances):
            continue
        if found is None or severity.against(found[1]) is Order.HIGHER:
            found = penalty, severity
    return found or next((case for case in law.severities if case[0].is_base), None)


def _compared(law: Resolved, severity: Severity) -> tuple[ComparedPenalty, ...]:
    return tuple(ComparedPenalty(crime.name, severity.against(crime)) for crime in law.comparators)
