"""The page that answers what the defence had on which day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.office.disclosure import set_selectors
from amends.office.disclosure.forms import DefenceForm
from amends.office.disclosure.views import SERVED, disclosure_case_or_404
from amends.office.pages import actor_of, page_of
from amends.office.parties.models import Party
from amends.office.policy import Layer, sees


@require_GET
def defence(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what a defendant had at the end of a day, what came later, and what never came."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference, Layer.SERVED)
    people = set_selectors.accused(actor=actor, case=case)
    today = timezone.localdate()
    asked = request.GET if "defendant" in request.GET else None
    form = DefenceForm(asked, parties=people, initial={"on": today.isoformat()})
    party, day = _asked(form, people)
    context = {
        "case": case,
        "tab": SERVED,
        "form": form,
        "people": people,
        "party": party,
        "day": day or today,
        "position": set_selectors.position(actor=actor, case=case, party=party, day=day or today)
        if party
        else None,
        "services": page_of(set_selectors.services(actor=actor, case=case), request),
        "sees_schedule": sees(actor, Layer.DISCLOSURE),
    }
    return render(request, "disclosure/defence.html", context)


def _asked(form: DefenceForm, people: list[Party]) -> tuple[Party | None, date | None]:
    """Return whose position is asked for, and for which day."""
    if not form.is_bound:
        return (people[0] if len(people) == 1 else None), None
    if not form.is_valid():
        return None, None
    key = form.cleaned_data["defendant"]
    return next(party for party in people if party.key == key), form.cleaned_data["on"]
