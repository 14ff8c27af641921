"""Redaction: what is marked in files to be taken out, and the copies that were made."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import InWindow, Page, page
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line, Reason, WithReason
from amends.office.accounts.models import User
from amends.office.disclosure import redaction_services, selectors
from amends.office.disclosure.models import Mark, Redaction
from amends.office.evidence import selectors as attachments
from amends.office.evidence.models import Attachment
from amends.office.policy import Layer

router = Router(tags=["disclosure"])
Part = Annotated[list[Annotated[float, Field(ge=0, le=1)]], Field(min_length=4, max_length=4)]
PageNumber = Annotated[int, Field(ge=1, le=20_000)]


class RedactionMarkOut(Schema):
    """What is to be taken out of a file."""

    id: int
    page: int | None
    words: str
    alone: bool
    part: list[float] | None
    reason: str
    removed: bool

    @staticmethod
    def resolve_removed(row: Mark) -> bool:
        """Say whether it was taken away."""
        return row.removed_at is not None


class MarkIn(Given):
    """Words, or a part of a page in parts of its width and height, that are to go."""

    reason: Reason
    words: Line = ""
    alone: bool = False
    page: PageNumber | None = None
    part: Part | None = None


class RedactionOut(Schema):
    """A redacted copy: of which file, which attachment it is, and what was taken out."""

    id: int
    source: int
    result: int
    sha256: str
    pages: int
    taken: dict[str, int]
    set_aside: bool
    reason: str

    @staticmethod
    def resolve_source(row: Redaction) -> int:
        """Return the key of the original."""
        return row.source_id

    @staticmethod
    def resolve_result(row: Redaction) -> int:
        """Return the key of the copy."""
        return row.result_id

    @staticmethod
    def resolve_sha256(row: Redaction) -> str:
        """Return the digest of the copy."""
        return row.result.sha256

    @staticmethod
    def resolve_set_aside(row: Redaction) -> bool:
        """Say whether it is not to be used."""
        return row.set_aside_at is not None

    @staticmethod
    def resolve_reason(row: Redaction) -> str:
        """Return why it was set aside."""
        return row.set_aside_reason


@router.get("/{reference}/attachments/{pk}/marks", response=answers(Page[RedactionMarkOut]))
def list_marks(request: Call, reference: Code, pk: Key, window: InWindow) -> Any:
    """List what is marked in a file to be taken out."""
    file = _file(request.auth, reference, pk)
    return page(selectors.marks(actor=request.auth, attachment=file), window)


@router.post(
    "/{reference}/attachments/{pk}/marks", response=answers(RedactionMarkOut, 201), auth=WRITES
)
def add_mark(request: Call, reference: Code, pk: Key, given: MarkIn) -> Any:
    """Mark words, or a part of a page, that are to be taken out of a file."""
    file = _file(request.auth, reference, pk)
    row = redaction_services.add_mark(actor=request.auth, attachment=file, **given.model_dump())
    return Status(201, row)


@router.post("/{reference}/marks/{pk}/remove", response=answers(RedactionMarkOut), auth=WRITES)
def remove_mark(request: Call, reference: Code, pk: Key) -> Any:
    """Take a mark away."""
    row = _mark(request.auth, reference, pk)
    return redaction_services.remove_mark(actor=request.auth, mark=row)


@router.post("/{reference}/marks/{pk}/restore", response=answers(RedactionMarkOut), auth=WRITES)
def restore_mark(request: Call, reference: Code, pk: Key) -> Any:
    """Bring a mark back."""
    row = _mark(request.auth, reference, pk)
    return redaction_services.remove_mark(actor=request.auth, mark=row, removed=False)


@router.post(
    "/{reference}/attachments/{pk}/redact", response=answers(RedactionOut, 201), auth=WRITES
)
def make_redacted_copy(request: Call, reference: Code, pk: Key) -> Any:
    """Make a redacted copy of a file; refused if anything that is marked can still be read."""
    file = _file(request.auth, reference, pk)
    return Status(201, redaction_services.make_copy(actor=request.auth, attachment=file))


@router.get("/{reference}/redactions", response=answers(Page[RedactionOut]))
def list_redactions(request: Call, reference: Code, window: InWindow) -> Any:
    """List the redacted copies of a case, those set aside as well."""
    case = case_of(request.auth, reference, Layer.DISCLOSURE)
    return page(selectors.redactions(actor=request.auth, case=case), window)


@router.post("/{reference}/redactions/{pk}/set-aside", response=answers(RedactionOut), auth=WRITES)
def set_redaction_aside(request: Call, reference: Code, pk: Key, given: WithReason) -> Any:
    """Set a redacted copy aside."""
    row = _redaction(request.auth, reference, pk)
    return redaction_services.set_aside(actor=request.auth, redaction=row, reason=given.reason)


@router.post("/{reference}/redactions/{pk}/restore", response=answers(RedactionOut), auth=WRITES)
def restore_redaction(request: Call, reference: Code, pk: Key) -> Any:
    """Take a redacted copy into use again."""
    row = _redaction(request.auth, reference, pk)
    return redaction_services.set_aside(actor=request.auth, redaction=row, back=True)


def _file(actor: User, reference: str, pk: int) -> Attachment:
    case = case_of(actor, reference, Layer.DISCLOSURE)
    return attachments.attachment(actor=actor, case=case, pk=pk)


def _mark(actor: User, reference: str, pk: int) -> Mark:
    case = case_of(actor, reference, Layer.DISCLOSURE)
    return selectors.mark(actor=actor, case=case, pk=pk)


def _redaction(actor: User, reference: str, pk: int) -> Redaction:
    case = case_of(actor, reference, Layer.DISCLOSURE)
    return selectors.redaction(actor=actor, case=case, pk=pk)
