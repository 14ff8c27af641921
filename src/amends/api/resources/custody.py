"""A chain of custody: its steps and its gaps, a step recorded, struck out, standing again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Details, Given, Key, Line, WithReason
from amends.office.accounts.models import User
from amends.office.exhibits import custody_services, selectors
from amends.office.exhibits.models import CustodyStep
from amends.office.policy import Layer
from amends.proof.custody import StepKind

router = Router(tags=["evidence"])


class GapOut(Schema):
    """A gap in a chain: at which step, counted from 1, what it is and what to do."""

    step: int | None
    said: str
    remedy: str


class StepOut(Schema):
    """One step of custody; struck out with a reason, never changed."""

    id: int
    kind: StepKind
    at: datetime
    until: datetime | None
    by: str
    to: str
    place: str
    purpose: str
    seal_before: str
    seal_after: str
    sha256: str
    receipt: bool
    details: dict[str, str]
    note: str
    struck: bool
    struck_reason: str

    @staticmethod
    def resolve_struck(row: CustodyStep) -> bool:
        """Say whether the step is struck out."""
        return row.struck_at is not None


class StepIn(Given):
    """A step of custody to record."""

    kind: StepKind
    at: datetime
    until: datetime | None = None
    by: Line = Field(min_length=1)
    to: Line = ""
    place: Line = ""
    purpose: Line = ""
    seal_before: Code = ""
    seal_after: Code = ""
    sha256: Code = ""
    receipt: bool = False
    details: Details = Field({})
    note: Line = ""


@router.post("/{reference}/evidence/{key}/steps", response=answers(StepOut, 201), auth=WRITES)
def record_step(request: Call, reference: Code, key: Code, given: StepIn) -> Any:
    """Record a step of custody; a gap is named, never refused."""
    case = case_of(request.auth, reference, Layer.EVIDENCE)
    row = selectors.item(actor=request.auth, case=case, key=key)
    fields = given.model_dump()
    for name in ("at", "until"):
        if fields[name] is not None and timezone.is_naive(fields[name]):
            fields[name] = timezone.make_aware(fields[name])
    return Status(201, custody_services.record_step(actor=request.auth, item=row, **fields))


@router.post("/{reference}/custody/{pk}/strike", response=answers(StepOut), auth=WRITES)
def strike_step(request: Call, reference: Code, pk: Key, given: WithReason) -> Any:
    """Strike a step of custody out."""
    step = _step(request.auth, reference, pk)
    return custody_services.strike_step(actor=request.auth, step=step, reason=given.reason)


@router.post("/{reference}/custody/{pk}/restore", response=answers(StepOut), auth=WRITES)
def restore_step(request: Call, reference: Code, pk: Key) -> Any:
    """Let a step of custody that was struck out stand again."""
    step = _step(request.auth, reference, pk)
    return custody_services.strike_step(actor=request.auth, step=step, back=True)


def _step(actor: User, reference: str, pk: int) -> CustodyStep:
    case = case_of(actor, reference, Layer.EVIDENCE)
    return selectors.step(actor=actor, case=case, pk=pk)
