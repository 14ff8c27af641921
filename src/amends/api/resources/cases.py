"""Cases: the list, one case, opening and editing."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, colleague, home_unit
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import LARGEST_NUMBER, Code, Given, Line, Text
from amends.court.stages import Stage
from amends.office.accounts.models import Specialism
from amends.office.cases import selectors, services
from amends.office.cases.models import Case
from amends.office.policy import Action, require

router = Router(tags=["cases"])
FURTHEST_DAYS = 3_660


class CaseSummary(Schema):
    """A case as a list shows it."""

    reference: str
    title: str
    unit: str
    jurisdiction: str
    court: str
    court_reference: str
    specialisms: list[str]
    opened_on: date
    before_court: bool
    all_final: bool
    next_date: date | None

    @staticmethod
    def resolve_unit(case: Case) -> str:
        """Return the unit's code."""
        return case.unit.code


class DefendantInList(Schema):
    """A defendant as the case list shows one; stage and standing are each defendant's own."""

    key: str
    designation: str
    stage: str
    standing: str


class CaseInList(CaseSummary):
    """A case of the list, with its defendants, its lead and how many tasks are open."""

    defendants: list[DefendantInList]
    lead: Person | None
    open_tasks: int

    @staticmethod
    def resolve_lead(case: Any) -> Any:
        """Return who leads the case now, if the reader sees the people."""
        return next((assignment.user for assignment in case.leads), None)

    @staticmethod
    def resolve_open_tasks(case: Any) -> int:
        """Return how many tasks are open."""
        return len(case.open_tasks)


class CaseOut(CaseSummary):
    """One case. ``version`` goes back with an edit, so that nobody overwrites another's."""

    summary: str
    merged: bool
    version: int

    @staticmethod
    def resolve_merged(case: Case) -> bool:
        """Say whether the content moved into another case."""
        return case.merged_into_id is not None


class CaseQuery(Window):
    """What the list is narrowed to; whatever is left out narrows nothing."""

    text: Line = ""
    stage: Stage | Literal[""] = ""
    specialism: Specialism | Literal[""] = ""
    lead: Code = ""
    due_within: int | None = Field(None, ge=0, le=FURTHEST_DAYS, description="days")
    opened_from: date | None = None
    opened_to: date | None = None
    mine: bool = False
    closed: bool = False
    order: Literal["newest", "oldest", "next", "reference"] = "newest"

    def filters(self) -> selectors.CaseFilters:
        """Return the filters as the office knows them."""
        return selectors.CaseFilters(**self.model_dump(exclude={"limit", "offset"}))


class CaseIn(Given):
    """A case to open, in the caller's own unit."""

    title: Line
    opened_on: date | None = Field(None, description="today if left out")
    jurisdiction: Code = Field("", description="that of the unit if left out")
    lead: Code = Field("", description="user name; whoever opens it if left out")
    court: Line = ""
    court_reference: Line = ""
    summary: Text = ""
    specialisms: list[Specialism] = []


class CaseEdit(Given):
    """Changes to a case; what is left out stays. ``version`` is the one that was read."""

    version: int = Field(ge=1, le=LARGEST_NUMBER)
    title: Line | None = None
    jurisdiction: Code | None = None
    court: Line | None = None
    court_reference: Line | None = None
    summary: Text | None = None
    specialisms: list[Specialism] | None = None


@router.get("", response=answers(Page[CaseInList]))
def list_cases(request: Call, query: Annotated[CaseQuery, Query()]) -> Any:
    """List the caller's cases, narrowed and ordered."""
    actor = request.auth
    rows = selectors.cases(actor=actor, filters=query.filters()).select_related("unit")
    return page(selectors.with_list_columns(rows, actor=actor), query)


@router.post("", response=answers(CaseOut, 201), auth=WRITES)
def open_case(request: Call, given: CaseIn) -> Any:
    """Open a case in the caller's unit."""
    actor = request.auth
    require(actor, Action.OPEN_CASE)
    unit = home_unit(actor)
    fields = given.model_dump(exclude={"lead", "opened_on", "jurisdiction"})
    case = services.open_case(
        actor=actor,
        unit=unit,
        lead=colleague(actor, "lead", given.lead) if given.lead else None,
        opened_on=given.opened_on or timezone.localdate(),
        jurisdiction=given.jurisdiction or unit.jurisdiction,
        **fields,
    )
    return Status(201, case)


@router.get("/{reference}", response=answers(CaseOut))
def read_case(request: Call, reference: Code) -> Any:
    """Read one case."""
    return case_of(request.auth, reference)


@router.patch("/{reference}", response=answers(CaseOut), auth=WRITES)
def edit_case(request: Call, reference: Code, given: CaseEdit) -> Any:
    """Change what describes a case; 409 if somebody else changed it since it was read."""
    actor = request.auth
    case = case_of(actor, reference)
    changes = given.model_dump(exclude={"version"}, exclude_none=True)
    with showing_what_stands(lambda: CaseOut.from_orm(case_of(actor, reference))):
        return services.edit_case(actor=actor, case=case, version=given.version, **changes)
