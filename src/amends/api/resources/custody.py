"""What the API tells of a chain of custody: its steps and its gaps."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from amends.office.exhibits.models import CustodyStep
from amends.proof.custody import StepKind


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
