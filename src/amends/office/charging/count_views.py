"""The page of one count: everything a lawyer needs to decide on it, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.law.counts import ChargeableCount
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.charging import decision_services, selectors
from amends.office.charging.counts import CaseCharging
from amends.office.charging.forms import ChargeForm, LeaveForm, TieForm
from amends.office.charging.proof_views import labelled, proof_of
from amends.office.charging.rows import (
    ElementRow,
    bar_rows,
    comparison_rows,
    count_row,
    custody_rows,
    element_rows,
    head_words,
    penalty_rows,
    rows_of,
    testimony_rows,
)
from amends.office.charging.together import Together
from amends.office.charging.views import (
    TAB,
    asked_country,
    charging_case_or_404,
    charging_found,
)
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.parties import count_services
from amends.office.parties import selectors as parties
from amends.office.passages.rows import PassageRow, passage_rows
from amends.office.passages.selectors import passages_by_element
from amends.office.policy import Action, may, require


@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Show one count with its elements, bars and penalty, and take the decision on it."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    _found, listed = charging_found(request, case)
    chosen = listed.named.get(name)
    if chosen is None:
        raise Http404
    forms = _forms(request, actor, case, listed, chosen)
    proof = proof_of(request, case, chosen)
    if request.method == "POST":
        require(actor, Action.ADD_COUNT, case)
        if request.POST.get("form") == "proof":
            under = listed.is_under_its_laws(chosen)
            if under and labelled(request, case, chosen, proof):
                return redirect(request.get_full_path())
        elif (done := _decided(request, case, listed, chosen, forms)) is not None:
            return done
    context = _context(actor, case, listed, name, chosen)
    asked = asked_country(request)
    context["with_asked"] = f"?country={asked}" if asked else ""
    return render(request, "charging/count.html", context | forms | {"proof": proof})


@require_POST
def undo_decision(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Undo a decision; a count charged by it is taken out of view."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    decision = found_or_404(lambda: selectors.decision(actor=actor, case=case, pk=pk))
    undone = decision_services.undo_decision(actor=actor, decision=decision)
    messages.success(request, " ".join([_("The decision is undone."), *undone.said()]))
    return redirect(TAB, case.reference)


@require_http_methods(["GET", "POST"])
def tie_count(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Tie a count as charged to an offence of the laws held."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    require(actor, Action.ADD_COUNT, case)
    row = found_or_404(lambda: parties.count(actor=actor, case=case, number=number))
    at_large = selectors.facts_at_large(actor=actor, case=case)
    initial = {"law": row.law, "mode": row.mode, "version": row.version}
    form = TieForm(request.POST or None, initial=initial, countries=at_large.charged_under)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: count_services.tie_count(actor=actor, count=row, **given)):
            messages.success(request, _("Saved."))
            return redirect(TAB, case.reference)
    context = {"case": case, "tab": TAB, "form": form, "count": row}
    return render(request, "charging/tie.html", context)


def _context(
    actor: User, case: Case, found: CaseCharging, name: str, chosen: ChargeableCount
) -> dict[str, Any]:
    names = {id(count): key for key, count in found.named.items()}
    beside = found.charging.beside(chosen)
    lesser = found.charging.lesser(chosen)
    others = [count for count in beside if count not in lesser]
    undecided = [names[id(count)] for count in found.undecided]
    return {
        "case": case,
        "tab": TAB,
        "found": found,
        "is_under_its_laws": found.is_under_its_laws(chosen),
        "row": count_row(found, name, chosen),
        "may_inquire": may(actor, Action.INQUIRE),
        "elements": _with_passages(actor, case, chosen),
        "bars": list(bar_rows(chosen.bars)),
        "heads": head_words(chosen),
        "limit": chosen.limit,
        "limit_cells": rows_of(chosen.limit.cells),
        "penalty_cells": penalty_rows(chosen),
        "custody": list(custody_rows(chosen)),
        "testimony": testimony_rows(chosen),
        "compared": list(comparison_rows(chosen)),
        "restitution": rows_of([chosen.restitution]),
        "force": rows_of(chosen.law.force),
        "lesser": [count_row(found, names[id(count)], count) for count in lesser],
        "beside": [count_row(found, names[id(count)], count) for count in others],
        "next": found.next_undecided(chosen, [chosen]),
        "undecided": len(undecided),
        "may_state": may(actor, Action.STATE_CONDUCT),
        "may_charge": may(actor, Action.ADD_COUNT),
        "on": found.on.get(chosen.by, timezone.localdate()),
    }


def _with_passages(
    actor: User, case: Case, chosen: ChargeableCount
) -> list[tuple[ElementRow, list[PassageRow]]]:
    """Return the elements, each with the passages that were tied to it against whoever acted."""
    tied = passages_by_element(actor=actor, case=case, party=chosen.by)
    return [(row, passage_rows(tied.get(row.name, ()))) for row in element_rows(chosen)]


def _forms(
    request: HttpRequest, actor: User, case: Case, found: CaseCharging, chosen: ChargeableCount
) -> dict[str, Any]:
    posted = request.POST.get("form", "") if request.method == "POST" else ""
    law, together = chosen.law.offence, Together(found, chosen)
    ticked, victims = together.alike() if "together" in request.GET else [], together.victims()
    charge = ChargeForm(
        request.POST if posted == "charge" else None,
        initial={
            "citation": law.citation,
            "offence": _(law.label),
            "conduct_from": chosen.since,
            "conduct_to": chosen.until,
            "together": ticked,
        },
        victims=victims,
        people=together.people(),
        counts=parties.counts(actor=actor, case=case),
    )
    leave = LeaveForm(
        request.POST if posted == "leave" else None, initial={"also": ticked}, victims=victims
    )
    return {"charge": charge, "leave": leave}


def _decided(
    request: HttpRequest,
    case: Case,
    found: CaseCharging,
    chosen: ChargeableCount,
    forms: dict[str, Any],
) -> HttpResponse | None:
    if not found.is_under_its_laws(chosen):
        return None
    if request.POST.get("form") == "leave":
        return _left(request, case, found, chosen, forms["leave"])
    form = forms["charge"]
    if not form.is_valid():
        return None
    given = dict(form.cleaned_data)
    counts = Together(found, chosen).taken(given.pop("together", []), given.pop("against", []))
    actor = actor_of(request)
    added = attempt(
        form,
        lambda: decision_services.charge_count(actor=actor, case=case, counts=counts, **given),
    )
    if added is None:
        return None
    undo = reverse("count-remove", args=[case.reference, added.number])
    messages.success(request, _("Count %d is added.") % added.number, extra_tags=undo)
    return _on_to_the_next(request, case, found, chosen, counts)


def _left(
    request: HttpRequest,
    case: Case,
    found: CaseCharging,
    chosen: ChargeableCount,
    form: LeaveForm,
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    actor, why = actor_of(request), form.cleaned_data["why"]
    left = Together(found, chosen).taken(form.cleaned_data.get("also", []))
    decisions = attempt(
        form,
        lambda: decision_services.leave_counts(actor=actor, case=case, counts=left, reasons=why),
    )
    if decisions is None:
        return None
    undo = reverse("decision-undo", args=[case.reference, decisions[0].pk])
    tags = undo if len(decisions) == 1 else ""
    messages.success(request, _("It is kept that this is not charged."), extra_tags=tags)
    return _on_to_the_next(request, case, found, chosen, left)


def _on_to_the_next(
    request: HttpRequest,
    case: Case,
    found: CaseCharging,
    chosen: ChargeableCount,
    decided: Sequence[ChargeableCount],
) -> HttpResponse:
    """Go on to the next count that nobody decided on; to the list after the last of them."""
    following = found.next_undecided(chosen, decided)
    if not following:
        return redirect(TAB, case.reference)
    address = reverse("charging-count", args=[case.reference, following])
    asked = asked_country(request)
    return redirect(f"{address}?country={asked}" if asked else address)
