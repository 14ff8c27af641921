"""Screening a report, deciding its triage and what becomes of it, and undoing each."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import colleague, named_case
from amends.api.paging import InWindow, Page, page
from amends.api.resources.report_shapes import (
    ReportDecisionOut,
    ReportOut,
    ScreeningOut,
    TriageOut,
)
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line, Text
from amends.intake.progress import ReportStep
from amends.intake.screening import IndicatorAnswer
from amends.law.facts import Moved, ReportedAs
from amends.office.accounts.models import User
from amends.office.intake import (
    decision_services,
    screening_services,
    selectors,
)
from amends.office.intake.models import Report
from amends.office.intake.undoing import undo_in_report as undo_in
from amends.office.policy import Action, require

router = Router(tags=["reports"])
Words = Annotated[list[Code], Field(max_length=100)]


class ScreeningIn(Given):
    """How the indicators are answered; what is left out is not known."""

    sort: Code
    answers: dict[Code, IndicatorAnswer] = Field({}, max_length=100)
    notes: dict[Code, Text] = Field({}, max_length=100)
    reported_as: ReportedAs = ReportedAs.OTHER
    moved: Moved = Moved.NOT
    paid_for_journey: bool = False
    acts: Words = []
    means: Words = []
    ends: Words = []
    occurred: Words = []


class TriageIn(Given):
    """What somebody decides a report to be about."""

    form: Code
    reason: Annotated[Text, Field(min_length=1, max_length=5_000)]
    screen_again_on: date | None = None


class ReportDecisionIn(Given):
    """What becomes of a report: ``open``, ``join``, ``refer`` or ``close``, with what it takes."""

    step: ReportStep
    reason: Annotated[Text, Field(min_length=1, max_length=5_000)]
    title: Line = Field("", description="of the case to open")
    lead: Code = Field("", description="of the case to open; the caller if left out")
    case: Code = Field("", description="to join, by its reference")
    bring_people: bool = True
    body: Code = Field("", description="to whom it is passed on")
    body_name: Line = ""
    closing: Code = Field("", description="why it is closed")


class ReferralAnswerIn(Given):
    """What a body answered, and when."""

    answer: Annotated[Text, Field(min_length=1, max_length=5_000)]
    answered_on: date


class ReportUndoIn(Given):
    """What is undone."""

    what: Literal["screening", "triage", "decision"]
    id: Key


@router.post("/{report}/screenings", response=answers(ScreeningOut, 201), auth=WRITES)
def screen_report(request: Call, report: Code, given: ScreeningIn) -> Any:
    """Record how the indicators of a report are answered."""
    row = _report(request.auth, report)
    done = screening_services.screen_report(actor=request.auth, report=row, **given.model_dump())
    return Status(201, done)


@router.post("/{report}/triages", response=answers(TriageOut, 201), auth=WRITES)
def decide_triage(request: Call, report: Code, given: TriageIn) -> Any:
    """Decide what a report is about."""
    row = _report(request.auth, report)
    done = screening_services.decide_triage(actor=request.auth, report=row, **given.model_dump())
    return Status(201, done)


@router.post("/{report}/decisions", response=answers(ReportDecisionOut, 201), auth=WRITES)
def decide_report(request: Call, report: Code, given: ReportDecisionIn) -> Any:
    """Decide what becomes of a report."""
    actor, row = request.auth, _report(request.auth, report)
    require(actor, Action.DECIDE_REPORT)
    return Status(201, _decide(actor, row, given))


@router.put("/{report}/decisions/{pk}/answer", response=answers(ReportDecisionOut), auth=WRITES)
def answer_referral(request: Call, report: Code, pk: Key, given: ReferralAnswerIn) -> Any:
    """Record what a body answered to which a report was passed on."""
    actor, row = request.auth, _report(request.auth, report)
    decision = selectors.decision(actor=actor, report=row, pk=pk)
    return decision_services.answer_referral(actor=actor, decision=decision, **given.model_dump())


@router.post("/{report}/undo", response=answers(ReportOut), auth=WRITES)
def undo_in_report(request: Call, report: Code, given: ReportUndoIn) -> Any:
    """Undo a screening, a triage or a decision; it stays in the history."""
    undo_in(request.auth, _report(request.auth, report), given.what, given.id)
    return _report(request.auth, report)


class ReportActOut(Schema):
    """One thing that was done to a report."""

    at: datetime
    by: str
    what: str


@router.get("/{report}/history", response=answers(Page[ReportActOut]))
def list_report_history(request: Call, report: Code, window: InWindow) -> Any:
    """List what was done to a report, latest first."""
    row = _report(request.auth, report)
    return page(selectors.history(actor=request.auth, report=row), window)


def _report(actor: User, report: str) -> Report:
    return selectors.report(actor=actor, reference=report)


def _decide(actor: User, report: Report, given: ReportDecisionIn) -> Any:
    named: dict[str, Any] = {"actor": actor, "report": report, "reason": given.reason}
    if given.step is ReportStep.OPEN:
        return decision_services.open_case(
            **named,
            title=given.title,
            lead=colleague(actor, "lead", given.lead) if given.lead else None,
            jurisdiction=report.unit.jurisdiction,
            opened_on=timezone.localdate(),
            summary=report.narrative,
            bring_people=given.bring_people,
        )
    if given.step is ReportStep.JOIN:
        case = named_case(actor, "case", given.case)
        return decision_services.join_case(**named, case=case, bring_people=given.bring_people)
    if given.step is ReportStep.REFER:
        return decision_services.refer_report(**named, body=given.body, body_name=given.body_name)
    return decision_services.close_report(**named, closing=given.closing)
