"""The charging page of a case: what is alleged, what it supports, and what was decided."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.law.library import countries as held_countries
from amends.law.triage import triage
from amends.office.cases.models import Case
from amends.office.charging import recharge_services, selectors, services
from amends.office.charging.alert_rows import alert_rows, lead_rows, since_seen_rows
from amends.office.charging.conduct_rows import conduct_rows
from amends.office.charging.counts import CaseCharging
from amends.office.charging.forms import AtLargeForm
from amends.office.charging.rows import (
    count_groups,
    count_row,
    wanted_counts,
)
from amends.office.charging.words import SHOWN
from amends.office.pages import ROWS, actor_of, attempt, case_or_404, page_of
from amends.office.policy import Action, Layer, may, require, sees

TAB = "case-charging"
PEOPLE = 10


@require_GET
def charging(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what the facts support, person by person; only what is available unless asked.

    Another country asked for changes which counts are listed, and nothing else on the page.
    """
    case = charging_case_or_404(request, reference)
    found, listed = charging_found(request, case)
    state, who = request.GET.get("state", ""), request.GET.get("by", "")
    wanted = wanted_counts(listed, state, who)
    page = Paginator(list(wanted), PEOPLE).get_page(request.GET.get("page"))
    facts = Paginator(found.conduct, ROWS).get_page(request.GET.get("facts"))
    rows = (count_row(listed, *named) for key in page for named in wanted[key])
    actor = actor_of(request)
    context = {
        "case": case,
        "tab": TAB,
        "found": found,
        "listed": listed,
        "asked": asked_country(request),
        "groups": count_groups(rows),
        "page": page,
        "shown": sum(map(len, wanted.values())),
        "all": len(listed.charging.counts),
        "undecided": len(listed.undecided),
        "state": state,
        "in_use": len([name for name in ("state", "by", "country") if request.GET.get(name)]),
        "who": who,
        "states": SHOWN,
        "people": [(key, listed.parties[key].designation) for key in listed.accused],
        "alerts": list(alert_rows(found, found.alerts())),
        "leads": lead_rows(found, triage(found.facts)),
        "facts": facts,
        "conduct": list(conduct_rows(facts)),
        "not_screened": [found.parties[key] for key in found.charging.not_screened],
        "victims_first": [found.parties[key] for key in found.charging.victims_first],
        "countries": [(code, code) for code in held_countries()],
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
