"""Pages on the parties of a case and the roles they played."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.network.roles import Capacity
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.parties import selectors, services
from amends.office.parties.forms import (
    AddPartyForm,
    CapacityForm,
    DescriptionForm,
    RoleForm,
    ScreenForm,
)
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor, Layer, may, require, sees


@require_GET
def parties(request: HttpRequest, reference: str) -> HttpResponse:
    """Show everybody in a case, by capacity, with roles towards each victim."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.PARTIES):
        raise Http404
    known = list(selectors.parties(actor=actor, case=case, removed=True))
    everybody = [party for party in known if party.removed_at is None]
    groups = [
        (capacity, [p for p in everybody if p.capacity == capacity])
        for capacity in Capacity
        if any(p.capacity == capacity for p in everybody)
    ]
    context = {
        "case": case,
        "tab": "case-parties",
        "groups": groups,
        "removed": [party for party in known if party.removed_at is not None],
        "may_edit": may(actor, Action.EDIT_PARTY),
        "may_add": may(actor, Action.ADD_PARTY),
        "may_import": may(actor, Action.IMPORT),
    }
    return render(request, "parties/parties.html", context)


@require_http_methods(["GET", "POST"])
def add_party(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a party, with screen and first role, on one screen."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    require(actor, Action.ADD_PARTY, case)
    victims = selectors.victims(actor=actor, case=case)
    initial = {"capacity": request.GET.get("capacity", Capacity.VICTIM)}
    form = AddPartyForm(request.POST or None, victims=victims, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        party = attempt(form, lambda: services.add_party(actor=actor, case=case, **given))
        if party is not None:
            undo = reverse("party-remove", args=[case.reference, party.key])
            said = _("%s is added.") % f"{party.key}, {party.designation}"
            messages.success(request, said, extra_tags=undo)
            if "another" in request.POST:
                return redirect("party-add", case.reference)
            return redirect("case-parties", case.reference)
    return render(request, "parties/add.html", {"case": case, "tab": "case-parties", "form": form})


@require_http_methods(["GET", "POST"])
def party(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show one party and take corrections, a role, a screen or another capacity."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = found_or_404(lambda: selectors.party(actor=actor, case=case, key=key))
    which = request.POST.get("form", "")
    forms = _forms(request, found, selectors.victims(actor=actor, case=case), which)
    if which in forms and forms[which].is_valid():
        if attempt(forms[which], _act(actor, found, which, forms[which])) is not None:
            messages.success(request, _("Saved."))
            return redirect("party", case.reference, found.key)
        found.refresh_from_db()
    context = {
        "case": case,
        "tab": "case-parties",
        "party": found,
        "forms": forms,
        "may_edit": may(actor, Action.EDIT_PARTY),
        "may_screen": may(actor, Action.SCREEN_PARTY),
        "sees_vault": sees(actor, Layer.VAULT),
        "sees_identification": sees(actor, Layer.IDENTIFICATION),
    }
    return render(request, "parties/party.html", context)


@require_POST
def remove_party(
    request: HttpRequest, reference: str, key: str, *, back: bool = False
) -> HttpResponse:
    """Take a party out of view, or bring it back."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = found_or_404(lambda: selectors.party(actor=actor, case=case, key=key))
    services.remove_party(actor=actor, party=found, removed=not back)
    if back:
        messages.success(request, _("%s is back.") % found.designation)
    else:
        undo = reverse("party-restore", args=[case.reference, key])
        messages.success(request, _("%s is removed.") % found.designation, extra_tags=undo)
    return redirect("case-parties", case.reference)


@require_POST
def remove_role(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take a role out of view, or bring it back."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    edge = found_or_404(lambda: selectors.role_edge(actor=actor, case=case, pk=pk))
    services.remove_role(actor=actor, edge=edge, removed=not back)
    if back:
        messages.success(request, _("The role is back."))
    else:
        undo = reverse("role-restore", args=[case.reference, pk])
        messages.success(request, _("The role is removed."), extra_tags=undo)
    return redirect("party", case.reference, edge.party.key)


def _forms(
    request: HttpRequest, found: Party, victims: QuerySet[Party], which: str
) -> dict[str, Form]:
    """Return the forms of a party's page, the one that was sent filled in."""

    def given(name: str) -> QueryDict | None:
        return request.POST if which == name else None

    described = {name: getattr(found, name) for name in DescriptionForm.base_fields}
    now = {"capacity": found.capacity}
    return {
        "describe": DescriptionForm(given("describe"), initial=described),
        "role": RoleForm(given("role"), victims=victims, auto_id="role_%s"),
        "capacity": CapacityForm(given("capacity"), initial=now, auto_id="now_%s"),
        "screen": ScreenForm(given("screen"), auto_id="screen_%s"),
    }


def _act(actor: Actor, found: Party, which: str, form: Form) -> Callable[[], object]:
    """Return what the form that was sent asks for."""
    given = form.cleaned_data
    if which == "screen":
        finding, reasons = given["screen_finding"], given["screen_reasons"]
        return partial(
            services.screen_party, actor=actor, party=found, finding=finding, reasons=reasons
        )
    acts: dict[str, Callable[..., object]] = {
        "describe": services.edit_party,
        "role": services.add_role,
        "capacity": services.change_capacity,
    }
    return partial(acts[which], actor=actor, party=found, **given)
