"""Undoing one thing that stands on a report or on a recruiter, named by its kind and key."""

from __future__ import annotations

from amends.office.intake import (
    decision_services,
    register_selectors,
    register_services,
    screening_services,
    selectors,
)
from amends.office.intake.models import Closure, LicenceCheck, Recruiter, Report
from amends.office.policy import Actor


def undo_in_report(actor: Actor, report: Report, what: str, pk: int) -> object:
    """Undo a ``screening``, a ``triage`` or a ``decision`` of a report, and return it.

    Raises:
        ObjectDoesNotExist: there is none that the actor may see, or no such kind.
        ValidationError: it is undone already.
    """
    if what == "screening":
        screening = selectors.screening(actor=actor, report=report, pk=pk)
        return screening_services.undo_screening(actor=actor, screening=screening)
    if what == "triage":
        triage = selectors.triage(actor=actor, report=report, pk=pk)
        return screening_services.undo_triage(actor=actor, triage=triage)
    if what == "decision":
        decision = selectors.decision(actor=actor, report=report, pk=pk)
        return decision_services.undo_decision(actor=actor, decision=decision)
    raise Report.DoesNotExist


def undo_on_recruiter(
    actor: Actor, recruiter: Recruiter, what: str, pk: int
) -> LicenceCheck | Closure:
    """Undo a ``check`` or a ``closure`` of a recruiter, and return it.

    Raises:
        ObjectDoesNotExist: there is none that the actor may see, or no such kind.
        ValidationError: it is undone already.
    """
    if what == "check":
        check = register_selectors.check(actor=actor, recruiter=recruiter, pk=pk)
        return register_services.undo_check(actor=actor, check=check)
    if what == "closure":
        closure = register_selectors.closure(actor=actor, recruiter=recruiter, pk=pk)
        return register_services.undo_closure(actor=actor, closure=closure)
    raise Closure.DoesNotExist
