"""Who works on a case: assignment, hand-over, and colleagues who could take it."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, colleague
from amends.api.paging import InWindow, Page, page
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line, Text, WithReason
from amends.office.cases import selectors, services
from amends.office.cases.models import AssignmentKind
from amends.office.policy import Action, Layer, require

router = Router(tags=["people"])


class Person(Schema):
    """Somebody of the office."""

    username: str
    name: str
    role: str


class AssignmentOut(Schema):
    """Somebody works on the case, or did until a day."""

    id: int
    user: Person
    kind: AssignmentKind
    since: date
    until: date | None
    reason: str


class Assign(Given):
    """Whom to assign, and as what."""

    user: Code
    kind: AssignmentKind = AssignmentKind.MEMBER
    reason: Line = ""


class HandOverOut(Schema):
    """A lead passed the case on."""

    id: int
    from_user: Person
    to_user: Person
    on: date
    note: str
    tasks_moved: int


class HandOverIn(Given):
    """Who leads the case from now on, and what they must know on the first day."""

    to_user: Code
    note: Text = Field(min_length=1)


class SuggestionOut(Schema):
    """A colleague who could take the case; what fits and what they carry already."""

    user: Person
    matching: list[str]
    open_cases: int
    away: bool


@router.get("/{reference}/people", response=answers(Page[AssignmentOut]))
def list_people(request: Call, reference: Code, window: InWindow) -> Any:
    """List who works or worked on a case."""
    case = case_of(request.auth, reference, Layer.PEOPLE)
    return page(selectors.people(actor=request.auth, case=case), window)


@router.post("/{reference}/people", response=answers(AssignmentOut, 201), auth=WRITES)
def assign(request: Call, reference: Code, given: Assign) -> Any:
    """Assign somebody to a case; a new lead takes the place of the old one."""
    actor = request.auth
    case = case_of(actor, reference)
    require(actor, Action.ASSIGN, case)
    user = colleague(actor, "user", given.user)
    assignment = services.assign(
        actor=actor, case=case, user=user, kind=given.kind, reason=given.reason
    )
    return Status(201, assignment)


@router.post("/{reference}/people/{pk}/end", response=answers(AssignmentOut), auth=WRITES)
def end_assignment(request: Call, reference: Code, pk: Key, given: WithReason) -> Any:
    """Take somebody off a case."""
    actor = request.auth
    case = case_of(actor, reference, Layer.PEOPLE)
    rows = selectors.people(actor=actor, case=case).select_related("case")
    return services.end_assignment(actor=actor, assignment=rows.get(pk=pk), reason=given.reason)


@router.get("/{reference}/hand-overs", response=answers(Page[HandOverOut]))
def list_hand_overs(request: Call, reference: Code, window: InWindow) -> Any:
    """List the hand-overs of a case."""
    case = case_of(request.auth, reference, Layer.PEOPLE)
    return page(selectors.hand_overs(actor=request.auth, case=case), window)


@router.post("/{reference}/hand-overs", response=answers(HandOverOut, 201), auth=WRITES)
def hand_over(request: Call, reference: Code, given: HandOverIn) -> Any:
    """Pass a case on to a new lead, with everything open in it."""
    actor = request.auth
    case = case_of(actor, reference)
    require(actor, Action.HAND_OVER, case)
    to_user = colleague(actor, "to_user", given.to_user)
    record = services.hand_over(actor=actor, case=case, to_user=to_user, note=given.note)
    return Status(201, record)


@router.get("/{reference}/suggestions", response=answers(Page[SuggestionOut]))
def list_suggestions(request: Call, reference: Code, window: InWindow) -> Any:
    """List colleagues who could take a case, best match and lightest load first."""
    case = case_of(request.auth, reference, Layer.PEOPLE)
    return page(selectors.suggested_people(actor=request.auth, case=case), window)
