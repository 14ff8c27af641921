"""Rows of authorisations as the pure room takes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from amends.office.techniques.models import Authorisation, Decided, Extension, Product
from amends.proof import techniques as pure


def authorisation_of(row: Authorisation) -> pure.Authorisation:
    """Return an authorisation with its periods, less the extensions struck out."""
    periods = []
    if row.decision == Decided.GRANTED and row.since and row.until:
        more: list[Extension] = row.extended  # type: ignore[attr-defined]  # prefetched
        spans = [(row.since, row.until), *((one.since, one.until) for one in more)]
        periods = [pure.Period(since, until) for since, until in spans]
    return pure.Authorisation(row.asked_on, row.decided_on, tuple(periods), row.ended_on)


def outside(row: Authorisation, product: Product) -> bool:
    """Say whether any day on which something was obtained had no leave."""
    leave = authorisation_of(row)
    return not all(leave.covers(day) for day in _edges(leave, product))


def _edges(leave: pure.Authorisation, product: Product) -> Iterable[date]:
    """Yield the days that decide: the first, the last, and those after each period in between.

    Walking every day would take long where somebody mistook the year.
    """
    yield product.since
    yield product.until
    ends = [period.until for period in leave.periods]
    ends += [leave.ended_on] if leave.ended_on is not None else []
    for end in ends:
        if product.since <= end < product.until:
            yield end + timedelta(days=1)
