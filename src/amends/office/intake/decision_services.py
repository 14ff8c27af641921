"""Writes on what becomes of a report: a case, another body, or nothing, each with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.intake.declared import declared
from amends.intake.progress import TO_A_CASE, ReportStep, refusal
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.intake import standing_services
from amends.office.intake.models import Report, ReportDecision, ReportPerson
from amends.office.intake.screening_services import mark_undone
from amends.office.intake.standing_services import account_of, standing_of
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor, NotPermitted, is_own
from amends.office.timeline import services as timeline
from amends.office.timeline.models import TimelineEvent
from amends.office.validation import problem, save, translated


def open_case(
    *, actor: Actor, report: Report, reason: str, bring_people: bool = True, **described: Any
) -> ReportDecision:
    """Open a case for a report, described as for any case, with its people as victims.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with standing_services.working_on(
        actor=actor, action=Action.DECIDE_REPORT, report=report, what=ReportStep.OPEN
    ) as entry:
        _check(report, ReportStep.OPEN, reason)
        case = cases.open_case(actor=actor, unit=report.unit, **described)
        event = _record_event(actor, report, case)
        row = _decide(actor, report, ReportStep.OPEN, reason, case=case, event=event)
        if bring_people:
            _bring_people(actor, report, case)
        entry.note(case=case.reference, pk=row.pk)
    return row


def join_case(
    *, actor: Actor, report: Report, case: Case, reason: str, bring_people: bool = False
) -> ReportDecision:
    """Let a report join a case of the actor's, its people too if wanted.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with standing_services.working_on(
        actor=actor, action=Action.DECIDE_REPORT, report=report, what=ReportStep.JOIN
    ) as entry:
        if not is_own(actor, case):
            raise NotPermitted(actor, Action.DECIDE_REPORT, case)
        if case.merged_into_id or case.unit_id != report.unit_id:
            raise problem("case", _("Choose a case of your unit that is not merged into another."))
        _check(report, ReportStep.JOIN, reason)
        event = _record_event(actor, report, case)
        row = _decide(actor, report, ReportStep.JOIN, reason, case=case, event=event)
        if bring_people:
            _bring_people(actor, report, case)
        entry.note(case=case.reference, pk=row.pk)
    return row


def refer_report(
    *,
    actor: Actor,
    report: Report,
    body: str,
    reason: str,
    on: date | None = None,
    body_name: str = "",
) -> ReportDecision:
    """Pass a report on to another body; nothing is sent, the decision is recorded.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with standing_services.working_on(
        actor=actor, action=Action.DECIDE_REPORT, report=report, what=ReportStep.REFER
    ) as entry:
        _check(report, ReportStep.REFER, reason)
        if body not in declared().bodies:
            raise problem("body", _("Choose to whom it is passed on."))
        row = _decide(
            actor, report, ReportStep.REFER, reason, on=on, body=body, body_name=body_name
        )
        entry.note(to=body, pk=row.pk)
    return row


def close_report(
    *, actor: Actor, report: Report, closing: str, reason: str, on: date | None = None
) -> ReportDecision:
    """Close a report without a case.

    Raises:
        ValidationError: it belongs to a case, or by field, what is wrong.
    """
    with standing_services.working_on(
        actor=actor, action=Action.DECIDE_REPORT, report=report, what=ReportStep.CLOSE
    ) as entry:
        _check(report, ReportStep.CLOSE, reason)
        if closing not in declared().closings:
            raise problem("closing", _("Choose why it is closed."))
        row = _decide(actor, report, ReportStep.CLOSE, reason, on=on, closing=closing)
        entry.note(kind=closing, pk=row.pk)
    return row


def answer_referral(
    *, actor: Actor, decision: ReportDecision, answer: str, answered_on: date
) -> ReportDecision:
    """Record what a body answered to which a report was passed on; a later answer replaces it.

    Raises:
        ValidationError: nothing was passed on, or by field, what is wrong.
    """
    with standing_services.working_on(
        actor=actor, action=Action.DECIDE_REPORT, report=decision.report, what="answered"
    ) as entry:
        decision.refresh_from_db(from_queryset=ReportDecision._base_manager.all())
        if decision.step != ReportStep.REFER or decision.undone_at is not None:
            raise problem("answer", _("An answer is recorded to a referral that stands."))
        if not answer.strip():
            raise problem("answer", _("Write what was answered."))
        _check_day("answered_on", answered_on)
        if answered_on < decision.on:
            raise problem("answered_on", _("The answer lies before the referral. Check the day."))
        before = decision.answer
        decision.answer, decision.answered_on = answer, answered_on
        save(decision)
        entry.note(pk=decision.pk, **({"before": before} if before else {}))
    return decision


def undo_decision(*, actor: Actor, decision: ReportDecision) -> ReportDecision:
    """Undo a decision. A case that was opened stays; the report no longer belongs to it.

    Raises:
        ValidationError: it is undone already.
    """
    with standing_services.working_on(
        actor=actor, action=Action.DECIDE_REPORT, report=decision.report, what="undone"
    ) as entry:
        if decision.case is not None and not is_own(actor, decision.case):
            raise problem("undo", _("Only who may open the case can take a report from it."))
        mark_undone(decision, by=actor)
        if decision.event is not None and decision.event.struck_at is None:
            said = _("The report no longer belongs to this case.")
            timeline.strike_event(actor=actor, event=decision.event, reason=said)
        if decision.step in TO_A_CASE:
            ReportPerson._base_manager.filter(report=decision.report).update(party=None)
        entry.note(kind=decision.step, pk=decision.pk)
    return decision


def _check(report: Report, step: ReportStep, reason: str) -> None:
    if why := refusal(standing_of(report), step):
        raise problem("step", translated(why))
    if report.removed_at is not None:
        raise problem("step", _("The report is taken out of view. Bring it back first."))
    if not reason.strip():
        raise problem("reason", _("Say why: what the decision rests on."))


def _decide(
    actor: Actor,
    report: Report,
    step: ReportStep,
    reason: str,
    on: date | None = None,
    **about: Any,
) -> ReportDecision:
    on = on or timezone.localdate()
    _check_day("on", on)
    if on < report.received_on:
        raise problem("on", _("This day lies before the report was received. Check it."))
    row = ReportDecision(
        report=report, by=account_of(actor), step=step, reason=reason, on=on, **about
    )
    save(row)
    return row


def _check_day(field: str, day: date) -> None:
    if day > timezone.localdate():
        raise problem(field, _("This day is in the future. Give the day it was done."))


def _record_event(actor: Actor, report: Report, case: Case) -> TimelineEvent:
    """Record on the timeline of a case that a report of it was received."""
    return timeline.record_event(
        actor=actor,
        case=case,
        code="REPORT",
        on=report.received_on.isoformat(),
        details={"reported_by": declared().kinds[report.kind].event or report.kind},
        text=report.reference,
    )


def _bring_people(actor: Actor, report: Report, case: Case) -> None:
    """Add the people of a report to a case as victims; a pseudonym that is taken gets another."""
    taken = set(Party._base_manager.filter(case=case).values_list("designation", flat=True))
    for person in ReportPerson._base_manager.filter(report=report, removed_at=None):
        called = "" if person.designation in taken else person.designation
        person.party = parties.add_party(
            actor=actor,
            case=case,
            capacity="victim",
            designation=called,
            age=person.age,
            language=person.language,
        )
        person.save(update_fields=["party"])
