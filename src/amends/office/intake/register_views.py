"""Pages of the register of recruiters: the list, one recruiter with checks and closures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.intake import register_selectors as selectors
from amends.office.intake import register_services as services
from amends.office.intake import selectors as reports
from amends.office.intake.finding import recruiter_or_404, reports_or_404
from amends.office.intake.models import Recruiter
from amends.office.intake.register_forms import (
    CheckForm,
    ClosureForm,
    EditRecruiterForm,
    PeriodForm,
    RecruiterForm,
)
from amends.office.intake.rows import licence_of
from amends.office.intake.undoing import undo_on_recruiter
from amends.office.intake.words import licence_word
from amends.office.pages import attempt, found_or_404, page_of
from amends.office.policy import Action, may, require


@require_GET
def recruiter_list(request: HttpRequest) -> HttpResponse:
    """Show the register, and the counters of a period."""
    actor = reports_or_404(request)
    form = PeriodForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    rows = selectors.recruiters(actor=actor, text=asked.get("text", ""))
    page = page_of(rows, request)
    today = timezone.localdate()
    since, until = asked.get("since"), asked.get("until")
    context = {
        "form": form,
        "asked": asked,
        "in_use": sum(bool(value) for value in asked.values()),
        "page": page,
        "rows": [(row, _licence(row, today)) for row in page.object_list],
        "counters": selectors.recruiter_counters(actor=actor, since=since, until=until),
        "may_keep": may(actor, Action.KEEP_RECRUITERS),
    }
    return render(request, "intake/recruiters.html", context)


@require_http_methods(["GET", "POST"])
def new_recruiter(request: HttpRequest) -> HttpResponse:
    """Enter a recruiter into the register."""
    actor = reports_or_404(request)
    require(actor, Action.KEEP_RECRUITERS)
    form = RecruiterForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and actor.unit:
        given, unit = form.cleaned_data, actor.unit
        row = attempt(form, lambda: services.enter_recruiter(actor=actor, unit=unit, **given))
        if row is not None:
            messages.success(request, _("%s is entered.") % row.name)
            return redirect("recruiter", row.pk)
    return render(request, "intake/recruiter_edit.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit_recruiter(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what describes a recruiter; if a colleague was quicker, show both and ask."""
    actor, row = recruiter_or_404(request, pk)
    require(actor, Action.KEEP_RECRUITERS)
    initial = {name: getattr(row, name) for name in (*services.EDITABLE, "version")}
    form = EditRecruiterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: services.edit_recruiter(actor=actor, recruiter=row, **given))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("recruiter", pk)
    return render(request, "intake/recruiter_edit.html", {"form": form, "recruiter": row})


@require_http_methods(["GET", "POST"])
def recruiter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a recruiter with reports, checks and closures; record a check or a closure."""
    actor, row = recruiter_or_404(request, pk)
    which = request.POST.get("form", "") if request.method == "POST" else ""
    forms = _forms(request, which)
    if request.method == "POST":
        require(actor, Action.KEEP_RECRUITERS)
        if which not in forms:
            raise Http404
        form = forms[which]
        if form.is_valid() and attempt(form, _act(actor, row, which, form)) is not None:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('recruiter', args=[pk])}#{which}")
    checks: list[Any] = row.all_checks  # type: ignore[attr-defined]  # prefetched
    named = reports.reports(actor=actor, filters=reports.ReportFilters(recruiter=pk))
    context = {
        "recruiter": row,
        "licence": _licence(row, timezone.localdate()),
        "checks": [(one, licence_word(one.found)) for one in checks],
        "closures": row.all_closures,  # type: ignore[attr-defined]  # prefetched
        "named": named[:20],
        "number": named.count(),
        "forms": forms,
        "may_keep": may(actor, Action.KEEP_RECRUITERS),
    }
    return render(request, "intake/recruiter.html", context)


@require_POST
def undo(request: HttpRequest, pk: int, what: str, row: int) -> HttpResponse:
    """Undo a check or a closure that was recorded by mistake."""
    actor, recruiter = recruiter_or_404(request, pk)
    found_or_404(lambda: undo_on_recruiter(actor, recruiter, what, row))
    messages.success(request, _("Undone. It stays on the page, struck through."))
    return redirect("recruiter", pk)


def _licence(row: Recruiter, today: Any) -> str:
    checks: list[Any] = row.all_checks  # type: ignore[attr-defined]  # prefetched
    return licence_word(licence_of(checks, today))


def _forms(request: HttpRequest, which: str) -> dict[str, Any]:
    kinds: dict[str, Any] = {"check": CheckForm, "closure": ClosureForm}
    return {
        name: kind(request.POST if which == name else None, auto_id=f"{name}_%s")
        for name, kind in kinds.items()
    }


def _act(actor: User, row: Recruiter, which: str, form: Any) -> Callable[[], Any]:
    given = form.cleaned_data
    if which == "check":
        return lambda: services.check_licence(actor=actor, recruiter=row, **given)
    return lambda: services.record_closure(actor=actor, recruiter=row, **given)
