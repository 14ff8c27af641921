"""Which counts fall, in all one's cases, if an officer, a laboratory or a paper is discredited."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.office.pages import actor_of
from amends.office.policy import Layer, sees
from amends.office.proving.caseload import hanging_on

LONGEST = 200


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """Show where somebody or something is behind evidence, and which counts fall with it."""
    actor = actor_of(request)
    if not sees(actor, Layer.PROOF):
        raise Http404
    who = request.GET.get("who", "").replace("\0", "")[:LONGEST]
    found = hanging_on(actor=actor, who=who, today=timezone.localdate())
    context = {"who": who, "found": found, "falling": sum(len(one.falling) for one in found.cases)}
    return render(request, "proving/sources.html", context)
