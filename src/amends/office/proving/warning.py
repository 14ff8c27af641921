"""What an early warning says, and the records that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from amends.office.proving.cell_rows import Named
from amends.office.proving.selectors import CaseProof


@dataclass(frozen=True)
class EarlyWarning:
    """One warning, and where to look.

    Attributes:
        url: where to look; empty where that is the records alone.
        records: the records that it is about.
    """

    said: str
    url: str = ""
    records: tuple[Named, ...] = ()


def item_record(held: CaseProof, key: str) -> Named:
    """Return an item of evidence as a record."""
    return Named(key, reverse("item", args=[held.made_of.rows.case.reference, key]))
