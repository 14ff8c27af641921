"""Pages of the case list and of opening and describing a case."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.court.stages import Stage
from amends.office.accounts.selectors import case_workers
from amends.office.cases import selectors, services, view_services
from amends.office.cases.forms import (
    ORDERS,
    CaseForm,
    EditCaseForm,
    FilterForm,
    OpenCaseForm,
    ViewForm,
)
from amends.office.cases.models import Case
from amends.office.desk.words import STAGES
from amends.office.intake.selectors import reports_of_case
from amends.office.pages import actor_of, attempt, case_or_404, window_of
from amends.office.parties import selectors as parties
from amends.office.policy import Action, Actor, Layer, Role, may, require, sees
from amends.office.tasks import selectors as tasks
from amends.office.timeline import selectors as timeline


@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """Show the reader's cases, narrowed by the filters in the address."""
    actor = actor_of(request)
    form = FilterForm(request.GET)
    rows = selectors.cases(actor=actor, filters=form.filters())
    window = window_of(rows, request)
    context = {
        "form": form,
        "page": window.page,
        "more": window.more,
        "cases": selectors.listed(list(window.page.object_list), actor=actor),
        "today": timezone.localdate(),
        "stages": [("", _("Any stage")), *STAGES.items()],
        "specialisms": [("", _("Any")), *form.fields["specialism"].choices[1:]],  # type: ignore[attr-defined]  # a choice
        "orders": list(ORDERS.items()),
        "views": selectors.saved_views(actor=actor),
        "view_form": ViewForm(),
        "may_open": may(actor, Action.OPEN_CASE),
        "kept": _kept(request),
    }
    return render(request, "cases/list.html", context)


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the list the form stood on, under a name."""
    form = ViewForm(request.POST)
    filters = _kept(request, request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]
        view_services.save_view(actor=actor_of(request), name=name, filters=filters)
        messages.success(request, _("The view %s is kept.") % name)
    else:
        messages.error(request, _("The view was not kept: give it a name of at most 60 letters."))
    return redirect(f"{reverse('case-list')}?{urlencode(filters)}")


@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one of the reader's saved views."""
    actor = actor_of(request)
    view = get_object_or_404(selectors.saved_views(actor=actor), pk=pk)
    view_services.delete_view(actor=actor, view=view)
    messages.success(request, _("The view %s is removed.") % view.name)
    return redirect("case-list")


@require_http_methods(["GET", "POST"])
def open_case(request: HttpRequest) -> HttpResponse:
    """Open a case."""
    actor = actor_of(request)
    require(actor, Action.OPEN_CASE)
    people = case_workers(actor=actor)
    initial = {
        "opened_on": timezone.localdate(),
        "jurisdiction": actor.unit.jurisdiction if actor.unit else "",
    }
    form = OpenCaseForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid() and actor.unit:
        case = attempt(
            form,
            lambda: services.open_case(actor=actor, unit=actor.unit, **form.cleaned_data),  # type: ignore[arg-type]  # checked above
        )
        if case is not None:
            messages.success(request, _("Case %s is open. Add the victims first.") % case)
            return redirect("case", case.reference)
    needs_lead = actor.role == Role.HEAD
    return render(request, "cases/open.html", {"form": form, "needs_lead": needs_lead})


@require_GET
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what a case is, what is at risk in it, and what comes next."""
    actor = actor_of(request)
    found = case_or_404(request, reference)
    open_tasks = [t for t in tasks.tasks_of_case(actor=actor, case=found) if t.state == "open"]
    clocks = timeline.clocks(actor=actor, case=found)
    context = {
        "case": found,
        "tab": "case",
        "defendants": [_track(party) for party in parties.defendants(actor=actor, case=found)],
        "victims": parties.victims(actor=actor, case=found),
        "counts": parties.counts(actor=actor, case=found),
        "clocks": [clock for clock in clocks if clock.state in {"running", "suspended", "overdue"}],
        "events": list(timeline.events(actor=actor, case=found, struck=False))[-5:][::-1],
        "tasks": open_tasks[:8],
        "open_tasks": len(open_tasks),
        "people": [p for p in selectors.people(actor=actor, case=found) if p.until is None],
        "named": _named(actor, found),
        "reports": reports_of_case(actor=actor, case=found) if sees(actor, Layer.INTAKE) else None,
        "today": timezone.localdate(),
        "may_edit": may(actor, Action.EDIT_CASE),
        "may_record": may(actor, Action.RECORD_EVENT),
        "may_merge": may(actor, Action.MERGE),
        "sees_parties": sees(actor, Layer.PARTIES),
        "sees_summary": sees(actor, Layer.NOTES),
    }
    return render(request, "cases/case.html", context)


@require_http_methods(["GET", "POST"])
def edit_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Change what describes a case; if a colleague was quicker, show both and ask."""
    actor = actor_of(request)
    found = case_or_404(request, reference)
    require(actor, Action.EDIT_CASE, found)
    form = EditCaseForm(request.POST or None, initial=_described(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changed = attempt(form, lambda: services.edit_case(actor=actor, case=found, **given))
        if changed is not None:
            messages.success(request, _("The description of the case is saved."))
            return redirect("case", found.reference)
    context = {"case": found, "tab": "case", "form": form}
    return render(request, "cases/edit.html", context)


def _described(case: Case) -> dict[str, object]:
    names = [*CaseForm.base_fields, "version"]
    return {name: getattr(case, name) for name in names}


def _kept(request: HttpRequest, given: object = None) -> dict[str, str]:
    """Return the filters in an address or a form, without page and token."""
    source = given if given is not None else request.GET
    return {
        name: source.get(name, "")[:200]  # type: ignore[attr-defined]  # a query of either kind
        for name in FilterForm.base_fields
        if source.get(name)  # type: ignore[attr-defined]  # a query of either kind
    }


def _named(actor: Actor, case: Case) -> dict[str, str]:
    """Return what each party is called, by its key, for a reader who sees parties."""
    people = parties.parties(actor=actor, case=case) if sees(actor, Layer.PARTIES) else []
    return {person.key: f"{person.key}: {person.designation}" for person in people}


def _track(party: object) -> dict[str, object]:
    """Return a defendant with the stages passed, the present one and those to come."""
    order = list(Stage)
    now = order.index(Stage(getattr(party, "stage", "") or Stage.REPORT))
    states = ["done" if n < now else "current" if n == now else "coming" for n in range(len(order))]
    return {"party": party, "stages": list(zip(order, states, strict=True))}
