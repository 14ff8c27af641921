"""The page on which emergency access is asked for, granted, ended and reviewed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts.confirming import confirm_first
from amends.office.emergencies import selectors, services
from amends.office.emergencies.forms import AskForm
from amends.office.emergencies.models import EmergencyAccess
from amends.office.pages import actor_of, attempt, page_of
from amends.office.policy import Action, may, require


@require_http_methods(["GET", "POST"])
def emergencies(request: HttpRequest) -> HttpResponse:
    """Show what was asked for, and take a new request from those who work on cases."""
    actor = actor_of(request)
    decides, asks = may(actor, Action.DECIDE_EMERGENCY), AskForm(request.POST or None)
    if not decides:
        require(actor, Action.ASK_EMERGENCY)
    if request.method == "POST" and not decides and asks.is_valid():
        given = asks.cleaned_data
        if attempt(asks, lambda: services.ask_for_access(actor=actor, **given)):
            messages.success(request, _("Asked. Somebody else decides."))
            return redirect("emergencies")
    context = {
        "page": page_of(selectors.accesses(actor=actor), request),
        "form": None if decides else asks,
        "decides": decides,
        "reviews": may(actor, Action.REVIEW_EMERGENCY),
    }
    return render(request, "emergencies/emergencies.html", context)


@confirm_first
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to what somebody asked for."""
    found, reason = _found_or_404(request, pk), _typed(request, "reason")
    return _answer(
        request,
        lambda: services.grant_access(actor=actor_of(request), access=found, reason=reason),
        _("Granted. The ombudsman is told."),
    )


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an access, or take back or decline a request."""
    found = _found_or_404(request, pk)
    return _answer(
        request,
        lambda: services.end_access(actor=actor_of(request), access=found),
        _("Ended."),
    )


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what to think of an access that is over."""
    found, said = _found_or_404(request, pk), _typed(request, "review")
    return _answer(
        request,
        lambda: services.review_access(actor=actor_of(request), access=found, review=said),
        _("Reviewed."),
    )


def _found_or_404(request: HttpRequest, pk: int) -> EmergencyAccess:
    return get_object_or_404(selectors.accesses(actor=actor_of(request)), pk=pk)


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")[:300]


def _answer(request: HttpRequest, act: Callable[[], object], done: str) -> HttpResponse:
    """Do what was asked for and say so, or say why not."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("emergencies")
