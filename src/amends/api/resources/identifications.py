"""Where an authority stands on whether somebody is a victim, and the figures over reports."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import InWindow, Page, Window, page
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line, Text, WithReason
from amends.intake.funnel import FunnelStage
from amends.office.accounts.models import User
from amends.office.intake import identification_selectors as selectors
from amends.office.intake import identification_services as services
from amends.office.intake import selectors as reports
from amends.office.intake.figure_selectors import FunnelFilters, figures
from amends.office.intake.models import Identification, ReportPerson
from amends.office.parties import selectors as parties
from amends.office.parties.models import Party
from amends.office.policy import Layer

of_case = Router(tags=["identification"])
of_report = Router(tags=["identification"])
in_figures = Router(tags=["reports"])


class IdentificationOut(Schema):
    """Where an authority stood from a day on."""

    id: int
    status: str
    on: date
    authority: str
    reason: str
    review_on: date | None
    recorded_by: Person | None
    struck: bool

    @staticmethod
    def resolve_struck(row: Identification) -> bool:
        """Say whether it is struck out."""
        return row.struck_at is not None


class IdentificationIn(Given):
    """Where an authority stands, and from which day."""

    status: Code
    on: date
    authority: Annotated[Line, Field(min_length=1)]
    reason: Annotated[Text, Field(max_length=5_000)] = ""
    review_on: date | None = None


@of_case.get(
    "/{reference}/parties/{key}/identifications", response=answers(Page[IdentificationOut])
)
def list_identifications(request: Call, reference: Code, key: Code, window: InWindow) -> Any:
    """List what was recorded on whether a party is identified as a victim."""
    party = _party(request.auth, reference, key)
    return page(selectors.of_party(actor=request.auth, party=party), window)


@of_case.post(
    "/{reference}/parties/{key}/identifications",
    response=answers(IdentificationOut, 201),
    auth=WRITES,
)
def identify_party(request: Call, reference: Code, key: Code, given: IdentificationIn) -> Any:
    """Record where an authority stands on a party."""
    party = _party(request.auth, reference, key)
    row = services.identify_party(actor=request.auth, party=party, **given.model_dump())
    return Status(201, row)


@of_case.post(
    "/{reference}/identifications/{pk}/strike", response=answers(IdentificationOut), auth=WRITES
)
def strike_identification(request: Call, reference: Code, pk: Key, given: WithReason) -> Any:
    """Strike out what was recorded by mistake."""
    row = _of_case(request.auth, reference, pk)
    return services.strike_identification(
        actor=request.auth, identification=row, reason=given.reason
    )


@of_case.post(
    "/{reference}/identifications/{pk}/restore", response=answers(IdentificationOut), auth=WRITES
)
def restore_identification(request: Call, reference: Code, pk: Key) -> Any:
    """Let what was struck out stand again."""
    row = _of_case(request.auth, reference, pk)
    return services.strike_identification(actor=request.auth, identification=row, back=True)


@of_report.get("/{report}/people/{pk}/identifications", response=answers(Page[IdentificationOut]))
def list_identifications_of_person(request: Call, report: Code, pk: Key, window: InWindow) -> Any:
    """List what was recorded on whether a person of a report is identified as a victim."""
    person = _person(request.auth, report, pk)
    rows = selectors.of_report(actor=request.auth, report=person.report)
    return page(rows.filter(person=person), window)


@of_report.post(
    "/{report}/people/{pk}/identifications", response=answers(IdentificationOut, 201), auth=WRITES
)
def identify_person(request: Call, report: Code, pk: Key, given: IdentificationIn) -> Any:
    """Record where an authority stands on a person of a report."""
    person = _person(request.auth, report, pk)
    row = services.identify_person(actor=request.auth, person=person, **given.model_dump())
    return Status(201, row)


class FigureRowOut(Schema):
    """The numbers of a group of reports; one that is withheld is empty."""

    group: str
    numbers: dict[FunnelStage, int | None]


class FiguresOut(Schema):
    """How far reports came. Small numbers are withheld unless the caller may see the reports."""

    by: str
    exact: bool
    rows: list[FigureRowOut]


class FigureQuery(Window):
    """What is counted; who may not see the reports is given groups of one year, or years."""

    by: Literal["kind", "sort", "year", "month"] = "kind"
    year: int | None = Field(None, ge=1, le=9_999)
    since: date | None = None
    until: date | None = None
    kind: Code = ""
    sort: Code = ""


@in_figures.get("", response=answers(FiguresOut))
def read_report_figures(request: Call, query: Annotated[FigureQuery, Query()]) -> Any:
    """Read how many reports came how far."""
    filters = FunnelFilters(**query.model_dump(exclude={"limit", "offset"}))
    found = figures(actor=request.auth, filters=filters)
    rows = [
        FigureRowOut(
            group=row.group,
            numbers=dict(zip(FunnelStage, (cell.shown for cell in row.cells), strict=True)),
        )
        for row in found.rows[query.offset : query.offset + query.limit]
    ]
    return FiguresOut(by=found.by, exact=found.exact, rows=rows)


def _party(actor: User, reference: str, key: str) -> Party:
    case = case_of(actor, reference, Layer.IDENTIFICATION)
    return parties.party(actor=actor, case=case, key=key)


def _of_case(actor: User, reference: str, pk: int) -> Identification:
    case = case_of(actor, reference, Layer.IDENTIFICATION)
    return selectors.identification_of_case(actor=actor, case=case, pk=pk)


def _person(actor: User, report: str, pk: int) -> ReportPerson:
    found = reports.report(actor=actor, reference=report)
    return reports.person(actor=actor, report=found, pk=pk)
