"""Reports before there is a case: listing, recording and correcting them, and whom to ask."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import colleague, home_unit
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.report_shapes import (
    ReportContactOut,
    ReportedPerson,
    ReportInList,
    ReportOut,
)
from amends.api.tokens import WRITES, Call
from amends.api.values import LARGEST_NUMBER, Code, Given, Key, Line, Short, Text
from amends.intake.progress import ReportState
from amends.office.accounts.models import User
from amends.office.intake import (
    register_selectors,
    selectors,
    services,
)
from amends.office.intake.models import Recruiter, Report
from amends.office.policy import Action, require
from amends.office.validation import problem

router = Router(tags=["reports"])
Country = Annotated[Short, Field(description="two letters")]


class ReportQuery(Window):
    """What the list is narrowed to; whatever is left out narrows nothing."""

    text: Line = ""
    state: ReportState | Literal[""] = ""
    kind: Code = ""
    received_from: date | None = None
    received_to: date | None = None
    waiting: bool = False
    again: bool = False
    mine: bool = False
    removed: bool = False
    order: Literal["newest", "waiting", "screening"] = "newest"

    def filters(self) -> selectors.ReportFilters:
        """Return the filters as the office knows them."""
        return selectors.ReportFilters(**self.model_dump(exclude={"limit", "offset"}))


class ReportEdit(Given):
    """Corrections to a report; what is left out stays. ``version`` is the one that was read."""

    version: int = Field(ge=1, le=LARGEST_NUMBER)
    received_on: date | None = None
    kind: Code | None = None
    way: Code | None = None
    sender: Line | None = None
    sender_report: Code | None = None
    country: Country | None = None
    narrative: Text | None = None
    people: int | None = Field(None, ge=0, le=services.MOST_PEOPLE)
    recruiter: Key | None = None


class ReportIn(Given):
    """A report to record, in the caller's own unit."""

    received_on: date | None = Field(None, description="today if left out")
    kind: Code
    way: Code = "system"
    sender: Line = ""
    sender_report: Code = ""
    country: Country = ""
    narrative: Text
    people: int | None = Field(None, ge=0, le=services.MOST_PEOPLE)
    recruiter: Key | None = None


class ReportContactIn(Given):
    """Whom to ask; ``version`` is the one that was read, 0 if nobody was written down."""

    version: int = Field(0, ge=0, le=LARGEST_NUMBER)
    name: Line = ""
    telephone: Line = ""
    email: Line = ""
    address: Line = ""
    safety: Annotated[Text, Field(max_length=500)] = ""


class ReportedPersonIn(Given):
    """Somebody a report is about; the next free pseudonym if none is given."""

    designation: Code = ""
    age: int | None = Field(None, ge=0, le=120)
    language: Code = ""


class ReportOwnerIn(Given):
    """Who takes a report up, by user name; nobody if it is empty."""

    owner: Code = ""


@router.get("", response=answers(Page[ReportInList]))
def list_reports(request: Call, query: Annotated[ReportQuery, Query()]) -> Any:
    """List the reports the caller may see, narrowed and ordered."""
    return page(selectors.reports(actor=request.auth, filters=query.filters()), query)


@router.post("", response=answers(ReportOut, 201), auth=WRITES)
def record_report(request: Call, given: ReportIn) -> Any:
    """Record a report in the caller's own unit."""
    actor = request.auth
    require(actor, Action.TAKE_REPORT)
    fields = given.model_dump(exclude={"recruiter"})
    fields["received_on"] = fields["received_on"] or timezone.localdate()
    row = services.record_report(
        actor=actor,
        unit=home_unit(actor),
        recruiter=_recruiter(actor, given.recruiter),
        **fields,
    )
    return Status(201, _report(actor, row.reference))


@router.get("/{report}", response=answers(ReportOut))
def read_report(request: Call, report: Code) -> Any:
    """Read one report."""
    return _report(request.auth, report)


