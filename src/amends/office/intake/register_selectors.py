"""Reads of the register of recruiters, and the counters of a period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from amends.intake.recruiters import AgainstRecruiter, Counters, counters
from amends.office.intake.figure_selectors import with_referred
from amends.office.intake.models import Closure, LicenceCheck, Recruiter, Report
from amends.office.log import services as log
from amends.office.policy import Actor


def recruiters(*, actor: Actor, text: str = "") -> QuerySet[Recruiter]:
    """Return the recruiters in the register with their checks and closures."""
    log.read(actor=actor, what="recruiters")
    rows = Recruiter.objects.seen_by(actor).select_related("unit")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(licence_number__icontains=text))
    checks = LicenceCheck.objects.seen_by(actor).select_related("by", "undone_by")
    closures = Closure.objects.seen_by(actor).select_related("by", "undone_by")
    own = Report.objects.seen_by(actor).filter(removed_at=None).order_by().values("pk")
    named = Count("reports", filter=Q(reports__in=own))
    return (
        rows.annotate(named=named)
        .order_by("name", "id")
        .prefetch_related(
            Prefetch("checks", queryset=checks, to_attr="all_checks"),
            Prefetch("closures", queryset=closures, to_attr="all_closures"),
        )
    )


def recruiter(*, actor: Actor, pk: int) -> Recruiter:
    """Return one recruiter of the register.

    Raises:
        Recruiter.DoesNotExist: there is none that the actor may see.
    """
    return recruiters(actor=actor).get(pk=pk)


def check(*, actor: Actor, recruiter: Recruiter, pk: int) -> LicenceCheck:
    """Return one check of a licence.

    Raises:
        LicenceCheck.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="recruiters")
    return (
        LicenceCheck.objects.seen_by(actor)
        .select_related("recruiter")
        .get(recruiter=recruiter, pk=pk)
    )


def closure(*, actor: Actor, recruiter: Recruiter, pk: int) -> Closure:
    """Return one order that closed a recruiter.

    Raises:
        Closure.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="recruiters")
    return (
        Closure.objects.seen_by(actor).select_related("recruiter").get(recruiter=recruiter, pk=pk)
    )


def recruiter_counters(
    *, actor: Actor, since: date | None = None, until: date | None = None
) -> Counters:
    """Return the counters over the reports that name a recruiter, and over closures, of a period.

    A report counts by the day it was received, an order by the day it was given.
    """
    log.read(actor=actor, what="figures over reports")
    rows = Report.objects.seen_by(actor).filter(recruiter__isnull=False, removed_at=None)
    closures = Closure.objects.seen_by(actor).filter(undone_at=None)
    rows = _within(rows, "received_on", since, until)
    counted: Any = with_referred(rows)
    found = counted.values_list("people", "is_referred")
    against = [AgainstRecruiter(people or 0, bool(was)) for people, was in found]
    return counters(against, _within(closures, "on", since, until).count())


def _within(rows: Any, field: str, since: date | None, until: date | None) -> Any:
    limits = {f"{field}__gte": since, f"{field}__lte": until}
    return rows.filter(**{name: day for name, day in limits.items() if day})
