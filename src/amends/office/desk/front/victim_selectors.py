"""Victims first: who was not told of a decision, and whose permit to stay runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from amends.base.dates import When
from amends.base.messages import Refusal
from amends.network.roles import Capacity
from amends.office.desk.front.decisions import decisions
from amends.office.log import services as log
from amends.office.parties.models import Party
from amends.office.policy import Actor
from amends.office.timeline.models import EventParty, TimelineEvent

TOLD = "VICTIM_TOLD"
PERMIT = "PERMIT_GRANTED"
PERMIT_DAYS = 60
LISTED = 40
FORGOTTEN_AFTER = timedelta(days=365)


class Need(StrEnum):
    """What a victim waits for."""

    NOTICE = "notice"
    PERMIT = "permit"


@dataclass(frozen=True)
class VictimItem:
    """One victim who waits for something, and the day it counts from or runs until."""

    party: Party
    need: Need
    day: date


def victims_first(*, actor: Actor, today: date) -> list[VictimItem]:
    """Return the first victims who wait: those whose permit ends, then those not told."""
    log.read(actor=actor, what="victims of all cases")
    permits = sorted(_ending_permits(actor, today), key=lambda item: item.day)
    untold = [
        VictimItem(victim, Need.NOTICE, victim.decided)  # type: ignore[attr-defined]  # annotated
        for victim in _untold(actor, today)
    ]
    return [*permits[:LISTED], *untold][:LISTED]


def _untold(actor: Actor, today: date) -> QuerySet[Party]:
    """Return the victims without a notice since the last decision in their case."""
    stand = TimelineEvent._base_manager.filter(struck_at=None, first_day__lte=today)
    decided = stand.filter(case=OuterRef("case"), code__in=decisions()).order_by("-first_day")
    told = EventParty._base_manager.filter(
        party=OuterRef("pk"), event__code=TOLD, event__struck_at=None
    ).order_by("-event__first_day")
    return (
        Party.objects.seen_by(actor)
        .filter(capacity=Capacity.VICTIM, removed_at=None, case__merged_into=None)
        .annotate(
            decided=Subquery(decided.values("first_day")[:1]),
            told=Subquery(told.values("event__first_day")[:1]),
        )
        .filter(Q(case__all_final=False) | Q(decided__gte=today - FORGOTTEN_AFTER))
        .filter(decided__isnull=False)
        .filter(Q(told=None) | Q(told__lt=F("decided")))
        .select_related("case")
        .order_by("decided", "id")[:LISTED]
    )


def _ending_permits(actor: Actor, today: date) -> list[VictimItem]:
    """Return the victims whose latest permit ends within sixty days, or ended since a year."""
    rows = (
        EventParty.objects.seen_by(actor)
        .filter(
            event__code=PERMIT,
            event__struck_at=None,
            party__removed_at=None,
            case__merged_into=None,
        )
        .select_related("party__case", "event")
        .order_by("event__first_day", "event_id")
    )
    latest = {row.party_id: row for row in rows}
    items = [
        VictimItem(row.party, Need.PERMIT, ends)
        for row in latest.values()
        if (ends := _end_of(row.event)) is not None
    ]
    soon = today + timedelta(days=PERMIT_DAYS)
    return [item for item in items if today - FORGOTTEN_AFTER <= item.day <= soon]


def _end_of(permit: TimelineEvent) -> date | None:
    try:
        return When.parse(permit.details.get("until", "")).last
    except Refusal:
        return None
