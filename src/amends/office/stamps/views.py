"""Asking for a time-stamp, and handing one out: the authority's answer, and what it is of."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.office.exhibits.views import evidence_case_or_404, item_or_404
from amends.office.pages import actor_of, found_or_404
from amends.office.policy import Action, require
from amends.office.stamps.selectors import stamps
from amends.office.stamps.services import stamp_item

TYPES = {"tsr": "application/timestamp-reply", "json": "application/json"}


@require_GET
def stamp(request: HttpRequest, reference: str, pk: int, part: str) -> HttpResponse:
    """Hand out one part of a time-stamp, for ``openssl ts -verify -in .tsr -data .json``."""
    case = evidence_case_or_404(request, reference)
    row = found_or_404(lambda: stamps(actor=actor_of(request), case=case).get(pk=pk))
    if row.stamped_at is None:
        raise Http404
    content = bytes(row.answer) if part == "tsr" else row.statement.encode("utf-8")
    answer = HttpResponse(content, content_type=TYPES[part])
    answer.headers["Content-Disposition"] = f'attachment; filename="stamp-{pk}.{part}"'
    return answer


@require_POST
def ask(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Ask the authority for a stamp of an exhibit's chain now, and say what came of it.

    Raises:
        Http404: no authority is set.
    """
    actor = actor_of(request)
    case, item = item_or_404(request, reference, key)
    require(actor, Action.RECORD_CUSTODY, case)
    row = stamp_item(actor=actor, item=item)
    if row is None:
        raise Http404
    if row.stamped_at is not None:
        messages.success(request, _("Time-stamped by %s.") % row.authority)
    else:
        waits = _(
            "The chain is still to be stamped: ask again, or leave it to the next run, which asks "
            "by itself."
        )
        messages.error(request, f"{row.fault} {waits}")
    return redirect("item", reference, key)
