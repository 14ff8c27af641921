"""What stands beside the matrix: what blocks the trial, what to work on first, what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.office.pages import actor_of
from amends.office.policy import knows_dependence
from amends.office.proving import selectors
from amends.office.proving.court_days import court_days
from amends.office.proving.disclosing import disclosed
from amends.office.proving.finding import TAB, asked_reading, proof_case_or_404, proof_found
from amends.office.proving.planning import planning
from amends.office.proving.readiness import readiness
from amends.office.proving.step_rows import step_rows
from amends.office.proving.weakness_rows import weakness_rows

MOST_WEAKNESSES, MOST_STEPS = 5, 3


@require_GET
def beside(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what blocks the trial, that on which the most hangs, and the first of the next steps."""
    actor, today = actor_of(request), timezone.localdate()
    case = proof_case_or_404(request, reference)
    held = proof_found(request, case)
    knows = knows_dependence(actor, case)
    taken = selectors.taken_up(actor=actor, case=case)
    weak = weakness_rows(held, taken, knows=knows, reading=asked_reading(request))
    trial = court_days(actor=actor, case=case, today=today).last
    steps = list(step_rows(planning(held, today, trial)))
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-proof",
        "readiness": readiness(held, disclosed(actor=actor, case=case)),
        "weaknesses": weak[:MOST_WEAKNESSES],
        "more_weaknesses": max(len(weak) - MOST_WEAKNESSES, 0),
        "steps": steps[:MOST_STEPS],
        "more_steps": max(len(steps) - MOST_STEPS, 0),
        "knows": knows,
    }
    return render(request, "proving/beside.html", context)
