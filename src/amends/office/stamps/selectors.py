"""Reads of time-stamps."""

from __future__ import annotations

from django.db.models import QuerySet

from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.stamps.models import Stamp


def stamps(*, actor: Actor, case: Case) -> QuerySet[Stamp]:
    """Return the time-stamps of a case, the latest first."""
    log.read(actor=actor, what="time-stamps", case=case)
    return Stamp.objects.seen_by(actor).filter(case=case).select_related("item", "case")
