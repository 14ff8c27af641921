"""Objections to the use of an item of evidence: raised, answered, ruled on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.refusals import showing_what_stands
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line, Number, Text
from amends.office.accounts.models import User
from amends.office.exhibits import objection_services, selectors
from amends.office.exhibits.models import Objection
from amends.office.policy import Layer
from amends.proof.objections import Fate

router = Router(tags=["evidence"])
Long = Annotated[Text, Field(max_length=5_000)]


class ObjectionOut(Schema):
    """An objection to the use of an item, our answer, and what became of it."""

    id: int
    ground: str
    raised_on: date
    raised_by: str
    argument: str
    answer: str
    fate: Fate
    ruling: str
    ruled_on: date | None
    version: int
    removed: bool

    @staticmethod
    def resolve_removed(row: Objection) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None


class ObjectionIn(Given):
    """An objection that was raised."""

    ground: Code
    raised_on: date
    raised_by: Line = ""
    argument: Long = ""
    answer: Long = ""


class FateIn(Given):
    """What became of an objection; the answer stays if it is left out."""

    version: Number
    fate: Fate
    ruled_on: date | None = None
    ruling: Long = ""
    answer: Long | None = None


@router.post(
    "/{reference}/evidence/{key}/objections", response=answers(ObjectionOut, 201), auth=WRITES
)
def record_objection(request: Call, reference: Code, key: Code, given: ObjectionIn) -> Any:
    """Record that the use of an item is opposed."""
    actor = request.auth
    case = case_of(actor, reference, Layer.EVIDENCE)
    item = selectors.item(actor=actor, case=case, key=key)
    row = objection_services.record_objection(actor=actor, item=item, **given.model_dump())
    return Status(201, row)


@router.post("/{reference}/objections/{pk}/settle", response=answers(ObjectionOut), auth=WRITES)
def settle_objection(request: Call, reference: Code, pk: Key, given: FateIn) -> Any:
    """Record what became of an objection."""
    actor, row = request.auth, _objection(request.auth, reference, pk)
    with showing_what_stands(lambda: ObjectionOut.from_orm(_objection(actor, reference, pk))):
        return objection_services.settle_objection(actor=actor, objection=row, **given.model_dump())


@router.post("/{reference}/objections/{pk}/remove", response=answers(ObjectionOut), auth=WRITES)
def remove_objection(request: Call, reference: Code, pk: Key) -> Any:
    """Take an objection out of view."""
    row = _objection(request.auth, reference, pk)
    return objection_services.remove_objection(actor=request.auth, objection=row)


@router.post("/{reference}/objections/{pk}/restore", response=answers(ObjectionOut), auth=WRITES)
def restore_objection(request: Call, reference: Code, pk: Key) -> Any:
    """Bring an objection back into view."""
    row = _objection(request.auth, reference, pk)
    return objection_services.remove_objection(actor=request.auth, objection=row, removed=False)


def _objection(actor: User, reference: str, pk: int) -> Objection:
    case = case_of(actor, reference, Layer.EVIDENCE)
    return selectors.objection(actor=actor, case=case, pk=pk)
