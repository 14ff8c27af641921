"""The queue of authorisations, and taking back what was recorded of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.office.accounts.models import User
from amends.office.pages import actor_of, found_or_404, page_of
from amends.office.policy import Layer, sees
from amends.office.techniques import selectors, services, yield_services
from amends.office.techniques.models import Authorisation
from amends.office.techniques.rows import authorisation_row, median_words, watched
from amends.office.techniques.views import authorisation_or_404, secret_case_or_404
from amends.proof.techniques import declared

Act = Callable[[User, Authorisation], object]
ACTS: dict[str, Act] = {
    "undecide": lambda actor, row: services.undo_decision(actor=actor, authorisation=row),
    "unuse": lambda actor, row: services.carry_out(actor=actor, authorisation=row, on=None),
    "unend": lambda actor, row: services.end_use(actor=actor, authorisation=row, on=None),
}


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for a decision, how long that takes, and whose leave ends soon."""
    actor = actor_of(request)
    if not sees(actor, Layer.TECHNIQUES):
        raise Http404
    today = timezone.localdate()
    shows_decided = request.GET.get("show") == "decided"
    shown = selectors.decided if shows_decided else selectors.queue
    page = page_of(shown(actor=actor), request)
    ending = selectors.running(actor=actor, until=today + timedelta(days=declared().warn_days))
    waits = selectors.waits_of(actor=actor, today=today)
    context = {
        "page": page,
        "rows": [authorisation_row(row, today) for row in page.object_list],
        "shows_decided": shows_decided,
        "watched": watched(ending, today),
        "waits": waits,
        "median": median_words(waits),
    }
    return render(request, "techniques/queue.html", context)


@require_POST
def act(request: HttpRequest, reference: str, number: int, what: str) -> HttpResponse:
    """Take back a decision, the record of a use, or of an end."""
    case, row = authorisation_or_404(request, reference, number)
    try:
        ACTS[what](actor_of(request), row)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("It is taken back."))
    return redirect("authorisation", case.reference, number)


@require_POST
def strike_extension(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Strike an extension out, or let it stand again."""
    actor = actor_of(request)
    case = secret_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.extension(actor=actor, case=case, pk=pk))
    yield_services.strike_extension(actor=actor, extension=row, back=back)
    undo = reverse("extension-restore", args=[case.reference, pk])
    messages.success(request, _("Saved."), extra_tags="" if back else undo)
    return redirect("authorisation", case.reference, row.authorisation.number)


@require_POST
def remove_product(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take back that an item was obtained so, or say it again."""
    actor = actor_of(request)
    case = secret_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.product(actor=actor, case=case, pk=pk))
    try:
        yield_services.remove_product(actor=actor, product=row, removed=not back)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        undo = reverse("product-restore", args=[case.reference, pk])
        messages.success(request, _("Saved."), extra_tags="" if back else undo)
    return redirect("authorisation", case.reference, row.authorisation.number)
