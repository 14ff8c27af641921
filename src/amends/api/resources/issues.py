"""Evidential issues: why they suggest themselves, what answers them, and what was decided."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, colleague, named_party
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Text
from amends.office.cases.models import Case
from amends.office.policy import Action, Layer, require
from amends.office.statements import issue_services as services
from amends.office.statements import selectors
from amends.office.statements.issue_rows import IssueRow, Named, Reason, issue_rows
from amends.office.statements.models import IssueMark
from amends.office.statements.record_selectors import held
from amends.proof.record import RefKind

router = Router(tags=["issues"])
Why = Annotated[Text, Field(max_length=2_000, min_length=1)]


class RecordOut(Schema):
    """A record of the case that makes an issue suggest itself."""

    kind: RefKind
    key: str

    @staticmethod
    def resolve_kind(row: Named) -> RefKind:
        """Return what sort of record it is."""
        return row.ref.kind

    @staticmethod
    def resolve_key(row: Named) -> str:
        """Return its key."""
        return row.ref.key


class ReasonOut(Schema):
    """Why an issue suggests itself."""

    sentence: str
    records: list[RecordOut]
    new: bool

    @staticmethod
    def resolve_sentence(row: Reason) -> str:
        """Return it as one line."""
        return row.sentence


class MarkOut(Schema):
    """What was decided on an issue."""

    id: int
    issue: str
    person: str
    kind: IssueMark.Decided
    task: int | None
    reason: str
    undone: bool

    @staticmethod
    def resolve_person(row: IssueMark) -> str:
        """Return the key of the person it is about, if one."""
        return row.person.key if row.person else ""

    @staticmethod
    def resolve_task(row: IssueMark) -> int | None:
        """Return the key of the task that was set, if one was."""
        return row.task_id

    @staticmethod
    def resolve_undone(row: IssueMark) -> bool:
        """Say whether it is undone."""
        return row.undone_at is not None


class IssueOut(Schema):
    """An evidential issue of a case, or of one person in it. It is never a score."""

    issue: str
    label: str
    person: str
    open: bool
    reasons: list[ReasonOut]
    seek: list[str]
    status: str
    decided: list[MarkOut]

    @staticmethod
    def resolve_issue(row: IssueRow) -> str:
        """Return its code."""
        return row.code

    @staticmethod
    def resolve_person(row: IssueRow) -> str:
        """Return the key of the person it is about, if one."""
        return row.person.key if row.person else ""

    @staticmethod
    def resolve_open(row: IssueRow) -> bool:
        """Say whether somebody has still to decide on it."""
        return row.is_open

    @staticmethod
    def resolve_decided(row: IssueRow) -> list[IssueMark]:
        """Return the decisions that stand."""
        return [one for one in (row.accepted, row.aside, row.marked) if one is not None]


class AboutIn(Given):
    """Which issue, and of whom; of the case as a whole if nobody is named."""

    issue: Code
    person: Code = ""


class AcceptIn(AboutIn):
    """An issue to take up, for the caller within two weeks if nothing else is said."""

    owner: Code = ""
    due: date | None = None


class DecideIn(AboutIn):
    """An issue to set aside, or to mark by hand, and why."""

    reason: Why


@router.get("/{reference}/issues", response=answers(list[IssueOut]))
def list_issues(request: Call, reference: Code) -> Any:
    """List the issues that suggest themselves, and those decided on."""
    case = case_of(request.auth, reference, Layer.STATEMENTS)
    marks = selectors.issue_marks(actor=request.auth, case=case)
    return issue_rows(held(actor=request.auth, case=case), marks)


@router.post("/{reference}/issues/accept", response=answers(MarkOut, 201), auth=WRITES)
def accept_issue(request: Call, reference: Code, given: AcceptIn) -> Any:
    """Take an issue up as a task."""
    actor, case = request.auth, _case(request, reference)
    owner = colleague(actor, "owner", given.owner) if given.owner else None
    person = named_party(actor, case, "person", given.person)
    mark = services.accept_issue(
        actor=actor, case=case, issue=given.issue, person=person, owner=owner, due=given.due
    )
    return Status(201, mark)


@router.post("/{reference}/issues/set-aside", response=answers(MarkOut, 201), auth=WRITES)
def set_issue_aside(request: Call, reference: Code, given: DecideIn) -> Any:
    """Set an issue aside with a reason."""
    actor, case = request.auth, _case(request, reference)
    person = named_party(actor, case, "person", given.person)
    mark = services.set_issue_aside(
        actor=actor, case=case, issue=given.issue, person=person, reason=given.reason
    )
    return Status(201, mark)


@router.post("/{reference}/issues/mark", response=answers(MarkOut, 201), auth=WRITES)
def mark_issue(request: Call, reference: Code, given: DecideIn) -> Any:
    """Mark by hand that an issue comes up."""
    actor, case = request.auth, _case(request, reference)
    person = named_party(actor, case, "person", given.person)
    mark = services.mark_issue(
        actor=actor, case=case, issue=given.issue, person=person, reason=given.reason
    )
    return Status(201, mark)


@router.post("/{reference}/issues/{pk}/undo", response=answers(MarkOut), auth=WRITES)
def undo_issue(request: Call, reference: Code, pk: Key) -> Any:
    """Undo a decision on an issue; a task that is still open is cancelled."""
    case = case_of(request.auth, reference, Layer.STATEMENTS)
    mark = selectors.issue_mark(actor=request.auth, case=case, pk=pk)
    return services.undo_mark(actor=request.auth, mark=mark)


def _case(request: Call, reference: str) -> Case:
    case = case_of(request.auth, reference, Layer.STATEMENTS)
    require(request.auth, Action.DECIDE_ISSUE, case)
    return case
