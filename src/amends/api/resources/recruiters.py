"""The register of recruiters: their licences as they were checked, and what closed them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import home_unit
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.tokens import WRITES, Call
from amends.api.values import LARGEST_NUMBER, Code, Given, Key, Line, Text
from amends.intake.recruiters import Licence
from amends.office.accounts.models import User
from amends.office.intake import register_selectors as selectors
from amends.office.intake import register_services as services
from amends.office.intake.models import Recruiter
from amends.office.intake.rows import licence_of
from amends.office.intake.undoing import undo_on_recruiter
from amends.office.parties.models import PartyKind
from amends.office.policy import Action, require

router = Router(tags=["recruiters"])


class LicenceCheckOut(Schema):
    """How a licence stood when somebody looked."""

    id: int
    found: Licence
    on: date
    until: date | None
    source: str
    undone: bool

    @staticmethod
    def resolve_undone(row: Any) -> bool:
        """Say whether it was undone."""
        return row.undone_at is not None


class ClosureOut(Schema):
    """An order that closed a recruiter."""

    id: int
    on: date
    authority: str
    reference: str
    reason: str
    undone: bool

    @staticmethod
    def resolve_undone(row: Any) -> bool:
        """Say whether it was undone."""
        return row.undone_at is not None


class RecruiterOut(Schema):
    """A recruiter of the register, with how the licence stands today."""

    id: int
    name: str
    kind: PartyKind
    country: str
    licence_number: str
    remark: str
    version: int
    reports: int
    licence: Licence
    checks: list[LicenceCheckOut]
    closures: list[ClosureOut]

    @staticmethod
    def resolve_reports(row: Any) -> int:
        """Return how many reports the caller may see that name it."""
        return int(row.named)

    @staticmethod
    def resolve_licence(row: Any) -> Licence:
        """Return how the licence stands today."""
        return licence_of(row.all_checks, timezone.localdate())

    @staticmethod
    def resolve_checks(row: Any) -> Any:
        """Return the checks, latest first."""
        return row.all_checks

    @staticmethod
    def resolve_closures(row: Any) -> Any:
        """Return the orders, latest first."""
        return row.all_closures


class RecruiterQuery(Window):
    """What the register is narrowed to."""

    text: Line = ""


class RecruiterIn(Given):
    """A recruiter to enter into the register of the caller's unit."""

    name: Annotated[Line, Field(min_length=1)]
    kind: PartyKind = PartyKind.LEGAL
    country: Code = ""
    licence_number: Code = ""
    remark: Annotated[Text, Field(max_length=5_000)] = ""


class RecruiterEdit(Given):
    """Corrections to a recruiter; what is left out stays. ``version`` is the one that was read."""

    version: int = Field(ge=1, le=LARGEST_NUMBER)
    name: Line | None = None
    kind: PartyKind | None = None
    country: Code | None = None
    licence_number: Code | None = None
    remark: Annotated[Text, Field(max_length=5_000)] | None = None


class LicenceCheckIn(Given):
    """How a licence stands, where it was looked up, and until when it runs."""

    found: Licence
    source: Annotated[Line, Field(min_length=1)]
    on: date | None = Field(None, description="today if left out")
    until: date | None = None


class ClosureIn(Given):
    """An order that closed a recruiter."""

    authority: Annotated[Line, Field(min_length=1)]
    reason: Annotated[Line, Field(min_length=1)]
    on: date | None = Field(None, description="today if left out")
    reference: Code = ""


class RegisterUndoIn(Given):
    """What is undone."""

    what: Literal["check", "closure"]
    id: Key


@router.get("", response=answers(Page[RecruiterOut]))
def list_recruiters(request: Call, query: Annotated[RecruiterQuery, Query()]) -> Any:
    """List the recruiters of the unit's register."""
    return page(selectors.recruiters(actor=request.auth, text=query.text), query)


@router.post("", response=answers(RecruiterOut, 201), auth=WRITES)
def enter_recruiter(request: Call, given: RecruiterIn) -> Any:
    """Enter a recruiter into the register."""
    actor = request.auth
    require(actor, Action.KEEP_RECRUITERS)
    row = services.enter_recruiter(actor=actor, unit=home_unit(actor), **given.model_dump())
    return Status(201, _recruiter(actor, row.pk))


@router.patch("/{pk}", response=answers(RecruiterOut), auth=WRITES)
def edit_recruiter(request: Call, pk: Key, given: RecruiterEdit) -> Any:
    """Correct what describes a recruiter; 409 if somebody else did since it was read."""
    actor, row = request.auth, _recruiter(request.auth, pk)
    fields = given.model_dump(exclude_none=True)
    with showing_what_stands(lambda: RecruiterOut.from_orm(_recruiter(actor, pk))):
        services.edit_recruiter(actor=actor, recruiter=row, **fields)
    return _recruiter(actor, pk)


@router.post("/{pk}/checks", response=answers(LicenceCheckOut, 201), auth=WRITES)
def check_licence(request: Call, pk: Key, given: LicenceCheckIn) -> Any:
    """Record how the licence of a recruiter stands."""
    row = _recruiter(request.auth, pk)
    done = services.check_licence(actor=request.auth, recruiter=row, **given.model_dump())
    return Status(201, done)


@router.post("/{pk}/closures", response=answers(ClosureOut, 201), auth=WRITES)
def record_closure(request: Call, pk: Key, given: ClosureIn) -> Any:
    """Record an order that closed a recruiter."""
    row = _recruiter(request.auth, pk)
    done = services.record_closure(actor=request.auth, recruiter=row, **given.model_dump())
    return Status(201, done)


@router.post("/{pk}/undo", response=answers(RecruiterOut), auth=WRITES)
def undo_in_register(request: Call, pk: Key, given: RegisterUndoIn) -> Any:
    """Undo a check or a closure that was recorded by mistake."""
    undo_on_recruiter(request.auth, _recruiter(request.auth, pk), given.what, given.id)
    return _recruiter(request.auth, pk)


def _recruiter(actor: User, pk: int) -> Recruiter:
    return selectors.recruiter(actor=actor, pk=pk)
