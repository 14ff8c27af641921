"""Authorisations as pages show them, with the words for their periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from amends.office.charging.words import StateTag
from amends.office.inquiries.words import days_words
from amends.office.techniques.models import Authorisation, Decided, Product
from amends.office.techniques.standing import authorisation_of, outside
from amends.proof.techniques import Expiry, Technique, Waits, Word, standards, techniques

DECISIONS = {
    Decided.OPEN: StateTag(gettext_lazy("Not decided"), "open", "?"),
    Decided.GRANTED: StateTag(pgettext_lazy("an authorisation", "Granted"), "good", "✓"),
    Decided.REFUSED: StateTag(pgettext_lazy("an authorisation", "Refused"), "high", "✕"),
    Decided.WITHDRAWN: StateTag(pgettext_lazy("an authorisation", "Withdrawn"), "neutral", ""),
}
EXPIRIES = {
    Expiry.TO_COME: StateTag(gettext_lazy("No leave today; it begins later"), "info", "…"),
    Expiry.RUNNING: StateTag(gettext_lazy("Leave runs"), "good", "✓"),
    Expiry.ENDING: StateTag(gettext_lazy("Leave ends soon"), "warn", "!"),
    Expiry.LAPSED: StateTag(gettext_lazy("Leave has lapsed"), "late", "!"),
    Expiry.ENDED: StateTag(gettext_lazy("Ended"), "neutral", ""),
}
WATCHED = frozenset({Expiry.ENDING, Expiry.LAPSED})


@dataclass(frozen=True)
class ProductRow:
    """Something obtained under an authorisation, and whether that was outside the leave."""

    product: Product
    outside: bool


@dataclass(frozen=True)
class AuthorisationRow:
    """One authorisation in a list.

    Attributes:
        waited: days from asking to the decision, or until today.
        expiry: how its leave stands; nothing without leave.
        used_outside: whether it was carried out on a day without leave.
    """

    authorisation: Authorisation
    technique: str
    declared: Technique
    standard: Word
    tag: StateTag
    waited: int
    expiry: StateTag | None
    last_day: date | None
    days_left: int | None
    used_outside: bool
    products: tuple[ProductRow, ...]

    @property
    def has_fault(self) -> bool:
        """Say whether anything was done or obtained without leave."""
        return self.used_outside or any(row.outside for row in self.products)


def authorisation_row(row: Authorisation, today: date) -> AuthorisationRow:
    """Return one authorisation as a row."""
    leave = authorisation_of(row)
    expiry = leave.expiry(today)
    technique = techniques()[row.technique]
    return AuthorisationRow(
        row,
        _(technique.label),
        technique,
        standards()[row.standard],
        DECISIONS[Decided(row.decision)],
        leave.days_waited(today),
        EXPIRIES.get(expiry),
        leave.last_day,
        leave.days_left(today),
        row.used_on is not None and not leave.covers(row.used_on),
        tuple(ProductRow(one, outside(row, one)) for one in row.yielded),  # type: ignore[attr-defined]  # prefetched
    )


def watched(rows: Iterable[Authorisation], today: date) -> list[AuthorisationRow]:
    """Return those whose leave ends soon, or lapsed and was not ended, the first to end first."""
    found = [row for row in rows if authorisation_of(row).expiry(today) in WATCHED]
    listed = [authorisation_row(row, today) for row in found]
    return sorted(listed, key=lambda row: (row.days_left or 0, row.authorisation.pk))


def median_words(found: Waits) -> str:
    """Return the days a decision takes, in the middle."""
    return days_words(found.median)
