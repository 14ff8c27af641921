"""Rows of inquiries as the pure room takes them, and what they are tied to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.law.counts import ChargeableCount
from amends.law.elements import Element, ElementState
from amends.office.charging.counts import CaseCharging, identity
from amends.office.inquiries.models import Inquiry, Reply
from amends.office.parties.models import Party
from amends.proof import inquiries as pure

UNPROVED = (ElementState.MISSING, ElementState.CONTESTED)
BETWEEN = "|"


@dataclass(frozen=True)
class Unproved:
    """An element of a count for which nothing is alleged yet, or that is contested."""

    name: str
    count: ChargeableCount
    element: Element
    by: Party
    victim: Party

    @property
    def code(self) -> str:
        """Return what it is called in an address."""
        return f"{self.name}{BETWEEN}{self.element.name}"


def unproved(found: CaseCharging) -> dict[str, Unproved]:
    """Return every unproved element of the counts of a case, by its code."""
    rows = (
        Unproved(name, count, element, found.parties[count.by], found.parties[count.victim])
        for name, count in found.named.items()
        for element in count.elements
        if element.state in UNPROVED
    )
    return {row.code: row for row in rows}


def count_of(found: CaseCharging, row: Inquiry) -> str:
    """Return the name of the count an inquiry is tied to, as charging finds it today; or nothing.

    The facts may have changed since it was asked.
    """
    if not row.law or row.by is None or row.victim is None:
        return ""
    asked = (row.law, row.by.key, row.victim.key, row.mode, row.since)
    return next((name for name, count in found.named.items() if identity(count) == asked), "")


def element_today(found: CaseCharging, row: Inquiry) -> ElementState | None:
    """Return how the element an inquiry is tied to stands today; nothing if it is gone."""
    count = found.named.get(count_of(found, row))
    elements = count.elements if count is not None else ()
    return next((e.state for e in elements if e.name == row.element), None)


def inquiry_of(row: Inquiry) -> pure.Inquiry:
    """Return an inquiry as the pure room takes it, less the replies struck out."""
    replies: list[Reply] = row.answers  # type: ignore[attr-defined]  # prefetched by the selector
    return pure.Inquiry(
        row.sent_on,
        row.due,
        tuple(pure.Reply(one.on, pure.ReplyKind(one.kind)) for one in replies if not one.struck_at),
        row.closed_on,
    )


def state_of(row: Inquiry, today: date) -> pure.InquiryState:
    """Return how an inquiry stands on a day."""
    return inquiry_of(row).state(today)
