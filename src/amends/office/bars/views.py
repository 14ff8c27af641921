"""Pages on bars: those of a case, lifting one, and declaring one's own interest."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.bars import selectors, services
from amends.office.bars.forms import BarForm, InterestForm
from amends.office.bars.models import Bar
from amends.office.cases.models import Case
from amends.office.pages import actor_of, attempt, case_or_404
from amends.office.policy import Layer, is_own, sees


@require_http_methods(["GET", "POST"])
def bars(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who is kept from a case, and take a new bar."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.BARS):
        raise Http404
    people = selectors.who_can_be_barred(actor=actor, case=case)
    form = BarForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: services.enter_bar(actor=actor, case=case, **given)):
            messages.success(request, _("%s is kept from this case now.") % given["account"].name)
            return _back(actor, case)
    context = {
        "case": case,
        "tab": "case-bars",
        "bars": selectors.bars(actor=actor, case=case),
        "form": form,
    }
    return render(request, "bars/bars.html", context)


@require_POST
def ask(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Ask to lift a bar."""
    found = _bar_or_404(request, reference, pk)
    reason = request.POST.get("reason", "")[:300]
    return _answer(
        request,
        found,
        lambda: services.ask_to_lift(actor=actor_of(request), bar=found, reason=reason),
        _("Asked. Somebody else decides."),
    )


@require_POST
def decide(request: HttpRequest, reference: str, pk: int, granted: bool) -> HttpResponse:
    """Lift a bar that somebody asked to lift, or decline to."""
    found = _bar_or_404(request, reference, pk)
    return _answer(
        request,
        found,
        lambda: services.lift_bar(actor=actor_of(request), bar=found, granted=granted),
        _("The bar is lifted.") if granted else _("The bar stays."),
    )


@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """Take somebody's word that they have an interest in a case."""
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor, given = actor_of(request), form.cleaned_data
        if attempt(form, lambda: services.declare_interest(actor=actor, **given)):
            messages.success(request, _("Declared. If there is such a case, it is closed to you."))
            return redirect("declare-interest")
    return render(request, "bars/declare.html", {"form": form})


def _bar_or_404(request: HttpRequest, reference: str, pk: int) -> Bar:
    case = case_or_404(request, reference)
    return get_object_or_404(selectors.bars(actor=actor_of(request), case=case), pk=pk)


def _answer(request: HttpRequest, bar: Bar, act: Callable[[], Bar], done: str) -> HttpResponse:
    """Do what was asked for and say so, or say why not."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("case-bars", bar.case.reference)


def _back(actor: User, case: Case) -> HttpResponse:
    """Return to the bars of a case; whoever barred themself goes to the list of cases."""
    return redirect("case-bars", case.reference) if is_own(actor, case) else redirect("case-list")
