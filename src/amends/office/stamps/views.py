"""Handing out a time-stamp: the authority's answer, and the statement that it is of."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from amends.office.exhibits.views import evidence_case_or_404
from amends.office.pages import actor_of, found_or_404
from amends.office.stamps.selectors import stamps

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
