"""Pages on the timeline: what happened, the clocks beside it, and recording an event."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.court.events import EventType, Subject, event_types
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.desk.words import CATEGORIES, SIDES, event_word, listed
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.parties import selectors as parties
from amends.office.parties.naming_services import ACCUSED
from amends.office.policy import Action, Actor, Layer, may, require, sees
from amends.office.timeline import selectors, services
from amends.office.timeline.derived_services import OPEN_STATES
from amends.office.timeline.forms import EventForm, StrikeForm
from amends.office.timeline.models import TimelineEvent

EVENTS_SHOWN = 40


@require_GET
def timeline(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what happened in a case, narrowed by category or party, with its clocks."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    category, key = request.GET.get("category", ""), request.GET.get("party", "")
    events = selectors.events(actor=actor, case=case, category=category, party=key)
    clocks = selectors.clocks(actor=actor, case=case)
    people = parties.parties(actor=actor, case=case) if sees(actor, Layer.PARTIES) else []
    named = {person.key: f"{person.key}: {person.designation}" for person in people}
    context = {
        "case": case,
        "tab": "case-timeline",
        "page": _page(request, events),
        "running": [clock for clock in clocks if clock.state in OPEN_STATES],
        "ended": [clock for clock in clocks if clock.state not in OPEN_STATES],
        "named": named,
        "category": category,
        "party": key,
        "in_use": bool(category) + bool(key),
        "categories": [("", _("Everything")), *CATEGORIES.items()],
        "people": [("", _("Anybody")), *named.items()],
        "may_record": may(actor, Action.RECORD_EVENT),
        "may_import": may(actor, Action.IMPORT),
        "recordable": {
            t.code for group in selectors.recordable_types(actor=actor) for t in group.types
        },
        "sees_parties": sees(actor, Layer.PARTIES),
    }
    return render(request, "timeline/timeline.html", context)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record an event: its type is chosen first, and the same screen then shows its fields."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    require(actor, Action.RECORD_EVENT, case)
    groups = selectors.recordable_types(actor=actor)
    allowed = {kind.code: kind for group in groups for kind in group.types}
    code = request.POST.get("code") or request.GET.get("code", "")
    kind = allowed.get(code)
    form = _form(request, actor, case, kind) if kind else None
    if kind and form and request.method == "POST" and form.is_valid():
        event = attempt(
            form,
            lambda: services.record_event(actor=actor, case=case, code=kind.code, **form.event()),
        )
        if event is not None:
            undo = reverse("event-undo", args=[case.reference, event.pk])
            said = _("Recorded: %s.") % event_word(event.code)
            messages.success(request, said, extra_tags=undo)
            return redirect("case-timeline", case.reference)
    context = {"case": case, "tab": "case-timeline", "kind": kind, "form": form}
    return render(
        request, "timeline/record.html", {**context, "refused": "" if kind else _refused(code)}
    )


@require_http_methods(["GET", "POST"])
def strike(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Strike out an event recorded in error, with the reason."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    require(actor, Action.RECORD_EVENT, case)
    event = found_or_404(lambda: selectors.event(actor=actor, case=case, pk=pk))
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = attempt(form, lambda: services.strike_event(actor=actor, event=event, reason=reason))
        if done is not None:
            undo = reverse("event-restore", args=[case.reference, pk])
            messages.success(request, _("The event is struck out."), extra_tags=undo)
            return redirect("case-timeline", case.reference)
    context = {"case": case, "tab": "case-timeline", "event": event, "form": form}
    return render(request, "timeline/strike.html", context)


@require_POST
def undo(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Undo recording an event: strike it out again; being asked twice changes nothing."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    event = found_or_404(lambda: selectors.event(actor=actor, case=case, pk=pk))
    if event.struck_at is None:
        reason = _("Recorded in error and undone.")
        services.strike_event(actor=actor, event=event, reason=reason)
        messages.success(request, _("The event is struck out."))
    return redirect("case-timeline", case.reference)


@require_POST
def restore(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Undo striking out an event."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    event = found_or_404(lambda: selectors.event(actor=actor, case=case, pk=pk))
    services.restore_event(actor=actor, event=event)
    messages.success(request, _("The event stands again."))
    return redirect("case-timeline", case.reference)


def _page(request: HttpRequest, events: QuerySet[TimelineEvent]) -> Page[TimelineEvent]:
    """Return the page asked for; the latest events unless the address says which page."""
    pages = Paginator(events, EVENTS_SHOWN)
    return pages.get_page(request.GET.get("page") or pages.num_pages)


def _refused(code: str) -> str:
    """Return why a type that was asked for cannot be recorded here; nothing if none was."""
    if not code:
        return ""
    kind = event_types().get(code)
    if kind is None:
        return _("There is no event type %s. Choose one from the list.") % code[:40]
    recorders = listed(str(SIDES.get(role, role)) for role in sorted(kind.recorded_by))
    return _("Your role does not record this event. It is recorded by: %s.") % recorders


def _form(request: HttpRequest, actor: Actor, case: Case, kind: EventType) -> EventForm:
    people = parties.parties(actor=actor, case=case)
    if kind.subject is Subject.DEFENDANT:
        people = people.filter(capacity__in=ACCUSED)
    elif kind.subject is Subject.VICTIM:
        people = people.filter(capacity=Capacity.VICTIM)
    only = [person.pk for person in people[:2]] if kind.subject is not Subject.CASE else []
    given: Any = request.POST if request.method == "POST" else None
    initial = {"parties": only} if len(only) == 1 else {}
    return EventForm(given, kind=kind, parties=people, initial=initial)
