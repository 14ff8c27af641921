"""Pages over all the reader's cases: the clocks that run, and the dates to come."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.office.pages import actor_of, page_of
from amends.office.policy import Layer, sees
from amends.office.timeline import selectors

SPANS = {"0": -1, "7": 7, "30": 30, "90": 90}
DATES_AHEAD = timedelta(days=90)


@require_GET
def clock_list(request: HttpRequest) -> HttpResponse:
    """Show the running clocks of all the reader's cases, narrowed to those due in a span."""
    actor = actor_of(request)
    if not sees(actor, Layer.TIMELINE):
        raise Http404
    span = request.GET.get("within", "")
    until = timezone.localdate() + timedelta(days=SPANS[span]) if span in SPANS else None
    rows = selectors.open_clocks(actor=actor, until=until).filter(case__all_final=False)
    page = page_of(rows, request)
    context = {
        "page": page,
        "clocks": selectors.with_rules(rows=page.object_list),
        "within": span if span in SPANS else "",
        "spans": [
            ("", _("At any time")),
            ("0", _("Overdue")),
            ("7", _("Overdue or within 7 days")),
            ("30", _("Overdue or within 30 days")),
            ("90", _("Overdue or within 90 days")),
        ],
        "sees_parties": sees(actor, Layer.PARTIES),
    }
    return render(request, "timeline/clock_list.html", context)


@require_GET
def date_list(request: HttpRequest) -> HttpResponse:
    """Show what is scheduled in all the reader's cases for the next three months."""
    actor = actor_of(request)
    if not sees(actor, Layer.TIMELINE):
        raise Http404
    rows = selectors.coming_events(actor=actor, until=timezone.localdate() + DATES_AHEAD)
    return render(request, "timeline/date_list.html", {"page": page_of(rows, request)})
