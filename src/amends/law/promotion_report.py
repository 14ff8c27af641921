"""Promotions in the shape in which other programs read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.law.cells import Value
from amends.law.promotions import Promotion
from amends.law.report import CellOut


@dataclass(frozen=True)
class PromotionOut:
    """What was read in a law's own text, by whom and when, and the digest of that text.

    ``text`` says whether the stored text still has its digest: whole, changed or missing.
    """

    statute: str
    cell: str
    value: Value
    citation: str
    at: str
    sha256: str
    reader: str
    read_on: date
    since: date | None
    until: date | None
    text: str


@dataclass(frozen=True)
class PromotedOut:
    """A promotion that was made or taken back, and the cell as it stands since.

    ``done`` is promoted or taken_back; ``cell`` is null where the laws no longer hold it.
    """

    done: str
    promotion: PromotionOut
    cell: CellOut | None


def promotion_out(statute: str, promotion: Promotion, text: str) -> PromotionOut:
    """Return a promotion and the state of its text."""
    return PromotionOut(
        statute,
        promotion.cell,
        promotion.value,
        promotion.citation,
        promotion.at,
        promotion.sha256,
        promotion.reader,
        promotion.read_on,
        promotion.since,
        promotion.until,
        text,
    )
