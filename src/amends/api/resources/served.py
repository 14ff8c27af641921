"""What was served on whom, and what a defendant had on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import InWindow, Page, page
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Key, WithReason
from amends.office.accounts.models import User
from amends.office.disclosure import set_selectors, set_services
from amends.office.disclosure.models import Service
from amends.office.disclosure.set_selectors import HadRow
from amends.office.policy import Layer

router = Router(tags=["disclosure"])


class ServiceOut(Schema):
    """That a set was served."""

    id: int
    set: str
    defendant: str
    on: date
    way: str
    received_by: str
    proof: int
    struck: bool
    reason: str

    @staticmethod
    def resolve_set(row: Service) -> str:
        """Return the key of the set."""
        return row.set.key

    @staticmethod
    def resolve_defendant(row: Service) -> str:
        """Return the key of the defendant."""
        return row.party.key

    @staticmethod
    def resolve_proof(row: Service) -> int:
        """Return the key of the attachment that proves it."""
        return row.proof_id

    @staticmethod
    def resolve_struck(row: Service) -> bool:
        """Say whether it was struck out."""
        return row.struck_at is not None

    @staticmethod
    def resolve_reason(row: Service) -> str:
        """Return why it was struck out."""
        return row.struck_reason


class HadOut(Schema):
    """A piece of material, when it was first served, in which set and with which numbers."""

    key: str
    title: str
    first_on: date | None
    set: str
    redacted: bool
    first: int | None
    last: int | None


class DefencePositionOut(Schema):
    """What a defendant had at the end of a day, what came later, and what never came."""

    defendant: str
    on: date
    had: list[HadOut]
    later: list[HadOut]
    never: list[HadOut]


@router.get("/{reference}/services", response=answers(Page[ServiceOut]))
def list_services(request: Call, reference: Code, window: InWindow) -> Any:
    """List what was served on whom and when."""
    case = case_of(request.auth, reference, Layer.SERVED)
    return page(set_selectors.services(actor=request.auth, case=case), window)


@router.post("/{reference}/services/{pk}/strike", response=answers(ServiceOut), auth=WRITES)
def strike_service(request: Call, reference: Code, pk: Key, given: WithReason) -> Any:
    """Strike a service that was recorded wrongly out."""
    row = _service(request.auth, reference, pk)
    return set_services.strike_service(actor=request.auth, service=row, reason=given.reason)


@router.post("/{reference}/services/{pk}/restore", response=answers(ServiceOut), auth=WRITES)
def restore_service(request: Call, reference: Code, pk: Key) -> Any:
    """Let a service that was struck out stand again."""
    row = _service(request.auth, reference, pk)
    return set_services.strike_service(actor=request.auth, service=row, back=True)


@router.get("/{reference}/defence/{party}/{on}", response=answers(DefencePositionOut))
def read_position(request: Call, reference: Code, party: Code, on: date) -> Any:
    """Say what a defendant had at the end of a day, what came later, and what never came."""
    actor, case = request.auth, case_of(request.auth, reference, Layer.SERVED)
    found = next((p for p in set_selectors.accused(actor=actor, case=case) if p.key == party), None)
    if found is None:
        raise Service.DoesNotExist
    position = set_selectors.position(actor=actor, case=case, party=found, day=on)
    return {
        "defendant": party,
        "on": on,
        "had": [*map(_had, position.had)],
        "later": [*map(_had, position.later)],
        "never": [*map(_had, position.never)],
    }


def _had(row: HadRow) -> dict[str, Any]:
    part = row.part or {}
    return {
        "key": row.had.key,
        "title": row.title,
        "first_on": row.had.first,
        "set": row.set,
        "redacted": bool(part.get("redacted")),
        "first": part.get("first"),
        "last": part.get("last"),
    }


def _service(actor: User, reference: str, pk: int) -> Service:
    case = case_of(actor, reference, Layer.SERVED)
    return set_selectors.service(actor=actor, case=case, pk=pk)
