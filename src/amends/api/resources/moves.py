"""Merging and splitting cases, undoing either, and the history of a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_case, named_parties
from amends.api.paging import InWindow, Page, page
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Key, Line, WithReason
from amends.office.cases import merge_services, selectors, split_services
from amends.office.cases.models import CaseMove, MoveKind
from amends.office.policy import Action, Layer, require

router = Router(tags=["moves"])


class MoveOut(Schema):
    """Content moved from one case to another."""

    id: int
    kind: MoveKind
    case: str
    target: str
    reason: str
    by: Person
    made_at: datetime
    undone: bool

    @staticmethod
    def resolve_case(move: CaseMove) -> str:
        """Return the reference of the case it came from."""
        return move.case.reference

    @staticmethod
    def resolve_target(move: CaseMove) -> str:
        """Return the reference of the case it went to."""
        return move.target.reference

    @staticmethod
    def resolve_undone(move: CaseMove) -> bool:
        """Say whether it was undone."""
        return move.undone_at is not None


class MergeIn(WithReason):
    """The case to merge into, and why."""

    target: Code


class SplitIn(WithReason):
    """The keys of those who are severed, the title of their case, and why."""

    defendants: list[Code] = Field(min_length=1, max_length=200)
    title: Line


@router.get("/{reference}/contents", response=answers(dict[str, int]))
def read_contents(request: Call, reference: Code) -> Any:
    """Count what a case holds, to say what a merge will move."""
    case = case_of(request.auth, reference, Layer.NOTES)
    return selectors.contents(actor=request.auth, case=case)


@router.get("/{reference}/moves", response=answers(Page[MoveOut]))
def list_moves(request: Call, reference: Code, window: InWindow) -> Any:
    """List the merges and splits a case had part in."""
    case = case_of(request.auth, reference, Layer.HISTORY)
    return page(selectors.moves(actor=request.auth, case=case), window)


@router.post("/{reference}/merge", response=answers(MoveOut, 201), auth=WRITES)
def merge_case(request: Call, reference: Code, given: MergeIn) -> Any:
    """Move everything in a case into another one."""
    actor = request.auth
    case = case_of(actor, reference)
    require(actor, Action.MERGE, case)
    target = named_case(actor, "target", given.target)
    move = merge_services.merge_cases(actor=actor, case=case, target=target, reason=given.reason)
    return Status(201, move)


@router.post("/{reference}/split", response=answers(MoveOut, 201), auth=WRITES)
def split_case(request: Call, reference: Code, given: SplitIn) -> Any:
    """Sever some suspects or defendants into a case of their own."""
    actor = request.auth
    case = case_of(actor, reference)
    require(actor, Action.SPLIT, case)
    move = split_services.split_case(
        actor=actor,
        case=case,
        defendants=named_parties(actor, case, "defendants", given.defendants),
        title=given.title,
        reason=given.reason,
    )
    return Status(201, move)


@router.post("/{reference}/moves/{pk}/undo", response=answers(MoveOut), auth=WRITES)
def undo_move(request: Call, reference: Code, pk: Key) -> Any:
    """Undo a merge or a split: what moved goes back."""
    actor = request.auth
    case = case_of(actor, reference, Layer.HISTORY)
    move = selectors.moves(actor=actor, case=case).get(pk=pk)
    return merge_services.undo_move(actor=actor, move=move)
