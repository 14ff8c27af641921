"""Reads of how the proof of all one's cases stands, as it was last worked out."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from amends.office.cases.models import Case
from amends.office.cases.selectors import CaseFilters
from amends.office.cases.selectors import cases as own_cases
from amends.office.log import services as log
from amends.office.policy import Actor, Layer, dependence_cases, sees
from amends.office.proving.kept import circuits_of
from amends.office.proving.kept_models import CompiledProof
from amends.office.proving.marks import is_current
from amends.office.proving.selectors import proof_of
from amends.office.proving.words import PROVED_ON, Words
from amends.proof.proving import Reading
from amends.proof.resilience import resilience_of

# So long a page waits for cases to be worked out that changed; the rest is marked.
SECONDS = 3.0
# Set of a case by the overview: what is kept of its proof takes account of everything.
TOLD = Q(is_told=True)
HEAVY = ("compiled_proof__content", "compiled_proof__circuits")


class Standing(StrEnum):
    """How the proof of a case stands as a whole."""

    UNPROVED = "unproved"
    PROVED = "proved"
    NO_COUNTS = "no_counts"
    CHANGED = "changed"


@dataclass(frozen=True)
class OverviewFilters:
    """What the cases are narrowed to. Empty fields narrow nothing."""

    text: str = ""
    lead: str = ""
    mine: bool = False
    closed: bool = False
    standing: str = ""
    reading: Reading = Reading.PENDING


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many counts there are, and how many are proved in each reading."""

    counts: int
    proved: Mapping[Reading, int]

    @property
    def by_reading(self) -> list[tuple[Words, int]]:
        """Return how many are proved in each reading, under the heading of its column."""
        return [(PROVED_ON[reading], number) for reading, number in self.proved.items()]


@dataclass(frozen=True, kw_only=True)
class CaseRow(Counted):
    """How the counts of one case stand.

    Attributes:
        is_current: whether what is told takes account of everything that was recorded.
        falling: how many proved counts fall with one loss alone; nothing if that is not for the
            reader to know.
    """

    case: Case
    is_current: bool
    falling: int | None


@dataclass(frozen=True, kw_only=True)
class Totals(Counted):
    """How the counts of all the cases stand together; of those that changed nothing is told."""

    cases: int
    changed: int


def overview(*, actor: Actor, filters: OverviewFilters, today: date) -> QuerySet[Case]:
    """Return the cases of an actor with what is kept of their proof, as far as the role sees it."""
    log.read(actor=actor, what="proof of all cases")
    rows = own_cases(
        actor=actor,
        filters=CaseFilters(
            text=filters.text,
            lead=filters.lead,
            mine=filters.mine,
            closed=filters.closed,
            order="reference",
        ),
    )
    if not sees(actor, Layer.PROOF):
        return rows.none()
    current = CompiledProof.objects.seen_by(actor).filter(is_current(today), case=OuterRef("pk"))
    rows = rows.annotate(is_told=Exists(current))
    return rows.filter(_standing(filters)) if filters.standing else rows


def _standing(filters: OverviewFilters) -> Q:
    proved = Q(**{f"compiled_proof__{filters.reading}": F("compiled_proof__counts")})
    none = Q(compiled_proof__counts=0)
    return {
        Standing.UNPROVED: TOLD & ~none & ~proved,
        Standing.PROVED: TOLD & ~none & proved,
        Standing.NO_COUNTS: TOLD & none,
        Standing.CHANGED: ~TOLD,
    }[Standing(filters.standing)]


def totals(rows: QuerySet[Case]) -> Totals:
    """Return how the counts of the cases of an overview stand together."""
    sums = {f"sum_{name}": Sum(f"compiled_proof__{name}") for name in ("counts", *Reading)}
    # What holds still is asked once of each case: a condition in every sum would ask it again.
    found: dict[str, Any] = rows.order_by().filter(TOLD).aggregate(told=Count("pk"), **sums)
    cases = rows.order_by().count()
    proved = {reading: found[f"sum_{reading}"] or 0 for reading in Reading}
    changed = cases - found["told"]
    return Totals(cases=cases, changed=changed, counts=found["sum_counts"] or 0, proved=proved)


def work_out(*, actor: Actor, cases: Iterable[Case], today: date, seconds: float = SECONDS) -> None:
    """Work out anew cases that changed, until the time is over. One that cannot be stays marked."""
    until = time.monotonic() + seconds
    for case in cases:
        if time.monotonic() >= until:
            return
        try:
            proof_of(actor=actor, case=case, today=today)
        except ValidationError:
            continue  # its own page says why


def listed(*, actor: Actor, keys: Sequence[int], today: date) -> list[CaseRow]:
    """Return some cases with how their counts stand; those that changed are worked out first."""
    every = OverviewFilters(closed=True)
    rows = overview(actor=actor, filters=every, today=today).filter(pk__in=keys)
    work_out(actor=actor, cases=rows.exclude(TOLD), today=today)
    found = list(rows.select_related("compiled_proof").defer(*HEAVY))
    falling = _falling(actor, [row.pk for row in found if _kept(row)], today)
    return [_row(row, falling.get(row.pk)) for row in found]


def _row(case: Case, falling: int | None) -> CaseRow:
    kept = _kept(case)
    if kept is None:
        return CaseRow(case=case, is_current=False, counts=0, proved={}, falling=None)
    proved = {reading: getattr(kept, reading) for reading in Reading}
    return CaseRow(case=case, is_current=True, counts=kept.counts, proved=proved, falling=falling)


def _kept(case: Case) -> CompiledProof | None:
    """Return what is kept of a case, if it takes account of everything."""
    return case.compiled_proof if case.is_told else None  # type: ignore[attr-defined]  # annotated


def _falling(actor: Actor, keys: Collection[int], today: date) -> dict[int, int]:
    """Return how many proved counts fall with one loss, in the cases of which the actor may know.

    On all that is held: who must not be lost is to be seen before anything is admitted.
    """
    rows = Case.objects.seen_by(actor).filter(dependence_cases(actor), pk__in=keys)
    for case in rows:
        log.read(actor=actor, what="dependence", case=case)
    return {
        kept.case.pk: sum(
            resilience_of(circuit, Reading.PENDING, order=1).number == 1
            for circuit in kept.circuits.values()
        )
        for kept in circuits_of(actor=actor, cases=rows, today=today)
    }