@router.patch("/{report}", response=answers(ReportOut), auth=WRITES)
def edit_report(request: Call, report: Code, given: ReportEdit) -> Any:
    """Correct a report; 409 if somebody else did since it was read."""
    actor, row = request.auth, _report(request.auth, report)
    fields = given.model_dump(exclude={"recruiter"}, exclude_none=True)
    if given.recruiter is not None:
        fields["recruiter"] = _recruiter(actor, given.recruiter)
    with showing_what_stands(lambda: ReportOut.from_orm(_report(actor, report))):
        services.edit_report(actor=actor, report=row, **fields)
    return _report(actor, report)


@router.post("/{report}/remove", response=answers(ReportOut), auth=WRITES)
def remove_report(request: Call, report: Code) -> Any:
    """Take a report that was recorded by mistake out of view."""
    services.remove_report(actor=request.auth, report=_report(request.auth, report))
    return _report(request.auth, report)


@router.post("/{report}/restore", response=answers(ReportOut), auth=WRITES)
def restore_report(request: Call, report: Code) -> Any:
    """Bring a report back into view."""
    row = _report(request.auth, report)
    services.remove_report(actor=request.auth, report=row, removed=False)
    return _report(request.auth, report)


@router.put("/{report}/owner", response=answers(ReportInList), auth=WRITES)
def take_report(request: Call, report: Code, given: ReportOwnerIn) -> Any:
    """Give a report to a colleague who takes reports in, or lay it back for anybody."""
    actor, row = request.auth, _report(request.auth, report)
    owner = colleague(actor, "owner", given.owner) if given.owner else None
    return services.take_report(actor=actor, report=row, owner=owner)


@router.get("/{report}/contact", response=answers(ReportContactOut))
def read_contact(request: Call, report: Code) -> Any:
    """Read whom to ask about a report, for who needs to know."""
    row = _report(request.auth, report)
    return selectors.contact(actor=request.auth, report=row) or ReportContactOut()


@router.put("/{report}/contact", response=answers(ReportContactOut), auth=WRITES)
def write_contact(request: Call, report: Code, given: ReportContactIn) -> Any:
    """Write down whom to ask about a report; 409 if somebody else did since it was read."""
    actor, row = request.auth, _report(request.auth, report)
    selectors.contact(actor=actor, report=row)
    with showing_what_stands(lambda: ReportContactOut.from_orm(read_contact(request, report))):
        return services.write_contact(actor=actor, report=row, **given.model_dump())


@router.post("/{report}/people", response=answers(ReportedPerson, 201), auth=WRITES)
def add_reported_person(request: Call, report: Code, given: ReportedPersonIn) -> Any:
    """Add somebody a report is about."""
    row = _report(request.auth, report)
    return Status(201, services.add_person(actor=request.auth, report=row, **given.model_dump()))


@router.post("/{report}/people/{pk}/remove", response=answers(ReportedPerson), auth=WRITES)
def remove_reported_person(request: Call, report: Code, pk: Key) -> Any:
    """Take somebody out of a report."""
    return _remove_person(request.auth, report, pk, removed=True)


@router.post("/{report}/people/{pk}/restore", response=answers(ReportedPerson), auth=WRITES)
def restore_reported_person(request: Call, report: Code, pk: Key) -> Any:
    """Bring somebody back into a report."""
    return _remove_person(request.auth, report, pk, removed=False)


def _report(actor: User, reference: str) -> Report:
    return selectors.report(actor=actor, reference=reference)


def _recruiter(actor: User, pk: int | None) -> Recruiter | None:
    if pk is None:
        return None
    found = register_selectors.recruiters(actor=actor).filter(pk=pk).first()
    if found is None:
        raise problem("recruiter", _("There is no recruiter of this number in the register."))
    return found


def _remove_person(actor: User, report: str, pk: int, *, removed: bool) -> Any:
    row = selectors.person(actor=actor, report=_report(actor, report), pk=pk)
    return services.remove_person(actor=actor, person=row, removed=removed)
