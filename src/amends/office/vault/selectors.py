"""Reads of the vault: which fields are held of somebody, and who touched them; never a value."""

from __future__ import annotations

from django.db.models import QuerySet

from amends.office.log import services as log
from amends.office.parties.models import Party
from amends.office.policy import Actor
from amends.office.vault.models import VaultEntry, VaultTouch


def held(*, actor: Actor, party: Party) -> QuerySet[VaultEntry]:
    """Return which fields are held of a party, without what is sealed in them."""
    log.read(actor=actor, what="vault", case=party.case)
    rows = VaultEntry.objects.seen_by(actor).filter(party=party)
    return rows.defer("sealed").select_related("entered_by")


def touches(*, actor: Actor, party: Party) -> QuerySet[VaultTouch]:
    """Return who entered, replaced, erased and revealed what of a party, the latest first."""
    log.read(actor=actor, what="vault", case=party.case)
    return VaultTouch.objects.seen_by(actor).filter(party=party).select_related("by")
