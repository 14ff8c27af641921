"""What can be done next, and what it takes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amends.office.exhibits import selectors as exhibits
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.policy import Action, knows_dependence, may, require
from amends.office.proving import selectors, step_services
from amends.office.proving.court_days import court_days
from amends.office.proving.finding import TAB, proof_case_or_404, proof_found
from amends.office.proving.forms import StepForm
from amends.office.proving.models import ProofStep
from amends.office.proving.planning import planning
from amends.office.proving.step_rows import plan_rows, step_rows


@require_GET
def steps(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what would be gained by each item that is to be obtained, and the cheapest plans."""
    actor, today = actor_of(request), timezone.localdate()
    case = proof_case_or_404(request, reference)
    held = proof_found(request, case)
    knows = knows_dependence(actor, case)
    trial = court_days(actor=actor, case=case, today=today).last
    found = planning(held, today, trial)
    context = {
        "case": case,
        "tab": TAB,
        "within": "proof-steps",
        "rows": list(step_rows(found)),
        "left_out": found.left_out,
        "plans": list(plan_rows(found, knows=knows)),
        "may_plan": may(actor, Action.PLAN_PROOF),
        "knows": knows,
    }
    return render(request, "proving/steps.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Say what it takes to obtain an item, and until when it can be had."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    require(actor, Action.PLAN_PROOF, case)
    item = found_or_404(lambda: exhibits.item(actor=actor, case=case, key=key))
    row = selectors.steps(actor=actor, case=case).filter(item=item).first()
    known = row or ProofStep(case=case, item=item, version=0)
    names = (*step_services.EDITABLE, "version")
    form = StepForm(request.POST or None, initial={name: getattr(known, name) for name in names})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: step_services.plan_step(actor=actor, item=item, **given))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("proof-steps", case.reference)
    context = {"case": case, "tab": TAB, "form": form, "item": item}
    return render(request, "proving/edit_step.html", context)
