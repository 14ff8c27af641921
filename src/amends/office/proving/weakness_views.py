"""The weaknesses of a proof: each with how much hangs on it, its owner and its day."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.office.pages import ROWS, actor_of, found_or_404
from amends.office.policy import Action, knows_dependence, may
from amends.office.proving import selectors, weakness_services
from amends.office.proving.court_days import court_days
from amends.office.proving.disclosing import disclosed
from amends.office.proving.early_warnings import Around, early_warnings
from amends.office.proving.finding import TAB, asked_reading, proof_case_or_404, proof_found
from amends.office.proving.forms import TakeUpForm
from amends.office.proving.readiness import readiness
from amends.office.proving.retaining import leaves
from amends.office.proving.weakness_rows import disclosable_rows, named_as, weakness_rows
from amends.office.proving.words import READINGS, WEAKNESSES
from amends.office.tasks.selectors import possible_owners
from amends.proof.weaknesses import unmodelled


@require_GET
def weaknesses(request: HttpRequest, reference: str) -> HttpResponse:
    """List where the proof is weak, what is not in it, and what it makes disclosable."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    held, reading = proof_found(request, case), asked_reading(request)
    knows = knows_dependence(actor, case)
    kind = request.GET.get("kind", "")
    today = timezone.localdate()
    days = court_days(actor=actor, case=case, today=today)
    taken = list(selectors.taken_up(actor=actor, case=case))
    material = disclosed(actor=actor, case=case)
    ready = readiness(held, material)
    around = Around(days, material, ready, leaves(actor=actor, case=case))
    rows = [
        (row, *named_as(row.found))
        for row in weakness_rows(held, taken, knows=knows, reading=reading)
        if kind in {"", row.found.kind}
    ]
    context = {
        "case": case,
        "tab": TAB,
        "within": "proof-weaknesses",
        "held": held,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "kinds": [(one.value, words) for one, words in WEAKNESSES.items()],
        "kind": kind,
        "reading": reading,
        "readings": [(one.value, words) for one, words in READINGS.items()],
        "in_use": sum(bool(request.GET.get(name)) for name in ("reading", "kind")),
        "readiness": ready,
        "warnings": early_warnings(held, around, today),
        "disclosable": list(disclosable_rows(held, material)),
        "unmodelled": unmodelled(held.made_of.graph),
        "owners": possible_owners(actor=actor, case=case),
        "may_argue": may(actor, Action.ARGUE),
        "knows": knows,
    }
    return render(request, "proving/weaknesses.html", context)


@require_POST
def take_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a weakness up as a task."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    form = TakeUpForm(request.POST, owners=possible_owners(actor=actor, case=case))
    if not form.is_valid():
        messages.error(request, " ".join(str(one[0]) for one in form.errors.values()))
        return redirect("proof-weaknesses", case.reference)
    try:
        row = weakness_services.take_up(actor=actor, case=case, **form.cleaned_data)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        undo = reverse("weakness-undo", args=[case.reference, row.pk])
        messages.success(request, _("It is a task now."), extra_tags=undo)
    return redirect("proof-weaknesses", case.reference)


@require_POST
def undo(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Undo taking a weakness up."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.one_taken_up(actor=actor, case=case, pk=pk))
    weakness_services.undo_take_up(actor=actor, row=row)
    messages.success(request, _("That is undone."))
    return redirect("proof-weaknesses", case.reference)
