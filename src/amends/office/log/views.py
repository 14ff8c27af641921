"""The page of the log, for the head and the ombudsman, and its newest checkpoint to take out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.office.desk.words import ACTIONS
from amends.office.log import checkpoint_selectors, selectors
from amends.office.log.forms import LogFilterForm
from amends.office.log.models import Kind
from amends.office.log.standing_selectors import standing
from amends.office.pages import actor_of, page_of
from amends.office.policy import Role
from amends.office.validation import translated


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Show the entries the reader may see; on request, whether the chain holds."""
    actor = actor_of(request)
    form = LogFilterForm(request.GET)
    rows = selectors.entries(actor=actor, filters=form.filters())
    verdict = selectors.verify(actor=actor) if "verify" in request.GET else None
    broken = verdict.broken if verdict else None
    context = {
        "form": form,
        "in_use": sum(bool(value) for value in form.cleaned_data.values()),
        "standing": standing(actor=actor),
        "page": page_of(rows, request),
        "kinds": [("", _("Any")), *Kind.choices],
        "actions": [("", _("Any")), *sorted(ACTIONS.items(), key=lambda one: str(one[1]))],
        "verdict": verdict,
        "why": translated(broken.why) if broken else "",
        "may_verify": actor.role in {Role.OMBUDSMAN, Role.HEAD},
    }
    return render(request, "log/log.html", context)


@require_GET
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Hand out the newest checkpoint, with the cosignatures it has.

    Raises:
        Http404: none was signed yet.
    """
    note = checkpoint_selectors.newest_note(actor=actor_of(request))
    if note is None:
        raise Http404
    answer = HttpResponse(str(note), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="checkpoint.txt"'
    return answer
