"""The page on which a prosecutor asks whether the facts of a case are a crime elsewhere, too."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.office.charging import selectors
from amends.office.charging.dual_forms import DualForm
from amends.office.charging.dual_rows import condition_rows, counterpart_rows
from amends.office.charging.views import TAB, charging_case_or_404
from amends.office.pages import actor_of
from amends.office.policy import Action, may

SHOWN = 10


@require_GET
def dual(request: HttpRequest, reference: str) -> HttpResponse:
    """Show, for every count of the case, what answers to it under the law of another State."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    found = selectors.charging_of(actor=actor, case=case, today=timezone.localdate())
    form = DualForm(request.GET or None, countries=found.countries)
    asked = form.asked()
    counterparts = found.dual(*asked) if asked else ()
    rows = list(counterpart_rows(found, counterparts))
    context = {
        "case": case,
        "tab": TAB,
        "form": form,
        "asked": asked,
        "sides": form.sides(),
        "page": Paginator(rows, SHOWN).get_page(request.GET.get("page")),
        "conduct": found.conduct,
        "not_screened": [found.parties[key] for key in found.charging.not_screened],
        "victims_first": [found.parties[key] for key in found.charging.victims_first],
        "conditions": condition_rows(),
        "may_state": may(actor, Action.STATE_CONDUCT),
    }
    return render(request, "charging/dual.html", context)
