"""The door through which the page's script sends a file in parts; forms work without it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.evidence import delivery_services as services
from amends.office.evidence import parts, selectors
from amends.office.evidence.models import Delivery
from amends.office.evidence.sealing import CHUNK
from amends.office.pages import actor_of, case_or_404, found_or_404

OFFSET = "Part-Offset"
View = Callable[..., HttpResponse]


def answering(view: View) -> View:
    """Answer a refusal in a line that the script can show."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except services.WrongOffset as refusal:
            response = JsonResponse({"said": wrong_offset(refusal)}, status=409)
            response.headers[OFFSET] = str(refusal.expected)
            return response
        except ValidationError as refusal:
            return JsonResponse({"said": " ".join(refusal.messages)}, status=422)

    return answer


def wrong_offset(refusal: services.WrongOffset) -> str:
    """Return what is said of a part that does not begin where the last one ended."""
    message = _("The next part has to begin at byte %d, where the last one ended.")
    return message % refusal.expected


def part_in(request: HttpRequest) -> bytes:
    """Return the part in a request's body; of one that is too long no more than shows that."""
    return request.read(parts.MOST + 1)


@require_POST
@answering
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin sending a file to a case, or take up where it was broken off."""
    case = case_or_404(request, reference)
    size = request.POST.get("size", "")
    delivery = services.begin_delivery(
        actor=actor_of(request),
        case=case,
        filename=request.POST.get("filename", ""),
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 19 else 0,
        title=request.POST.get("title", ""),
        mark=request.POST.get("mark", ""),
    )
    return _answer(delivery, 201)


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
@answering
def delivery(request: HttpRequest, token: str) -> HttpResponse:
    """Say how much of a file came, take its next part, or give it up."""
    actor = actor_of(request)
    found = found_or_404(lambda: selectors.delivery(actor=actor, token=token))
    if request.method == "DELETE":
        services.cancel_delivery(actor=actor, delivery=found)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        offset = offset_in(request.headers.get(OFFSET, ""), found)
        found = services.take_part(delivery=found, offset=offset, part=part_in(request))
    return _answer(found, 200)


@require_POST
@answering
def finish(request: HttpRequest, token: str) -> HttpResponse:
    """Attach a file of which every part came."""
    actor = actor_of(request)
    found = found_or_404(lambda: selectors.delivery(actor=actor, token=token))
    attached = services.finish_delivery(actor=actor, delivery=found)
    undo = reverse("attachment-remove", args=[found.case.reference, attached.pk])
    messages.success(request, _("%s is attached.") % attached.title, extra_tags=undo)
    return JsonResponse({"leads_to": reverse("case-attachments", args=[found.case.reference])})


def offset_in(given: str, found: Delivery) -> int:
    """Return where a part begins.

    Raises:
        WrongOffset: it is not said, or is no number.
    """
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise services.WrongOffset(found.received)
    return int(given)


def _answer(found: Delivery, status: int) -> HttpResponse:
    told = {
        "address": reverse("delivery", args=[found.token]),
        "finish": reverse("delivery-finish", args=[found.token]),
        "offset": found.received,
        "smallest": CHUNK,
        "largest": parts.MOST,
    }
    response = JsonResponse(told, status=status)
    response.headers[OFFSET] = str(found.received)
    return response
