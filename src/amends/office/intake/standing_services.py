"""What every write on a report ends with: its state follows, and its history says what was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from amends.intake.progress import ReportStep, Standing
from amends.office.accounts.models import User
from amends.office.intake.models import (
    Report,
    ReportAct,
    ReportDecision,
    Screening,
    TriageDecision,
)
from amends.office.log.services import writing
from amends.office.policy import Action, Actor, NotPermitted


@contextmanager
def working_on(*, actor: Actor, action: Action, report: Report, what: str) -> Iterator[Any]:
    """Frame one write on a report: it is locked, its state follows, and its history grows.

    What is yielded takes notes for the log and for the history alike.

    Raises:
        NotPermitted: the role does not do this, or the report is not one of the actor's.
    """
    with writing(actor=actor, action=action) as entry:
        if not Report.objects.seen_by(actor).filter(pk=report.pk).exists():
            raise NotPermitted(actor, action)
        Report._base_manager.select_for_update().get(pk=report.pk)
        yield entry
        follow(report)
        write_act(report, by=actor, what=what, **entry.data)
        entry.note(report=report.reference)


def follow(report: Report) -> None:
    """Bring a report's state, its sort and the day of its next screening in line."""
    screening = last_screening(report)
    triage = last_triage(report)
    report.state = standing_of(report).state
    report.sort = screening.sort if screening else ""
    done = bool(screening and triage and screening.at > triage.at)
    report.screen_again_on = triage.screen_again_on if triage and not done else None
    report.save(update_fields=["state", "sort", "screen_again_on"])


def standing_of(report: Report) -> Standing:
    """Return what stands on a report."""
    decisions = ReportDecision._base_manager.filter(report=report, undone_at=None)
    return Standing(
        last_screening(report) is not None,
        last_triage(report) is not None,
        frozenset(ReportStep(step) for step in decisions.values_list("step", flat=True)),
    )


def last_screening(report: Report) -> Screening | None:
    """Return the last screening of a report that stands."""
    return Screening._base_manager.filter(report=report, undone_at=None).order_by("-id").first()


def last_triage(report: Report) -> TriageDecision | None:
    """Return the last triage of a report that stands."""
    rows = TriageDecision._base_manager.filter(report=report, undone_at=None)
    return rows.order_by("-id").first()


def write_act(report: Report, *, by: Actor, what: str, **details: Any) -> None:
    """Add what was done to the history of a report."""
    ReportAct(report=report, by=by.label, what=what, details=details).save()


def account_of(by: Actor) -> User | None:
    """Return the account that acts; nothing for the system."""
    return by if isinstance(by, User) else None
