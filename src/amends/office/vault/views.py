"""Pages of the vault: what is held of somebody, entering it, and revealing it once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from amends.network.vault_fields import PROTECTED, vault_fields
from amends.office.accounts.confirming import confirm_first
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.parties import selectors as parties
from amends.office.parties.models import Party
from amends.office.policy import Layer, sees
from amends.office.vault import selectors, services
from amends.office.vault.forms import EntryForm


@dataclass(frozen=True)
class Revealed:
    """What one answer shows of the vault."""

    label: str
    value: str


@sensitive_post_parameters("value")
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def vault(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show which fields are held of a party, and take one."""
    found = _party_or_404(request, reference, key)
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor, given = actor_of(request), form.cleaned_data
        if attempt(form, lambda: services.enter_field(actor=actor, party=found, **given)):
            messages.success(request, _("Sealed in the vault."))
            return redirect("party-vault", reference, key)
    return _page(request, found, form=form)


@confirm_first
@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def reveal(request: HttpRequest, reference: str, key: str, field: str) -> HttpResponse:
    """Show what is held in a field, in this answer only."""
    found = _party_or_404(request, reference, key)
    reason = request.POST.get("reason", "")[:300]
    try:
        value = services.reveal_field(
            actor=actor_of(request), party=found, field=field, reason=reason
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("party-vault", reference, key)
    shown = Revealed(_(vault_fields()[field].label), value)
    return _page(request, found, form=EntryForm(), revealed=shown)


@sensitive_post_parameters()
@require_POST
def erase(request: HttpRequest, reference: str, key: str, field: str) -> HttpResponse:
    """Take a field out of the vault."""
    found = _party_or_404(request, reference, key)
    reason = request.POST.get("reason", "")[:300]
    try:
        services.erase_field(actor=actor_of(request), party=found, field=field, reason=reason)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Erased from the vault."))
    return redirect("party-vault", reference, key)


def _party_or_404(request: HttpRequest, reference: str, key: str) -> Party:
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.VAULT):
        raise Http404
    return found_or_404(lambda: parties.party(actor=actor, case=case, key=key))


@sensitive_variables()
def _page(request: HttpRequest, found: Party, **shown: Any) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "case": found.case,
        "tab": "case-parties",
        "party": found,
        "protected": found.capacity in PROTECTED,
        "held": selectors.held(actor=actor, party=found),
        "touches": selectors.touches(actor=actor, party=found),
        **shown,
    }
    return render(request, "vault/vault.html", context)
