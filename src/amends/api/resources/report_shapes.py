"""What the API answers of reports: one in a list, one whole, and what stands on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from amends.api.resources.people import Person
from amends.intake.progress import ReportState, ReportStep
from amends.intake.screening import IndicatorAnswer
from amends.office.intake.models import Report
from amends.office.intake.rows import asked, directions_of
from amends.office.validation import translated


class ReportInList(Schema):
    """A report as the list shows it."""

    reference: str
    received_on: date
    kind: str
    way: str
    sender: str
    sender_reference: str
    country: str
    people: int | None
    state: ReportState
    sort: str
    owner: Person | None
    screen_again_on: date | None


class ReportedPerson(Schema):
    """Somebody a report is about, by pseudonym."""

    id: int
    designation: str
    age: int | None
    language: str
    removed: bool

    @staticmethod
    def resolve_removed(row: Any) -> bool:
        """Say whether they are taken out of the report."""
        return row.removed_at is not None


class ScreeningOut(Schema):
    """A screening: what was answered, and which indicators are present. There is no score."""

    id: int
    sort: str
    answers: dict[str, IndicatorAnswer]
    notes: dict[str, str]
    present: list[str]
    read_as: dict[str, list[str]]
    by: Person | None
    at: datetime
    undone: bool

    @staticmethod
    def resolve_present(row: Any) -> Any:
        """Return the indicators that are present."""
        return asked(row).present

    @staticmethod
    def resolve_read_as(row: Any) -> Any:
        """Return the indicators present by what the guidance reads them as."""
        return asked(row).read_as

    @staticmethod
    def resolve_undone(row: Any) -> bool:
        """Say whether it was undone."""
        return row.undone_at is not None


class DirectionOut(Schema):
    """A direction in which a report points, with the reason."""

    form: str
    said: str


class TriageOut(Schema):
    """What somebody decided a report to be about."""

    id: int
    form: str
    reason: str
    screen_again_on: date | None
    by: Person | None
    at: datetime
    undone: bool

    @staticmethod
    def resolve_undone(row: Any) -> bool:
        """Say whether it was undone."""
        return row.undone_at is not None


class ReportDecisionOut(Schema):
    """What somebody decided to become of a report."""

    id: int
    step: ReportStep
    on: date
    reason: str
    case: str | None
    body: str
    body_name: str
    closing: str
    answer: str
    answered_on: date | None
    by: Person | None
    undone: bool

    @staticmethod
    def resolve_case(row: Any) -> str | None:
        """Return the reference of the case it belongs to by this decision."""
        return row.case.reference if row.case else None

    @staticmethod
    def resolve_undone(row: Any) -> bool:
        """Say whether it was undone."""
        return row.undone_at is not None


class ReportOut(ReportInList):
    """One report with all that stands or stood on it, and the directions it points in."""

    narrative: str
    recruiter: int | None = Field(alias="recruiter_id")
    version: int
    removed: bool
    persons: list[ReportedPerson]
    screenings: list[ScreeningOut]
    directions: list[DirectionOut]
    triages: list[TriageOut]
    decisions: list[ReportDecisionOut]

    @staticmethod
    def resolve_removed(row: Report) -> bool:
        """Say whether it is taken out of view."""
        return row.removed_at is not None

    @staticmethod
    def resolve_persons(row: Any) -> Any:
        """Return whom it is about, as the selector brought them."""
        return row.all_persons

    @staticmethod
    def resolve_screenings(row: Any) -> Any:
        """Return every screening, latest first."""
        return row.all_screenings

    @staticmethod
    def resolve_directions(row: Any) -> list[DirectionOut]:
        """Return the directions of the last screening that stands."""
        last = next((one for one in row.all_screenings if one.undone_at is None), None)
        found = directions_of(row, last) if last else ()
        return [DirectionOut(form=one.form, said=translated(one.said)) for one in found]

    @staticmethod
    def resolve_triages(row: Any) -> Any:
        """Return every triage, latest first."""
        return row.all_triages

    @staticmethod
    def resolve_decisions(row: Any) -> Any:
        """Return every decision, latest first."""
        return row.all_decisions


class ReportContactOut(Schema):
    """Whom to ask about a report."""

    name: str = ""
    telephone: str = ""
    email: str = ""
    address: str = ""
    safety: str = ""
    version: int = 0
