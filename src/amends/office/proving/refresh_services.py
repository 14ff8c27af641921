"""Works out the proof of the cases that changed, so that a caseload is told at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet

from amends.office.cases.models import Case
from amends.office.log.services import gathering_reads
from amends.office.policy import SystemActor
from amends.office.proving.kept_models import CompiledProof
from amends.office.proving.marks import is_current
from amends.office.proving.selectors import proof_of

KEEPER = SystemActor("keeping of proofs")
Told = Callable[[], None]


@dataclass(frozen=True)
class Refreshed:
    """What a run worked out, which cases cannot be until somebody mends them, and what waits.

    Attributes:
        refused: the references of cases, with what to mend.
    """

    cases: int
    refused: tuple[tuple[str, str], ...]
    waiting: int


def waiting(today: date) -> QuerySet[Case]:
    """Return the cases whose proof changed since it was worked out, or never was."""
    current = CompiledProof.objects.seen_by(KEEPER).filter(is_current(today), case=OuterRef("pk"))
    rows = Case.objects.seen_by(KEEPER).filter(merged_into=None)
    return rows.exclude(Exists(current)).order_by("pk")


def refresh(*, today: date, seconds: float | None = None, told: Told = lambda: None) -> Refreshed:
    """Work out every case that changed.

    Args:
        today: the day to act for.
        seconds: after which no further case is begun.
        told: is called after each case.
    """
    until = time.monotonic() + seconds if seconds is not None else float("inf")
    keys = list(waiting(today).values_list("pk", flat=True))
    refused: list[tuple[str, str]] = []
    done = 0
    for pk in keys:
        if time.monotonic() >= until:
            break
        case = Case.objects.seen_by(KEEPER).get(pk=pk)
        try:
            with gathering_reads():
                proof_of(actor=KEEPER, case=case, today=today)
        except ValidationError as refusal:
            refused.append((case.reference, " ".join(refusal.messages)))
        done += 1
        told()
    return Refreshed(done - len(refused), tuple(refused), len(keys) - done)
