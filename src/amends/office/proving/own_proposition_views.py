"""Pages on propositions of our own: stating one, how it stands, and taking it out."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.cases.models import Case
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.policy import Action, knows_dependence, may, require
from amends.office.proving import own_proposition_services as services
from amends.office.proving import selectors
from amends.office.proving.arguing import own_key
from amends.office.proving.argument_rows import argument_row
from amends.office.proving.cell_rows import claim_row
from amends.office.proving.finding import TAB, asked_reading, proof_case_or_404, proof_found
from amends.office.proving.forms import OwnPropositionForm
from amends.office.proving.models import CaseProposition


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """State a proposition of our own."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    require(actor, Action.ARGUE, case)
    form = OwnPropositionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in services.EDITABLE}
        row = attempt(form, lambda: services.state_proposition(actor=actor, case=case, **given))
        if row is not None:
            undo = reverse("own-proposition-remove", args=[case.reference, row.key])
            messages.success(request, _("%s is stated.") % row.key, extra_tags=undo)
            return redirect("own-proposition", case.reference, row.key)
    context = {"case": case, "tab": TAB, "form": form, "row": None}
    return render(request, "proving/edit_own_proposition.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Correct a proposition of our own."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    require(actor, Action.ARGUE, case)
    row = _proposition(request, case, key)
    initial = {name: getattr(row, name) for name in (*services.EDITABLE, "version")}
    form = OwnPropositionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form, lambda: services.edit_proposition(actor=actor, proposition=row, **given)
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("own-proposition", case.reference, row.key)
    context = {"case": case, "tab": TAB, "form": form, "row": row}
    return render(request, "proving/edit_own_proposition.html", context)


@require_GET
def proposition(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show how a proposition of our own stands, and what rests on it."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    row = _proposition(request, case, key)
    held, reading = proof_found(request, case), asked_reading(request)
    everything = selectors.arguments(actor=actor, case=case)
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-arguments",
        "row": row,
        "claim": None if row.removed_at else claim_row(held, own_key(row), reading),
        "resting": [
            argument_row(one) for one in everything.filter(premises__proposition=row).distinct()
        ],
        "may_argue": may(actor, Action.ARGUE),
        "knows": knows_dependence(actor, case),
    }
    return render(request, "proving/own_proposition.html", context)


@require_POST
def remove(request: HttpRequest, reference: str, key: str, *, back: bool = False) -> HttpResponse:
    """Take a proposition of our own out of view, or bring it back."""
    case = proof_case_or_404(request, reference)
    row = _proposition(request, case, key)
    try:
        services.remove_proposition(actor=actor_of(request), proposition=row, removed=not back)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("own-proposition", case.reference, key)
    if back:
        messages.success(request, _("%s is back.") % key)
    else:
        undo = reverse("own-proposition-restore", args=[case.reference, key])
        messages.success(request, _("%s is taken out.") % key, extra_tags=undo)
    return redirect("case-arguments", case.reference)


def _proposition(request: HttpRequest, case: Case, key: str) -> CaseProposition:
    actor = actor_of(request)
    return found_or_404(lambda: selectors.proposition(actor=actor, case=case, key=key))
