"""Numbers within a case: each is given once, also when cases are merged, split and parted again."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Model

from amends.office.cases.models import Case
from amends.office.inquiries.models import Inquiry, Series, SeriesKind
from amends.office.techniques.models import Authorisation

NUMBERED: dict[SeriesKind, type[Model]] = {
    SeriesKind.INQUIRY: Inquiry,
    SeriesKind.AUTHORISATION: Authorisation,
}
TABLES = {"inquiries": SeriesKind.INQUIRY, "authorisations": SeriesKind.AUTHORISATION}
Before = dict[str, dict[str, int]]


def give_number(case: Case, kind: SeriesKind) -> int:
    """Return the next number of a case, which is given to nothing else ever after."""
    series = _series(case, kind)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def renumber_into(case: Case, target: Case) -> Before:
    """Give what is numbered in a case the next numbers of another; return those it had.

    Where the other gave none yet, everything keeps its own.
    """
    before: Before = {}
    for kind in SeriesKind:
        given = _series(target, kind).last
        before[kind] = _renumber(_rows(kind, case), target, kind) if given else {}
        _reach(target, kind, case)
    return before


def put_numbers_back(case: Case, before: Before) -> None:
    """Give back the numbers that were had before."""
    for kind, numbers in before.items():
        rows = _rows(SeriesKind(kind), case)
        for pk, number in numbers.items():
            rows.filter(pk=pk).update(number=number)


def carry_on(case: Case, target: Case) -> None:
    """Let a case that another was severed into go on counting where the first one stands."""
    for kind in SeriesKind:
        if _rows(kind, target).exists():
            _reach(target, kind, case, target)


def renumber_returning(source: Case, case: Case, back: dict[str, list[int]]) -> None:
    """Give new numbers to what comes back to a case that gave the same ones meanwhile."""
    for table, kind in TABLES.items():
        there = list(_rows(kind, case).values_list("number", flat=True))
        returning = _rows(kind, source).filter(pk__in=back.get(table, []))
        _renumber(returning.filter(number__in=there), case, kind)
        _reach(case, kind, source)


def _renumber(rows: Any, target: Case, kind: SeriesKind) -> dict[str, int]:
    """Give rows the next numbers of a case, above those of the case they still stand in."""
    before: dict[str, int] = {}
    for row in list(rows.select_related("case").order_by("number")):
        if not before:
            _reach(target, kind, row.case)
        before[str(row.pk)] = row.number
        row.number = give_number(target, kind)
        row.save(update_fields=["number"])
    return before


def _reach(target: Case, kind: SeriesKind, *cases: Case) -> None:
    """Let a case count on from the highest number that stands in some cases."""
    highest = NUMBERED[kind]._base_manager.filter(case__in=cases).aggregate(n=Max("number"))["n"]
    series = _series(target, kind)
    if highest and highest > series.last:
        series.last = highest
        series.save(update_fields=["last"])


def _rows(kind: SeriesKind, case: Case) -> Any:
    return NUMBERED[kind]._base_manager.filter(case=case)


def _series(case: Case, kind: SeriesKind) -> Series:
    Series._base_manager.get_or_create(case=case, kind=kind)
    return Series._base_manager.select_for_update().get(case=case, kind=kind)
