"""Pages of reports: the list, recording and correcting one, one report, its contact and history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.intake.declared import declared
from amends.office.accounts.models import User
from amends.office.evidence.forms import AttachForm
from amends.office.intake import file_selectors, selectors, services
from amends.office.intake import identification_selectors as identifications
from amends.office.intake import register_selectors as register
from amends.office.intake.finding import report_or_404, reports_or_404
from amends.office.intake.forms import (
    ORDERS,
    ContactForm,
    EditContactForm,
    EditReportForm,
    FilterForm,
    OwnerForm,
    PersonForm,
    ReportForm,
)
from amends.office.intake.models import Contact, Report
from amends.office.intake.rows import act_word, direction_rows, form_word, screening_rows, waits
from amends.office.intake.words import STATES, choices
from amends.office.pages import attempt, found_or_404, page_of, window_of
from amends.office.policy import Action, may, require


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """Show the reports the reader may see, narrowed by the filters in the address."""
    actor = reports_or_404(request)
    form = FilterForm(request.GET)
    window = window_of(selectors.reports(actor=actor, filters=form.filters()), request)
    today = timezone.localdate()
    rows = selectors.listed(list(window.page.object_list), actor=actor)
    context = {
        "form": form,
        "asked": form.cleaned_data,
        "page": window.page,
        "more": window.more,
        "rows": [(row, waits(row, today)) for row in rows],
        "today": today,
        "states": [("", _("Any")), *STATES.items()],
        "kinds": [("", _("Any")), *choices(declared().kinds)],
        "orders": list(ORDERS.items()),
        "may_take": may(actor, Action.TAKE_REPORT),
    }
    return render(request, "intake/list.html", context)


@require_http_methods(["GET", "POST"])
def new_report(request: HttpRequest) -> HttpResponse:
    """Record a report, with whom to ask, on one screen."""
    actor = reports_or_404(request)
    require(actor, Action.TAKE_REPORT)
    initial = {"received_on": timezone.localdate(), "country": _home(actor)}
    form = ReportForm(
        request.POST or None, recruiters=register.recruiters(actor=actor), initial=initial
    )
    contact = ContactForm(request.POST or None, prefix="contact")
    if request.method == "POST" and form.is_valid() and contact.is_valid() and actor.unit:
        unit, said = actor.unit, contact.cleaned_data
        row = attempt(
            form,
            lambda: services.record_report(
                actor=actor, unit=unit, contact=said, **form.cleaned_data
            ),
        )
        if row is not None:
            undo = reverse("report-remove", args=[row.reference])
            messages.success(request, _("%s is recorded.") % row.reference, extra_tags=undo)
            return redirect("report", row.reference)
    return render(request, "intake/edit.html", {"form": form, "contact": contact})


@require_http_methods(["GET", "POST"])
def edit_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct a report; if a colleague was quicker, show both and ask."""
    actor, report = report_or_404(request, reference)
    require(actor, Action.TAKE_REPORT)
    initial = {name: getattr(report, name) for name in (*services.EDITABLE, "version")}
    form = EditReportForm(
        request.POST or None, recruiters=register.recruiters(actor=actor), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: services.edit_report(actor=actor, report=report, **given))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("report", reference)
    return render(request, "intake/edit.html", {"form": form, "report": report})


