"""The page on which two persons let somebody in again who lost every passkey."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts import attempt_services, selectors
from amends.office.accounts import readmission_services as services
from amends.office.accounts.confirming import confirm_first
from amends.office.accounts.forms import AgreeForm, LogOutForm, ReadmissionForm
from amends.office.accounts.readmission_services import AGREED_WITHIN
from amends.office.once import carried_out
from amends.office.pages import actor_of, attempt

MOST_SHOWN = 50


@confirm_first
@require_http_methods(["GET", "POST"])
def readmissions(request: HttpRequest) -> HttpResponse:
    """Show who is to be let in again, and ask for somebody."""
    actor = actor_of(request)
    people = selectors.to_let_in(actor=actor)
    form = ReadmissionForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = attempt(form, lambda: services.ask_to_let_in(actor=actor, **given))
        if asked is not None:
            return _shown(request, ReadmissionForm(people=people), first=asked.half)
    return _shown(request, form)


@confirm_first
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to let somebody in."""
    actor = actor_of(request)
    asked = get_object_or_404(selectors.readmissions(actor=actor), pk=pk)
    form = AgreeForm(request.POST)
    second = None
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        second = attempt(
            form, lambda: services.agree_to_let_in(actor=actor, asked=asked, reason=reason)
        )
    around = {"agree_form": form, "second": second or ""}
    return _shown(request, ReadmissionForm(people=selectors.to_let_in(actor=actor)), **around)


@confirm_first
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the password of somebody again before the wait after wrong ones is over."""
    actor = actor_of(request)
    account = get_object_or_404(selectors.locked_out(actor=actor), pk=pk)
    attempt_services.unlock(actor=actor, account=account)
    messages.success(request, _("The lock is lifted. Their password is taken again."))
    return redirect("readmissions")


def _shown(request: HttpRequest, form: ReadmissionForm, **more: object) -> HttpResponse:
    """Return the page; half a password is shown this once."""
    if more.get("first") or more.get("second"):
        carried_out(request, leads_to=reverse("readmissions"))
    context = {
        "form": form,
        "log_out_form": LogOutForm(
            people=selectors.to_let_in(actor=actor_of(request)), auto_id="out_%s"
        ),
        "rows": selectors.readmissions(actor=actor_of(request))[:MOST_SHOWN],
        "locked": selectors.locked_out(actor=actor_of(request))[:MOST_SHOWN],
        "since": timezone.now() - AGREED_WITHIN,
        **more,
    }
    return render(request, "accounts/readmissions.html", context)
