"""Rows of evidence as the pure rooms take them: chains of custody, items with what they rest on."""

from __future__ import annotations

from collections.abc import Iterable

from amends.office.exhibits.models import Admissibility, CustodyStep, Item, ItemCarrier
from amends.proof.analysis import Analysis
from amends.proof.custody import CustodyGap, Exhibit, LegalBasis, Step, StepKind, gaps
from amends.proof.items import Carrier, Source
from amends.proof.items import Item as Evidence
from amends.proof.kinds import Form, carrier_kinds, kinds


def form_of(item: Item) -> Form:
    """Return what has to be kept of an item."""
    return kinds()[item.kind].form


def exhibit_of(item: Item) -> Exhibit:
    """Return an item as an exhibit with its chain, without the steps struck out."""
    basis = None
    if item.basis:
        basis = LegalBasis(item.basis, item.basis_reference, item.basis_since, item.basis_until)
    return Exhibit(item.key, form_of(item), basis, tuple(map(step_of, standing_steps(item))))


def step_of(row: CustodyStep) -> Step:
    """Return one step as the chain takes it."""
    return Step(
        StepKind(row.kind),
        row.at,
        row.by,
        row.until,
        row.to,
        row.place,
        row.purpose,
        row.seal_before,
        row.seal_after,
        row.sha256,
        row.receipt,
    )


def standing_steps(item: Item) -> list[CustodyStep]:
    """Return the steps of an item that were not struck out."""
    rows: Iterable[CustodyStep] = item.steps  # type: ignore[attr-defined]  # prefetched
    return [row for row in rows if row.struck_at is None]


def gaps_of(item: Item) -> tuple[CustodyGap, ...]:
    """Return every gap in the custody of an item; none in one that is still to be obtained."""
    if item.admissibility == Admissibility.PROPOSED and not standing_steps(item):
        return ()
    return gaps(exhibit_of(item))


def evidence_of(item: Item) -> Evidence:
    """Return an item with what must survive for it, its origins, and who had a hand in it."""
    carriers = frozenset(
        Carrier(row.kind, about_of(row), row.either)
        for row in item.standing_carriers  # type: ignore[attr-defined]  # prefetched
    )
    return Evidence(item.key, carriers, frozenset(item.origins), frozenset(_hands(item)))


def alternatives(item: Item) -> list[list[ItemCarrier]]:
    """Return the carriers of an item as they stand for each other: one of each list is enough."""
    found: dict[int, list[ItemCarrier]] = {}
    for row in item.standing_carriers:  # type: ignore[attr-defined]  # prefetched
        found.setdefault(row.either or -row.pk, []).append(row)
    return list(found.values())


def about_of(carrier: object) -> str:
    """Return who or what a carrier is about, by a party's key where it is one."""
    party = getattr(carrier, "party", None)
    return str(party.key if party is not None else getattr(carrier, "about", ""))


def analysis_of(item: Item) -> Analysis:
    """Return the clock of an item's analysis."""
    return Analysis(item.requested_on, item.received_on, item.started_on, item.finished_on)


def suggested_carriers(kind: str) -> tuple[str, ...]:
    """Return what usually must survive for a kind of evidence."""
    return tuple(code for code in kinds()[kind].carriers if code in carrier_kinds())


def _hands(item: Item) -> Iterable[Source]:
    """Yield who and what had a hand in an item: custodians, warrant, laboratory, and who took it.

    Whoever interviewed or interpreted stands behind every statement they took or interpreted.
    """
    for row in standing_steps(item):
        yield "custodian", row.by
        if row.to:
            yield "custodian", row.to
    if item.basis and item.basis_reference:
        yield "basis", item.basis_reference
    if item.laboratory:
        yield "laboratory", item.laboratory
    for statement in item.said_in:  # type: ignore[attr-defined]  # prefetched
        for interviewer in statement.interviewers:
            yield "interviewer", interviewer
        if statement.interpreter:
            yield "interpreter_certified", statement.interpreter
