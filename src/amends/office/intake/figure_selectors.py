"""Reads of how far reports came, for the head of a unit, the ombudsman and the rapporteur."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, JSONField, OuterRef, Q, QuerySet, Subquery

from amends.intake.declared import declared
from amends.intake.funnel import Entry, Reached, Row, rows, withheld
from amends.intake.screening import IndicatorAnswer
from amends.network.roles import Capacity
from amends.office.desk.front.count_selectors import SMALLEST_SHOWN
from amends.office.intake.models import Report, ReportDecision, Screening
from amends.office.log import services as log
from amends.office.parties.models import CountParty, Party
from amends.office.policy import Action, Actor, Layer, require, sees


@dataclass(frozen=True)
class FunnelFilters:
    """What is counted. Whoever may not see the reports may ask for one year at most."""

    by: str = "kind"
    year: int | None = None
    since: date | None = None
    until: date | None = None
    kind: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Figures:
    """The figures of one reader.

    Attributes:
        exact: whether the reader may see the reports, and so every number.
        by: how the reports are grouped.
        rows: the groups; small numbers are withheld where ``exact`` is not.
        total: over all groups; nothing where it would give a withheld number away.
        entries: the reports behind the figures, for who may see them.
        years: the years in which a report was received, latest first.
    """

    exact: bool
    by: str
    rows: tuple[Row, ...]
    total: Row | None
    entries: tuple[Entry, ...]
    years: tuple[int, ...]


def figures(*, actor: Actor, filters: FunnelFilters) -> Figures:
    """Return how far the reports came: of the unit for its head, of all units for the others.

    Raises:
        NotPermitted: the actor's role does not count reports.
    """
    require(actor, Action.COUNT_REPORTS)
    log.read(actor=actor, what="figures over reports")
    exact = sees(actor, Layer.INTAKE)
    kept = Report.objects.seen_by(actor) if exact else Report._base_manager.all()
    kept = kept.filter(removed_at=None)
    years = tuple(d.year for d in kept.dates("received_on", "year", order="DESC"))
    asked = filters if exact else _allowed(filters, years)
    found = _entries(_narrow(kept, asked))
    table = rows(found, asked.by)
    if not exact:
        return Figures(False, asked.by, withheld(table, SMALLEST_SHOWN), None, (), years)
    whole = tuple(Entry("", e.received, "", "", e.reached) for e in found)
    total = next(iter(rows(whole, "kind")), None)
    return Figures(True, asked.by, table, total, found, years)


def with_referred(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Say of reports whether they are passed on to who prosecutes, or belong to a case."""
    prosecuting = [code for code, body in declared().bodies.items() if body.prosecutes]
    passed_on = _standing().filter(Q(body__in=prosecuting) | Q(case__isnull=False))
    return rows.annotate(is_referred=Exists(passed_on))


def _allowed(filters: FunnelFilters, years: tuple[int, ...]) -> FunnelFilters:
    """Return what a reader may ask who may not see the reports.

    That is all years side by side, or the groups of one year. Two tables that differ by a day or by
    one group would give away what is withheld.
    """
    if filters.by not in {"kind", "sort"}:
        return FunnelFilters(by="year")
    return FunnelFilters(by=filters.by, year=filters.year or next(iter(years), None))


def _narrow(kept: QuerySet[Report], filters: FunnelFilters) -> QuerySet[Report]:
    conditions = {
        "received_on__year": filters.year,
        "received_on__gte": filters.since,
        "received_on__lte": filters.until,
        "kind": filters.kind,
        "sort": filters.sort,
    }
    return kept.filter(**{name: value for name, value in conditions.items() if value})


def _entries(kept: QuerySet[Report]) -> tuple[Entry, ...]:
    """Return the reports as the figures see them, with one query however many there are."""
    last = Screening._base_manager.filter(report=OuterRef("pk"), undone_at=None).order_by("-id")
    in_case = _standing().filter(case__isnull=False)
    counted = (
        with_referred(kept)
        .annotate(
            answers=Subquery(last.values("answers")[:1], output_field=JSONField()),
            has_case=Exists(in_case),
            is_charged=Exists(in_case.filter(Exists(_charged()))),
            is_convicted=Exists(in_case.filter(Exists(_convicted()))),
        )
        .order_by("received_on", "id")
    )
    return tuple(
        Entry(reference, received, kind, sort, _reached(*found).stages)
        for reference, received, kind, sort, *found in counted.values_list(
            *("reference", "received_on", "kind", "sort"),
            *("answers", "is_referred", "has_case", "is_charged", "is_convicted"),
        )
    )


def _reached(
    answers: dict[str, str] | None, referred: bool, case: bool, charged: bool, convicted: bool
) -> Reached:
    return Reached(
        screened=answers is not None,
        indicators=IndicatorAnswer.YES in (answers or {}).values(),
        referred=referred,
        case=case,
        charged=charged,
        convicted=convicted,
    )


def _standing() -> QuerySet[ReportDecision]:
    return ReportDecision._base_manager.filter(report=OuterRef("pk"), undone_at=None).order_by()


def _charged() -> QuerySet[Party]:
    return Party._base_manager.filter(
        case=OuterRef("case"), capacity=Capacity.DEFENDANT, removed_at=None
    )


def _convicted() -> QuerySet[CountParty]:
    return CountParty._base_manager.filter(
        case=OuterRef("case"),
        verdict="convicted",
        count__removed_at=None,
        party__removed_at=None,
    )
