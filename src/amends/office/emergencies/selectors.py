"""Reads of emergency access: one's own, those to decide on, and those to review."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from amends.office.emergencies.models import AGREED_WITHIN, EmergencyAccess
from amends.office.log import services as log
from amends.office.policy import Action, Actor, may


def accesses(*, actor: Actor) -> QuerySet[EmergencyAccess]:
    """Return what the actor asked for or, for a head or the ombudsman, what is theirs to decide.

    Of a request that names no case nobody but whoever asked is told.
    """
    log.read(actor=actor, what="emergency access")
    if may(actor, Action.ASK_EMERGENCY):
        rows = EmergencyAccess._base_manager.filter(account=actor.pk)
    else:
        rows = EmergencyAccess.objects.seen_by(actor).filter(case__isnull=False)
    return rows.select_related("account", "case", "agreed_by", "ended_by", "reviewed_by")


def to_decide(*, actor: Actor) -> QuerySet[EmergencyAccess]:
    """Return the requests to which the actor could still agree."""
    since = timezone.now() - AGREED_WITHIN
    return accesses(actor=actor).filter(agreed_at=None, ended_at=None, asked_at__gt=since)


def unreviewed(*, actor: Actor) -> QuerySet[EmergencyAccess]:
    """Return every access that was granted and that no ombudsman has reviewed, running or over."""
    return accesses(actor=actor).filter(agreed_at__isnull=False, reviewed_at=None)
