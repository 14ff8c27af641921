"""Pages on which a report is screened, its triage decided, and what becomes of it, with undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.accounts.selectors import case_workers
from amends.office.cases import selectors as cases
from amends.office.intake import decision_services, screening_services, selectors
from amends.office.intake.finding import report_or_404
from amends.office.intake.forms import (
    AnswerForm,
    CloseForm,
    JoinForm,
    OpenFromReportForm,
    ReferForm,
)
from amends.office.intake.models import Report, ReportDecision
from amends.office.intake.rows import direction_rows, screening_rows
from amends.office.intake.screening_forms import ScreeningForm, TriageForm, screening_initial
from amends.office.intake.undoing import undo_in_report
from amends.office.pages import attempt, found_or_404
from amends.office.policy import Action, Role, may, require
from amends.office.validation import problem


@require_http_methods(["GET", "POST"])
def screen(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the indicators, with the answers of the last time filled in."""
    actor, report = report_or_404(request, reference)
    require(actor, Action.SCREEN_REPORT)
    last = _last(report)
    form = ScreeningForm(
        request.POST or None, country=report.country, initial=screening_initial(last)
    )
    if request.method == "POST" and form.is_valid():
        given = form.given()
        row = attempt(
            form,
            lambda: screening_services.screen_report(actor=actor, report=report, **given),
        )
        if row is not None:
            said = _("The screening is recorded. Decide the triage now, or later.")
            messages.success(request, said, extra_tags=_undo(reference, "screening", row.pk))
            return redirect("report-triage", reference)
    context = {"report": report, "form": form, "again": last is not None}
    return render(request, "intake/screen.html", context)


@require_http_methods(["GET", "POST"])
def triage(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the directions in which a report points, and let somebody decide."""
    actor, report = report_or_404(request, reference)
    last = _last(report)
    if last is None:
        messages.info(request, _("Screen the report first: the indicators come before the triage."))
        return redirect("report-screen", reference)
    if request.method == "POST":
        require(actor, Action.DECIDE_REPORT)
    form = TriageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(
            form,
            lambda: screening_services.decide_triage(actor=actor, report=report, **given),
        )
        if row is not None:
            undo = _undo(reference, "triage", row.pk)
            messages.success(request, _("The triage is decided."), extra_tags=undo)
            return redirect("report", reference)
    context = {
        "report": report,
        "form": form,
        "directions": direction_rows(report, last),
        "last": screening_rows([last])[0],
        "may_decide": may(actor, Action.DECIDE_REPORT),
    }
    return render(request, "intake/triage.html", context)


@require_http_methods(["GET", "POST"])
def open_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Open a case for a report."""
    actor, report = report_or_404(request, reference)
    require(actor, Action.DECIDE_REPORT)
    require(actor, Action.OPEN_CASE)
    initial = {
        "opened_on": timezone.localdate(),
        "jurisdiction": report.unit.jurisdiction,
        "summary": report.narrative,
    }
    people = case_workers(actor=actor)
    form = OpenFromReportForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(
            form, lambda: decision_services.open_case(actor=actor, report=report, **given)
        )
        if row is not None:
            said = _("Case %s is open.") % row.case
            messages.success(request, said, extra_tags=_undo(reference, "decision", row.pk))
            return redirect("report", reference)
    context = {"report": report, "form": form, "needs_lead": actor.role == Role.HEAD}
    return render(request, "intake/open.html", context)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Let a report join a case, pass it on, or close it."""
    actor, report = report_or_404(request, reference)
    require(actor, Action.DECIDE_REPORT)
    which = request.POST.get("form", "") if request.method == "POST" else ""
    forms = _forms(request, which)
    if which:
        if which not in forms:
            raise Http404
        form = forms[which]
        row = attempt(form, _act(actor, report, which, form)) if form.is_valid() else None
        if row is not None:
            undo = _undo(reference, "decision", row.pk)
            messages.success(request, _("The decision is recorded."), extra_tags=undo)
            return redirect("report", reference)
    return render(request, "intake/decide.html", {"report": report, "forms": forms, "sent": which})


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record what a body answered to which a report was passed on."""
    actor, report = report_or_404(request, reference)
    require(actor, Action.DECIDE_REPORT)
    decision = found_or_404(lambda: selectors.decision(actor=actor, report=report, pk=pk))
    now = {"answer": decision.answer, "answered_on": decision.answered_on or timezone.localdate()}
    form = AnswerForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(
            form,
            lambda: decision_services.answer_referral(actor=actor, decision=decision, **given),
        )
        if row is not None:
            messages.success(request, _("The answer is recorded."))
            return redirect("report", reference)
    context = {"report": report, "decision": decision, "form": form}
    return render(request, "intake/answer.html", context)


@require_POST
def undo(request: HttpRequest, reference: str, what: str, pk: int) -> HttpResponse:
    """Undo a screening, a triage or a decision; it stays in the history."""
    actor, report = report_or_404(request, reference)
    found_or_404(lambda: undo_in_report(actor, report, what, pk))
    messages.success(request, _("Undone. It stays in the history."))
    return redirect("report", reference)


def _undo(reference: str, what: str, pk: int) -> str:
    return reverse("report-undo", args=[reference, what, pk])


def _last(report: Report) -> Any:
    rows = report.all_screenings  # type: ignore[attr-defined]  # prefetched
    return next((row for row in rows if row.undone_at is None), None)


def _forms(request: HttpRequest, which: str) -> dict[str, Any]:
    kinds: dict[str, Any] = {"join": JoinForm, "refer": ReferForm, "close": CloseForm}
    return {
        name: kind(request.POST if which == name else None, auto_id=f"{name}_%s")
        for name, kind in kinds.items()
    }


def _act(actor: User, report: Report, which: str, form: Any) -> Callable[[], ReportDecision]:
    given = dict(form.cleaned_data)
    if which == "refer":
        return lambda: decision_services.refer_report(actor=actor, report=report, **given)
    if which == "close":
        return lambda: decision_services.close_report(actor=actor, report=report, **given)

    def join() -> ReportDecision:
        try:
            given["case"] = cases.case(actor=actor, reference=given["case"].strip())
        except ObjectDoesNotExist:
            raise problem(
                "case", _("There is no case of this reference that you may open.")
            ) from None
        return decision_services.join_case(actor=actor, report=report, **given)

    return join
