"""Reads of how victims are identified."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from amends.office.cases.models import Case
from amends.office.intake.models import Identification, Report, ReportPerson
from amends.office.log import services as log
from amends.office.parties.models import Party
from amends.office.policy import Actor


def of_party(*, actor: Actor, party: Party) -> QuerySet[Identification]:
    """Return what was recorded on a party of a case, and on who it was in a report, as one."""
    log.read(actor=actor, what="identifications", case=party.case)
    people = ReportPerson.objects.seen_by(actor).filter(party=party).values("pk")
    return _rows(actor).filter(Q(party=party) | Q(person__in=people.order_by()))


def of_report(*, actor: Actor, report: Report) -> QuerySet[Identification]:
    """Return what was recorded on the people of a report."""
    log.read(actor=actor, what="identifications")
    return _rows(actor).filter(person__report=report)


def identification_of_case(*, actor: Actor, case: Case, pk: int) -> Identification:
    """Return one identification of a party of a case.

    Raises:
        Identification.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="identifications", case=case)
    return _rows(actor).get(case=case, pk=pk)


def identification_of_report(*, actor: Actor, report: Report, pk: int) -> Identification:
    """Return one identification of a person of a report.

    Raises:
        Identification.DoesNotExist: there is none that the actor may see.
    """
    return of_report(actor=actor, report=report).get(pk=pk)


def standing(rows: Iterable[Identification]) -> Identification | None:
    """Return what stands among rows in the order of their days; nothing if nothing does."""
    known = [row for row in rows if row.struck_at is None]
    return known[-1] if known else None


def _rows(actor: Actor) -> QuerySet[Identification]:
    rows = Identification.objects.seen_by(actor)
    return rows.select_related("recorded_by", "person__report", "party", "case").order_by(
        "on", "id"
    )