@require_GET
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a report with all that stands on it, and what can be done next."""
    actor, found = report_or_404(request, reference)
    return render(request, "intake/report.html", report_context(actor, found))


def report_context(actor: User, found: Report) -> dict[str, Any]:
    """Return what the page of a report shows."""
    screenings = screening_rows(found.all_screenings)  # type: ignore[attr-defined]  # prefetched
    last = next((one for one in screenings if one.row.undone_at is None), None)
    known = list(identifications.of_report(actor=actor, report=found))
    persons: list[Any] = found.all_persons  # type: ignore[attr-defined]  # prefetched
    triages = [(row, form_word(row.form)) for row in found.all_triages]  # type: ignore[attr-defined]  # prefetched
    return {
        "report": found,
        "waiting": waits(found, timezone.localdate()),
        "today": timezone.localdate(),
        "last": last,
        "screenings": screenings,
        "directions": direction_rows(found, last.row) if last else [],
        "triages": triages,
        "triage": next((one for one in triages if one[0].undone_at is None), None),
        "decisions": found.all_decisions,  # type: ignore[attr-defined]  # prefetched
        "persons": [
            (row, identifications.standing(one for one in known if one.person_id == row.pk))
            for row in persons
            if row.removed_at is None
        ],
        "removed_persons": [row for row in persons if row.removed_at is not None],
        "person_form": PersonForm(auto_id="person_%s"),
        "files": list(file_selectors.files(actor=actor, report=found, removed=True)),
        "file_form": AttachForm(auto_id="file_%s"),
        "takers": selectors.takers(actor=actor),
        "sees_contact": selectors.sees_contact(actor=actor, report=found),
        "may_take": may(actor, Action.TAKE_REPORT),
        "may_screen": may(actor, Action.SCREEN_REPORT),
        "may_decide": may(actor, Action.DECIDE_REPORT),
    }


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Show and change whom to ask about a report, for who needs to know."""
    actor, found = report_or_404(request, reference)
    row = found_or_404(lambda: selectors.contact(actor=actor, report=found))
    initial = _contact(row)
    form = EditContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: services.write_contact(actor=actor, report=found, **given))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("report", reference)
    context = {"report": found, "form": form}
    return render(request, "intake/contact.html", context)


@require_GET
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what was done to a report, latest first."""
    actor, found = report_or_404(request, reference)
    page = page_of(selectors.history(actor=actor, report=found), request)
    rows = [(row, act_word(row.what)) for row in page.object_list]
    return render(request, "intake/history.html", {"report": found, "page": page, "rows": rows})


@require_POST
def remove_report(request: HttpRequest, reference: str, *, back: bool = False) -> HttpResponse:
    """Take a report out of view, or bring it back."""
    actor, found = report_or_404(request, reference)
    services.remove_report(actor=actor, report=found, removed=not back)
    if back:
        messages.success(request, _("%s is back.") % reference)
        return redirect("report", reference)
    undo = reverse("report-restore", args=[reference])
    messages.success(request, _("%s is removed.") % reference, extra_tags=undo)
    return redirect("report-list")


@require_POST
def take_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a report to a colleague, or lay it back for anybody."""
    actor, found = report_or_404(request, reference)
    form = OwnerForm(request.POST)
    name = form.cleaned_data["owner"] if form.is_valid() else ""
    owner = next((user for user in selectors.takers(actor=actor) if user.username == name), None)
    services.take_report(actor=actor, report=found, owner=owner)
    messages.success(request, _("Saved."))
    if Report.objects.seen_by(actor).filter(pk=found.pk).exists():
        return redirect("report", reference)
    return redirect("report-list")


@require_POST
def add_person(request: HttpRequest, reference: str) -> HttpResponse:
    """Add somebody a report is about; a refusal is shown on the report's page."""
    actor, found = report_or_404(request, reference)
    form = PersonForm(request.POST, auto_id="person_%s")
    if form.is_valid():
        given = form.cleaned_data
        row = attempt(form, lambda: services.add_person(actor=actor, report=found, **given))
        if row is not None:
            undo = reverse("report-person-remove", args=[reference, row.pk])
            messages.success(request, _("%s is added.") % row.designation, extra_tags=undo)
            return redirect(f"{reverse('report', args=[reference])}#people")
    context = report_context(actor, found) | {"person_form": form}
    return render(request, "intake/report.html", context)


@require_POST
def remove_person(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take somebody out of a report, or bring them back."""
    actor, found = report_or_404(request, reference)
    row = found_or_404(lambda: selectors.person(actor=actor, report=found, pk=pk))
    services.remove_person(actor=actor, person=row, removed=not back)
    undo = "" if back else reverse("report-person-restore", args=[reference, pk])
    said = _("%s is back.") if back else _("%s is removed.")
    messages.success(request, said % row.designation, extra_tags=undo)
    return redirect(f"{reverse('report', args=[reference])}#people")


def _contact(row: Contact | None) -> dict[str, Any]:
    if row is None:
        return {"version": 0}
    return {name: getattr(row, name) for name in (*services.CONTACT, "version")}


def _home(actor: User) -> str:
    if actor.unit is None:
        raise Http404
    return str(actor.unit.jurisdiction)
