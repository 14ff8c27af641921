"""Pages on the conduct alleged: stating it, drafting it from roles, correcting and removing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from amends.network.roles import roles
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.charging import selectors, services
from amends.office.charging.forms import ConductForm
from amends.office.charging.models import Conduct
from amends.office.charging.views import TAB, charging_case_or_404, charging_found
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.parties import selectors as parties
from amends.office.parties.models import PartyRole
from amends.office.policy import Action, require

FIELDS = ("begun", "ended", "mode", "acts", "means", "ends", "occurred", "circumstances")
LONGEST_KEY = 18
MORE = ("contested", "moved", "places", "mental", "knew_age", "source", "status", "version")


@require_http_methods(["GET", "POST"])
def add_conduct(request: HttpRequest, reference: str) -> HttpResponse:
    """State one conduct; a role in the address fills in what it suggests."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    require(actor, Action.STATE_CONDUCT, case)
    form = _form(actor, case, request.POST or None, _suggested(request, actor, case))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(form, lambda: services.state_conduct(actor=actor, case=case, **given))
        if row is not None:
            undo = reverse("conduct-remove", args=[case.reference, row.pk])
            messages.success(request, _("The conduct is stated."), extra_tags=undo)
            return redirect("conduct-add" if "another" in request.POST else TAB, case.reference)
    context = {"case": case, "tab": TAB, "form": form, "conduct": None}
    return render(request, "charging/conduct.html", context)


@require_http_methods(["GET", "POST"])
def edit_conduct(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Correct one conduct."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    require(actor, Action.STATE_CONDUCT, case)
    row = found_or_404(lambda: selectors.one_conduct(actor=actor, case=case, pk=pk))
    form = _form(actor, case, request.POST or None, _initial(row), row)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "by"}
        done = attempt(form, lambda: services.edit_conduct(actor=actor, conduct=row, **given))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect(TAB, case.reference)
    context = {"case": case, "tab": TAB, "form": form, "conduct": row}
    return render(request, "charging/conduct.html", context)


@require_POST
def remove_conduct(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take a conduct out of view, or bring it back."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.one_conduct(actor=actor, case=case, pk=pk))
    services.remove_conduct(actor=actor, conduct=row, removed=not back)
    if back:
        messages.success(request, _("The conduct is back."))
    else:
        undo = reverse("conduct-restore", args=[case.reference, pk])
        messages.success(request, _("The conduct is removed."), extra_tags=undo)
    return redirect(TAB, case.reference)


@require_POST
def draft_conduct(request: HttpRequest, reference: str) -> HttpResponse:
    """State, as proposed, what the roles of the case suggest and nobody has stated."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    found, _listed = charging_found(request, case)
    edges = found.unstated
    drafted = services.draft_conduct(actor=actor, case=case, edges=edges)
    said = ngettext(
        "%d conduct is drafted as proposed. Complete it or remove it.",
        "%d are drafted as proposed. Complete or remove each.",
        len(drafted),
    )
    messages.success(request, said % len(drafted))
    return redirect(TAB, case.reference)


def _form(
    actor: User, case: Case, given: Any, initial: dict[str, Any], row: Conduct | None = None
) -> ConductForm:
    everybody = parties.parties(actor=actor, case=case)
    stated = [*row.acts, *row.means, *row.ends, *row.occurred] if row else []
    form = ConductForm(
        given,
        initial=initial,
        people=everybody.exclude(capacity="victim"),
        victims=parties.victims(actor=actor, case=case),
        countries=selectors.facts_at_large(actor=actor, case=case).charged_under,
        stated=stated,
    )
    if row is not None:
        form.fields["by"].disabled = True
    return form


def _initial(row: Conduct) -> dict[str, Any]:
    victims = [entry.party_id for entry in row.entries]  # type: ignore[attr-defined]  # prefetched
    stated = {name: getattr(row, name) for name in (*FIELDS, *MORE)}
    return {**stated, "by": row.by_id, "victims": victims}


def _suggested(request: HttpRequest, actor: User, case: Case) -> dict[str, Any]:
    """Return what the form is filled with: all victims, the country, and what a role suggests."""
    victims = list(parties.victims(actor=actor, case=case).values_list("pk", flat=True))
    empty = {"places": [case.jurisdiction], "victims": victims, "by": request.GET.get("by", "")}
    edge = _role(request, actor, case)
    if edge is None:
        return empty
    role = roles()[edge.role]
    return {
        **empty,
        "by": edge.party_id,
        "victims": [edge.victim_id] if edge.victim_id else victims,
        "begun": edge.since,
        "ended": edge.until,
        "mode": role.mode,
        "acts": role.acts,
        "circumstances": role.circumstances,
        "source": edge.source,
    }


def _role(request: HttpRequest, actor: User, case: Case) -> PartyRole | None:
    asked = request.GET.get("role", "")
    if not (asked.isdecimal() and len(asked) <= LONGEST_KEY):
        return None
    return found_or_404(lambda: parties.role_edge(actor=actor, case=case, pk=int(asked)))
