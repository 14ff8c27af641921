"""What the API takes and tells of authorisations, their periods and what they yielded."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.utils import timezone
from ninja import Schema
from pydantic import Field

from amends.api.values import LARGEST_NUMBER, Code, Given, Line, Text
from amends.office.techniques.models import Authorisation, DecidedBy, Precedence, Product
from amends.office.techniques.standing import authorisation_of, outside
from amends.proof.techniques import Expiry

Long = Annotated[Text, Field(max_length=5_000)]


class PeriodOut(Schema):
    """Days for which leave was given, both included."""

    since: date
    until: date


class ProductOut(Schema):
    """An item obtained so; ``outside`` says that some day of it had no leave."""

    id: int
    item: str
    since: date
    until: date
    outside: bool


class AuthorisationOut(Schema):
    """An authorisation; ``version`` goes back with an edit, so that nobody overwrites another's."""

    case: str
    number: int
    version: int
    technique: str
    on_what: str
    party: str
    grounds: str
    priority: Precedence
    priority_reason: str
    decider: DecidedBy
    authority: str
    standard: str
    asked_on: date
    decision: str
    decided_on: date | None
    order: str
    conditions: str
    reason: str
    periods: list[PeriodOut]
    expiry: Expiry
    days_left: int | None
    days_waited: int
    used_on: date | None
    used_note: str
    ended_on: date | None
    products: list[ProductOut]

    @staticmethod
    def resolve_case(row: Authorisation) -> str:
        """Return the reference of its case."""
        return row.case.reference

    @staticmethod
    def resolve_party(row: Authorisation) -> str:
        """Return the key of the party it is about."""
        return row.party.key if row.party is not None else ""

    @staticmethod
    def resolve_periods(row: Authorisation) -> Any:
        """Return the days of leave."""
        return authorisation_of(row).periods

    @staticmethod
    def resolve_expiry(row: Authorisation) -> Expiry:
        """Return where its leave stands today."""
        return authorisation_of(row).expiry(timezone.localdate())

    @staticmethod
    def resolve_days_left(row: Authorisation) -> int | None:
        """Return the days until its last one."""
        return authorisation_of(row).days_left(timezone.localdate())

    @staticmethod
    def resolve_days_waited(row: Authorisation) -> int:
        """Return the days from asking to the decision, or until today."""
        return authorisation_of(row).days_waited(timezone.localdate())

    @staticmethod
    def resolve_products(row: Any) -> Any:
        """Return what it yielded, as the selector brought it."""
        return [_product_of(row, one) for one in row.yielded]


class AskEdit(Given):
    """Changes of what is asked for; what is left out stays."""

    version: int = Field(ge=1, le=LARGEST_NUMBER)
    technique: Code | None = None
    on_what: Annotated[Line, Field(min_length=1)] | None = None
    party: Code | None = None
    grounds: Annotated[Long, Field(min_length=1)] | None = None
    priority: Precedence | None = None
    priority_reason: Line | None = None
    decider: DecidedBy | None = None
    authority: Annotated[Line, Field(max_length=200)] | None = None
    standard: Code | None = None
    asked_on: date | None = None


class AskIn(Given):
    """What leave is asked for."""

    technique: Code
    on_what: Annotated[Line, Field(min_length=1)]
    party: Code = ""
    grounds: Annotated[Long, Field(min_length=1)]
    priority: Precedence = Precedence.ORDINARY
    priority_reason: Line = ""
    decider: DecidedBy
    authority: Annotated[Line, Field(max_length=200)] = ""
    standard: Code
    asked_on: date


class DecisionIn(Given):
    """What was decided: granted from a day until a day, or refused with the reason."""

    granted: bool
    on: date
    order: Annotated[Line, Field(max_length=200)] = ""
    since: date | None = None
    until: date | None = None
    conditions: Long = ""
    reason: Annotated[Text, Field(max_length=500)] = ""


class UseIn(Given):
    """When it was carried out; no day takes the record back."""

    on: date | None = None
    note: Annotated[Text, Field(max_length=500)] = ""


class EndIn(Given):
    """When its use was ended; no day takes the record back."""

    on: date | None = None


class ExtensionIn(Given):
    """More days of leave."""

    on: date
    since: date
    until: date
    order: Annotated[Line, Field(max_length=200)] = ""


class ProductIn(Given):
    """An item of evidence by its key, and the days on which it was obtained."""

    item: Code
    since: date
    until: date | None = None


def _product_of(row: Authorisation, one: Product) -> ProductOut:
    key = one.item.key if one.item.case_id == row.case_id else ""
    outside_leave = outside(row, one)
    return ProductOut(id=one.pk, item=key, since=one.since, until=one.until, outside=outside_leave)
