"""Pages on which log-ins are seen and ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from amends.office.accounts import selectors
from amends.office.accounts import visit_services as services
from amends.office.accounts.confirming import confirm_first
from amends.office.accounts.forms import LogOutForm
from amends.office.pages import actor_of, attempt


@require_GET
def visits(request: HttpRequest) -> HttpResponse:
    """Show where one is logged in."""
    rows = selectors.visits(actor=actor_of(request))
    context = {"rows": rows, "here": request.session.session_key}
    return render(request, "accounts/visits.html", context)


@require_POST
def end(request: HttpRequest, mark: str) -> HttpResponse:
    """End one of one's log-ins."""
    actor = actor_of(request)
    visit = next((row for row in selectors.visits(actor=actor) if row.mark == mark), None)
    if visit is None:
        raise Http404
    services.end_visit(actor=actor, visit=visit)
    messages.success(request, _("The log-in is ended."))
    return redirect("visits")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every log-in of one's own but this one."""
    here = request.session.session_key or ""
    ended = services.end_other_visits(actor=actor_of(request), here=here)
    messages.success(request, _how_many(ended))
    return redirect("visits")


@confirm_first
@require_POST
def end_of(request: HttpRequest) -> HttpResponse:
    """End every log-in of somebody else."""
    actor = actor_of(request)
    form = LogOutForm(request.POST, people=selectors.to_let_in(actor=actor))
    if form.is_valid():
        account = form.cleaned_data["account"]
        ended = attempt(form, lambda: services.end_visits_of(actor=actor, account=account))
        if ended is not None:
            messages.success(request, _how_many(ended))
    return redirect("readmissions")


def _how_many(ended: int) -> str:
    said = ngettext("%(count)s log-in is ended.", "%(count)s log-ins are ended.", ended)
    return said % {"count": ended}
