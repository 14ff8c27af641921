"""What an early warning says, and the records that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from amends.office.cases.models import Case
from amends.office.proving.cell_rows import Named


@dataclass(frozen=True)
class EarlyWarning:
    """One warning, and where to look.

    Attributes:
        url: where to look; empty where that is the records alone.
        records: the records that it is about, each with what it states if that is asked.
        items: the items that it touches, by what they are called in the graph.
        people: the parties whom it is about, by their keys.
        counts: how many counts use these items, for them or against, or are about these people.
    """

    said: str
    url: str = ""
    records: tuple[Named, ...] = ()
    items: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    counts: int = 0


def item_record(case: Case, key: str, said: str = "") -> Named:
    """Return an item of evidence as a record, with what it states."""
    return Named(key, reverse("item", args=[case.reference, key]), said)
