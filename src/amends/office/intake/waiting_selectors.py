"""What waits among the reports, for the front page of those who take reports in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from amends.intake.progress import ReportState
from amends.office.intake.models import Report
from amends.office.log import services as log
from amends.office.policy import Actor, Layer, sees


@dataclass(frozen=True)
class ToScreen:
    """The reports that nobody has screened yet.

    Attributes:
        number: how many the reader may see.
        oldest: when the one was received that waits longest; None if none waits.
        mine: how many of them the reader took up.
    """

    number: int
    oldest: date | None
    mine: int


def to_screen(*, actor: Actor) -> ToScreen | None:
    """Return what waits to be screened; nothing for who sees no report."""
    if not sees(actor, Layer.INTAKE):
        return None
    log.read(actor=actor, what="report list")
    rows = Report.objects.seen_by(actor).filter(state=ReportState.RECEIVED, removed_at=None)
    found = rows.order_by().aggregate(
        number=Count("pk"),
        oldest=Min("received_on"),
        mine=Count("pk", filter=Q(owner=actor.pk)),
    )
    return ToScreen(**found)
