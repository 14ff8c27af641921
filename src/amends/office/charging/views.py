"""The charging page of a case: what is alleged, what it supports, and what was decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.law.charging import CountState
from amends.law.library import countries as held_countries
from amends.law.triage import triage
from amends.office.cases.models import Case
from amends.office.charging import recharge_services, selectors, services
from amends.office.charging.alert_rows import alert_rows, lead_rows, since_seen_rows
from amends.office.charging.counts import CaseCharging
from amends.office.charging.forms import AtLargeForm
from amends.office.charging.rows import (
    CountRow,
    conduct_rows,
    count_groups,
    count_rows,
)
from amends.office.charging.words import COUNT_STATES
from amends.office.pages import actor_of, attempt, case_or_404, page_of
from amends.office.policy import Action, Layer, may, require, sees

TAB = "case-charging"
AVAILABLE = frozenset({CountState.LIES, CountState.CONTESTED, CountState.NOT_READ})


@require_GET
def charging(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what the facts support, person by person; only what is available unless asked.

    Another country asked for changes which counts are listed, and nothing else on the page.
    """
    case = charging_case_or_404(request, reference)
    found, listed = charging_found(request, case)
    state, who = request.GET.get("state", ""), request.GET.get("by", "")
    rows = list(count_rows(listed))
    shown = [row for row in rows if _is_wanted(row, state, who)]
    actor = actor_of(request)
    context = {
        "case": case,
        "tab": TAB,
        "found": found,
        "listed": listed,
        "asked": asked_country(request),
        "groups": count_groups(shown),
        "shown": len(shown),
        "all": len(rows),
        "undecided": len(listed.undecided),
        "state": state,
        "in_use": len([name for name in ("state", "by", "country") if request.GET.get(name)]),
        "who": who,
        "states": [(code, COUNT_STATES[code].word) for code in CountState],
        "people": list(dict.fromkeys(row.by for row in rows)),
        "alerts": list(alert_rows(found, found.alerts())),
        "leads": lead_rows(found, triage(found.facts)),
        "conduct": list(conduct_rows(found.conduct)),
        "not_screened": [found.parties[key] for key in found.charging.not_screened],
        "victims_first": [found.parties[key] for key in found.charging.victims_first],
        "countries": held_countries(),
        "changes": list(since_seen_rows(found)),
        "may_state": may(actor, Action.STATE_CONDUCT),
        "may_charge": may(actor, Action.ADD_COUNT),
    }
    return render(request, "charging/charging.html", context)


@require_POST
def note_seen(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what charging finds today as looked at; what changes later is shown beside it."""
    case = charging_case_or_404(request, reference)
    recharge_services.note_seen(actor=actor_of(request), case=case, today=timezone.localdate())
    messages.success(request, _("Kept as looked at. What changes from now on is shown here."))
    return redirect(TAB, case.reference)


@require_GET
def recharged(request: HttpRequest) -> HttpResponse:
    """List the reader's cases that are charged otherwise than somebody looked at."""
    actor = actor_of(request)
    if not sees(actor, Layer.CHARGING):
        raise Http404
    rows = page_of(selectors.recharged(actor=actor), request)
    return render(request, "charging/recharged.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def at_large(request: HttpRequest, reference: str) -> HttpResponse:
    """State what is alleged of the case as a whole, and under whose laws it is charged."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    require(actor, Action.STATE_CONDUCT, case)
    stated = selectors.facts_at_large(actor=actor, case=case)
    initial = {name: getattr(stated, name) for name in AtLargeForm.base_fields}
    form = AtLargeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: services.state_at_large(actor=actor, case=case, **given))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect(TAB, case.reference)
    return render(request, "charging/at_large.html", {"case": case, "tab": TAB, "form": form})


def charging_case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return the case, if it is the reader's and the role sees how cases are charged.

    Raises:
        Http404: there is none, it is not theirs, or the role does not see this part of it.
    """
    if not sees(actor_of(request), Layer.CHARGING):
        raise Http404
    return case_or_404(request, reference)


def charging_found(request: HttpRequest, case: Case) -> tuple[CaseCharging, CaseCharging]:
    """Return what charging finds in a case, and under the country asked for, if any."""
    found = selectors.charging_of(actor=actor_of(request), case=case, today=timezone.localdate())
    asked = asked_country(request)
    return found, found.under((asked,)) if asked else found


def asked_country(request: HttpRequest) -> str:
    """Return the country whose law the reader asks about, other than those of the case."""
    asked = request.GET.get("country", "")
    return asked if asked in held_countries() else ""


def _is_wanted(row: CountRow, state: str, who: str) -> bool:
    if who and row.count.by != who:
        return False
    if state == "all":
        return True
    if state == "undecided":
        return row.count.is_available and not row.is_decided
    if state in set(CountState):
        return row.count.state == state
    return row.count.state in AVAILABLE or row.charged is not None
