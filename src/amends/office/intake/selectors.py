"""Reads of reports: the list, one report with all that stands on it, and the reports of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils import timezone

from amends.intake.progress import ReportState
from amends.office.accounts.models import User
from amends.office.accounts.selectors import case_workers
from amends.office.cases.models import Case
from amends.office.intake.models import (
    Contact,
    Report,
    ReportAct,
    ReportDecision,
    ReportPerson,
    Screening,
    TriageDecision,
)
from amends.office.log import services as log
from amends.office.policy import Action, Actor, Layer, may, sees

M = TypeVar("M", bound=Model)
ORDERS = {
    "newest": ("-received_on", "-id"),
    "waiting": ("received_on", "id"),
    "screening": ("screen_again_on", "received_on", "id"),
}
WAITING = tuple(state for state in ReportState if state.waits)


@dataclass(frozen=True)
class ReportFilters:
    """What the list is narrowed to. Empty fields narrow nothing."""

    text: str = ""
    state: str = ""
    kind: str = ""
    recruiter: int | None = None
    received_from: date | None = None
    received_to: date | None = None
    waiting: bool = False
    again: bool = False
    mine: bool = False
    removed: bool = False
    order: str = "newest"


def reports(*, actor: Actor, filters: ReportFilters | None = None) -> QuerySet[Report]:
    """Return the reports the actor may see, narrowed and ordered."""
    filters = filters or ReportFilters()
    log.read(actor=actor, what="report list")
    rows = _narrow(Report.objects.seen_by(actor), actor, filters)
    return rows.select_related("owner", "unit").order_by(
        *ORDERS.get(filters.order, ORDERS["newest"])
    )


def listed(keys: Sequence[int], *, actor: Actor) -> list[Report]:
    """Return the reports of these keys, in this order."""
    log.read(actor=actor, what="report list")
    rows = Report.objects.seen_by(actor).filter(pk__in=keys).select_related("owner")
    place = {key: n for n, key in enumerate(keys)}
    return sorted(rows, key=lambda row: place[row.pk])


def report(*, actor: Actor, reference: str) -> Report:
    """Return one report with everything that stands or stood on it.

    Raises:
        Report.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="report")
    rows = Report.objects.seen_by(actor).select_related("unit", "owner", "recorded_by", "recruiter")
    screenings = Screening.objects.seen_by(actor).select_related("by", "undone_by")
    triages = TriageDecision.objects.seen_by(actor).select_related("by", "undone_by")
    decisions = ReportDecision.objects.seen_by(actor).select_related("by", "undone_by", "case")
    persons = ReportPerson.objects.seen_by(actor).select_related("party__case")
    return rows.prefetch_related(
        Prefetch("screenings", queryset=screenings, to_attr="all_screenings"),
        Prefetch("triages", queryset=triages, to_attr="all_triages"),
        Prefetch("decisions", queryset=decisions, to_attr="all_decisions"),
        Prefetch("persons", queryset=persons, to_attr="all_persons"),
    ).get(reference=reference)


def contact(*, actor: Actor, report: Report) -> Contact | None:
    """Return whom to ask about a report; nothing if nobody is written down.

    Raises:
        Contact.DoesNotExist: the actor may not see the contact of this report.
    """
    log.read(actor=actor, what="contact of a report")
    if not sees_contact(actor=actor, report=report):
        raise Contact.DoesNotExist
    return Contact.objects.seen_by(actor).filter(report=report).first()


def sees_contact(*, actor: Actor, report: Report) -> bool:
    """Say whether the actor may see whom to ask about a report; this alone reads nothing."""
    log.read(actor=actor, what="report")
    return sees(actor, Layer.CONTACT) or (
        actor.pk is not None and report.recorded_by_id == actor.pk
    )


def history(*, actor: Actor, report: Report) -> QuerySet[ReportAct]:
    """Return what was done to a report, latest first."""
    log.read(actor=actor, what="report")
    return ReportAct.objects.seen_by(actor).filter(report=report)


def screening(*, actor: Actor, report: Report, pk: int) -> Screening:
    """Return one screening of a report.

    Raises:
        Screening.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="report")
    return _one(Screening.objects.seen_by(actor), report, pk)


def triage(*, actor: Actor, report: Report, pk: int) -> TriageDecision:
    """Return one triage of a report.

    Raises:
        TriageDecision.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="report")
    return _one(TriageDecision.objects.seen_by(actor), report, pk)


def decision(*, actor: Actor, report: Report, pk: int) -> ReportDecision:
    """Return one decision on a report.

    Raises:
        ReportDecision.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="report")
    return _one(ReportDecision.objects.seen_by(actor), report, pk)


def person(*, actor: Actor, report: Report, pk: int) -> ReportPerson:
    """Return one person of a report.

    Raises:
        ReportPerson.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="report")
    return _one(ReportPerson.objects.seen_by(actor), report, pk)


def reports_of_case(*, actor: Actor, case: Case) -> QuerySet[Report]:
    """Return the reports that led to a case or joined it, for those who take reports in."""
    log.read(actor=actor, what="reports of a case", case=case)
    standing = ReportDecision.objects.seen_by(actor).filter(case=case, undone_at=None)
    return Report.objects.seen_by(actor).filter(pk__in=standing.order_by().values("report"))


def takers(*, actor: Actor) -> list[User]:
    """Return the colleagues who can take a report up."""
    log.read(actor=actor, what="report list")
    return [user for user in case_workers(actor=actor) if may(user, Action.TAKE_REPORT)]


def _one(rows: QuerySet[M], report: Report, pk: int) -> M:
    return rows.select_related("report").get(report=report, pk=pk)


def _narrow(rows: QuerySet[Report], actor: Actor, filters: ReportFilters) -> QuerySet[Report]:
    conditions: dict[str, Any] = {
        "state": filters.state,
        "kind": filters.kind,
        "recruiter": filters.recruiter,
        "received_on__gte": filters.received_from,
        "received_on__lte": filters.received_to,
    }
    rows = rows.filter(**{name: value for name, value in conditions.items() if value})
    rows = rows.filter(removed_at__isnull=not filters.removed)
    if filters.text:
        rows = rows.filter(
            Q(reference__icontains=filters.text)
            | Q(sender_reference__icontains=filters.text)
            | Q(sender__icontains=filters.text)
            | Q(narrative__icontains=filters.text)
        )
    if filters.waiting:
        rows = rows.filter(state__in=WAITING)
    if filters.again:
        rows = rows.filter(screen_again_on__lte=timezone.localdate())
    if filters.mine:
        rows = rows.filter(owner=actor.pk)
    return rows
