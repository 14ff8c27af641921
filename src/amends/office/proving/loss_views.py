"""What a proof hangs on: for its lead and the prosecutors assigned to it alone, each view logged.

Nothing of it is exported, printed to a file or told in a notification.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.office.log import services as log
from amends.office.pages import actor_of
from amends.office.proving.court_days import court_days
from amends.office.proving.finding import (
    TAB,
    asked_reading,
    dependence_case_or_404,
    proof_found,
)
from amends.office.proving.loss_rows import (
    CountRow,
    count_rows,
    falls,
    groups,
    hanging,
    in_order,
    places,
)
from amends.office.proving.words import READINGS

MOST_CHOSEN = 200


@require_GET
def losses(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what falls without some sources, and what each count hangs on."""
    actor = actor_of(request)
    case = dependence_case_or_404(request, reference)
    log.read(actor=actor, what="dependence", case=case)
    held, reading, today = proof_found(request, case), asked_reading(request), timezone.localdate()
    asked = request.GET.getlist("lost")[:MOST_CHOSEN]
    ticked = [event for event in asked if event in held.made_of.losses]
    order = in_order(held, reading)
    first = order[: _number(request.GET.get("first", ""))]
    lost = [*dict.fromkeys((*ticked, *first))]
    context = {
        "case": case,
        "tab": TAB,
        "within": "proof-losses",
        "reading": reading,
        "readings": [(one.value, words) for one, words in READINGS.items()],
        "lost": lost,
        "places": list(places(held, first, ticked, reading)),
        "falls": falls(held, lost, reading),
        "knows": True,
    }
    if request.headers.get("HX-Request"):
        return render(request, "proving/falls.html", context)
    days = court_days(actor=actor, case=case, today=today)
    counts = list(count_rows(held, reading))
    shown = request.GET.get("count", "")
    if shown not in held.made_of.counts:
        shown = next((row.name for row in sorted(counts, key=_weakest)), "")
    context |= {
        "groups": groups(held.made_of.losses, ticked),
        "first": len(first),
        "most": len(order),
        "counts": counts,
        "choices": [(row.name, f"{row.citation}: {row.who}") for row in counts],
        "shown": shown,
        "hanging": hanging(held, shown, reading, days, today) if shown else None,
        "days": days,
    }
    return render(request, "proving/losses.html", context)


def _number(given: str) -> int:
    """Return how many are lost one after another; none where no number is given."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 4 else 0


def _weakest(row: CountRow) -> int:
    """Return where a count stands among those that are proved; the others come last."""
    return row.number or MOST_CHOSEN
