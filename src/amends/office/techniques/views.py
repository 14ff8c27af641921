"""Pages on the authorisations of a case: the list, asking, and one with all that came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits import selectors as evidence
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404, page_of
from amends.office.parties import selectors as parties
from amends.office.policy import Action, is_told, may, require
from amends.office.techniques import selectors, services, yield_services
from amends.office.techniques.forms import (
    AskForm,
    EndForm,
    ExtendForm,
    GrantForm,
    RefuseForm,
    UseForm,
    WithdrawForm,
    YieldForm,
)
from amends.office.techniques.models import Authorisation, Decided
from amends.office.techniques.rows import authorisation_row

TAB = "case-techniques"


@require_GET
def authorisations(request: HttpRequest, reference: str) -> HttpResponse:
    """List the authorisations of a case."""
    actor = actor_of(request)
    case = secret_case_or_404(request, reference)
    page = page_of(selectors.authorisations(actor=actor, case=case), request)
    today = timezone.localdate()
    context = {
        "case": case,
        "tab": TAB,
        "page": page,
        "rows": [authorisation_row(row, today) for row in page.object_list],
        "may_ask": may(actor, Action.ASK_TECHNIQUE),
    }
    return render(request, "techniques/authorisations.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that leave was asked for, on one screen."""
    actor = actor_of(request)
    case = secret_case_or_404(request, reference)
    require(actor, Action.ASK_TECHNIQUE, case)
    first = {"asked_on": timezone.localdate(), "priority": "ordinary"}
    people = parties.parties(actor=actor, case=case)
    form = AskForm(request.POST or None, initial=first, parties=people)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(form, lambda: services.ask_technique(actor=actor, case=case, **given))
        if row is not None:
            messages.success(request, _("Authorisation %d is in the queue.") % row.number)
            return redirect("authorisation", case.reference, row.number)
    context = {"case": case, "tab": TAB, "form": form}
    return render(request, "techniques/ask.html", context)


@require_http_methods(["GET", "POST"])
def edit_authorisation(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Correct what is asked for; if a colleague was quicker, show both and ask."""
    actor = actor_of(request)
    case, row = authorisation_or_404(request, reference, number)
    require(actor, Action.ASK_TECHNIQUE, case)
    initial = {name: getattr(row, name) for name in ("version", *services.EDITABLE)}
    people = parties.parties(actor=actor, case=case)
    form = AskForm(request.POST or None, initial=initial, parties=people)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: services.edit_authorisation(actor=actor, authorisation=row, **given),
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("authorisation", case.reference, row.number)
    context = {"case": case, "tab": TAB, "form": form, "authorisation": row}
    return render(request, "techniques/ask.html", context)


@require_http_methods(["GET", "POST"])
def authorisation(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show an authorisation; decide on it, record its use, its extension and what it yielded."""
    actor = actor_of(request)
    case, row = authorisation_or_404(request, reference, number)
    today = timezone.localdate()
    forms = _forms(request, actor, case, row, today)
    if request.method == "POST":
        asked = request.POST.get("form", "")
        if asked not in forms:
            raise Http404
        if forms[asked].is_valid() and _done(actor, row, asked, forms[asked]) is not None:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('authorisation', args=[case.reference, number])}#{asked}")
    context = {
        "case": case,
        "tab": TAB,
        "row": authorisation_row(row, today),
        "extensions": row.extended,  # type: ignore[attr-defined]  # prefetched by the selector
        "forms": forms,
        "may_ask": may(actor, Action.ASK_TECHNIQUE),
        "may_decide": may(actor, Action.DECIDE_TECHNIQUE),
    }
    return render(request, "techniques/authorisation.html", context)


def secret_case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return the case, if the reader may know which techniques are used in it.

    Raises:
        Http404: there is none, it is not theirs, or they are not told; all look the same.
    """
    case = case_or_404(request, reference)
    if not is_told(actor_of(request), case):
        raise Http404
    return case


def authorisation_or_404(
    request: HttpRequest, reference: str, number: int
) -> tuple[Case, Authorisation]:
    """Return the case and the authorisation of this number.

    Raises:
        Http404: there is none that the reader may see.
    """
    actor = actor_of(request)
    case = secret_case_or_404(request, reference)
    found = found_or_404(lambda: selectors.authorisation(actor=actor, case=case, number=number))
    return case, found


def _forms(
    request: HttpRequest, actor: User, case: Case, row: Authorisation, today: date
) -> dict[str, Form]:
    """Return the forms of what can be done with an authorisation as it stands."""
    posted = request.POST.get("form", "") if request.method == "POST" else ""

    def made(name: str, form: type[Form], **more: Any) -> Form:
        given = request.POST if posted == name else None
        first = {"on": today, "since": today}
        return form(given, initial=first, auto_id=f"{name}_%s", **more)

    forms: dict[str, Form] = {}
    decides, asks = may(actor, Action.DECIDE_TECHNIQUE), may(actor, Action.ASK_TECHNIQUE)
    if row.decision == Decided.OPEN:
        if decides:
            forms |= {"grant": made("grant", GrantForm), "refuse": made("refuse", RefuseForm)}
        if asks:
            forms["withdraw"] = made("withdraw", WithdrawForm)
    if row.decision == Decided.GRANTED:
        if decides:
            forms["extend"] = made("extend", ExtendForm)
        if asks:
            items = evidence.items(actor=actor, case=case)
            forms["yield"] = made("yield", YieldForm, items=items)
            forms |= {"use": made("use", UseForm), "end": made("end", EndForm)}
    return forms


def _done(actor: User, row: Authorisation, asked: str, form: Form) -> Any:
    given = {"actor": actor, "authorisation": row, **form.cleaned_data}
    acts: dict[str, Callable[[], Any]] = {
        "grant": lambda: services.decide(granted=True, **given),
        "refuse": lambda: services.decide(granted=False, **given),
        "withdraw": lambda: services.withdraw(**given),
        "use": lambda: services.carry_out(**given),
        "end": lambda: services.end_use(**given),
        "extend": lambda: yield_services.extend(**given),
        "yield": lambda: yield_services.add_product(**given),
    }
    return attempt(form, acts[asked])
