"""Inquiries over all of one's cases: the list, the same as a sheet, and how long bodies take."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.office.accounts.models import User
from amends.office.exchange.handouts import CSV_TYPE
from amends.office.inquiries import selectors, sheet_services
from amends.office.inquiries.forms import (
    ELEMENT_CHOICES,
    STATE_CHOICES,
    URGENCY_CHOICES,
    ListFilter,
)
from amends.office.inquiries.models import Inquiry
from amends.office.inquiries.rows import delay_rows, inquiry_row
from amends.office.inquiries.selectors import InquiryFilters
from amends.office.pages import actor_of, page_of
from amends.office.policy import Action, Layer, may, require, sees


@require_GET
def all_inquiries(request: HttpRequest) -> HttpResponse:
    """List the inquiries of the reader's cases."""
    actor = _reader_or_404(request)
    asked = filters_in(request)
    rows = selectors.all_inquiries(actor=actor, filters=asked, today=timezone.localdate())
    context = {**list_context(request, rows, asked), "bodies": selectors.bodies(actor=actor)}
    return render(request, "inquiries/all.html", context)


@require_GET
def inquiries_sheet(request: HttpRequest) -> HttpResponse:
    """Hand the same list out as CSV."""
    actor = _reader_or_404(request)
    require(actor, Action.EXPORT)
    content = sheet_services.issue_sheet(
        actor=actor, filters=filters_in(request), today=timezone.localdate()
    )
    answer = HttpResponse(content, content_type=CSV_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="inquiries.csv"'
    return answer


@require_GET
def bodies(request: HttpRequest) -> HttpResponse:
    """Show how long each body takes to answer, each figure leading to the list behind it."""
    actor = _reader_or_404(request)
    found = selectors.body_delays(actor=actor, today=timezone.localdate())
    return render(request, "inquiries/bodies.html", {"rows": delay_rows(found)})


def filters_in(request: HttpRequest) -> InquiryFilters:
    """Return the filters in an address."""
    form = ListFilter(request.GET)
    form.is_valid()
    return InquiryFilters(**{name: form.cleaned_data.get(name, "") for name in form.fields})


def list_context(
    request: HttpRequest, rows: QuerySet[Inquiry], asked: InquiryFilters
) -> dict[str, Any]:
    """Return what a list of inquiries shows, a page at a time."""
    page = page_of(rows, request)
    today = timezone.localdate()
    return {
        "page": page,
        "rows": [inquiry_row(row, today) for row in page.object_list],
        "asked": asked,
        "in_use": sum(bool(value) for value in vars(asked).values()),
        "states": STATE_CHOICES,
        "elements": ELEMENT_CHOICES,
        "urgencies": URGENCY_CHOICES,
        "query": request.GET.urlencode(),
        "may_export": may(actor_of(request), Action.EXPORT),
    }


def _reader_or_404(request: HttpRequest) -> User:
    actor = actor_of(request)
    if not sees(actor, Layer.INQUIRIES):
        raise Http404
    return actor
