"""Attachments: listed, sent in, handed out for download only, removed and restored."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import FileResponse
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import Page, Window, page
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line
from amends.office.accounts.models import User
from amends.office.evidence import selectors, services
from amends.office.evidence.inert import handed_out
from amends.office.evidence.models import Attachment
from amends.office.intake.models import ReportFile
from amends.office.policy import Layer
from amends.office.reading.models import State, state_of
from amends.office.reading.services import read_after_upload

router = Router(tags=["attachments"])
BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
DOWNLOAD = {"responses": {200: {"description": "The bytes of the file", "content": BYTES}}}


class FileOut(Schema):
    """The record of a file that was sent in."""

    id: int
    title: str
    filename: str
    size: int
    sha256: str
    added_by: Person
    added_at: datetime
    removed: bool

    @staticmethod
    def resolve_removed(file: Attachment | ReportFile) -> bool:
        """Say whether the file is out of view."""
        return file.removed_at is not None


class AttachmentOut(FileOut):
    """The record of a file of a case."""

    text: State

    @staticmethod
    def resolve_text(attachment: Attachment) -> State:
        """Say whether the text of the file waits to be taken out, was taken, or why not."""
        return state_of(attachment)


class AttachIn(Given):
    """What the file is called in the case; its own name if left out."""

    title: Line = ""


class AttachmentQuery(Window):
    """Whether attachments out of view are listed too."""

    removed: bool = False


@router.get("/{reference}/attachments", response=answers(Page[AttachmentOut]))
def list_attachments(
    request: Call, reference: Code, query: Annotated[AttachmentQuery, Query()]
) -> Any:
    """List the attachments of a case, the latest first."""
    case = case_of(request.auth, reference, Layer.ATTACHMENTS)
    return page(selectors.attachments(actor=request.auth, case=case, removed=query.removed), query)


@router.post("/{reference}/attachments", response=answers(AttachmentOut, 201), auth=WRITES)
def attach_file(
    request: Call,
    reference: Code,
    file: Annotated[UploadedFile, File()],
    given: Annotated[AttachIn, Form()],
) -> Any:
    """Attach a file to a case, sent as multipart form data."""
    case = case_of(request.auth, reference)
    attachment = services.attach_file(
        actor=request.auth,
        case=case,
        title=given.title,
        filename=file.name or "",
        chunks=file.chunks(),
    )
    read_after_upload([attachment])
    return Status(201, _attachment(request.auth, reference, attachment.pk))


@router.get("/{reference}/attachments/{pk}", response=answers(AttachmentOut))
def read_attachment(request: Call, reference: Code, pk: Key) -> Any:
    """Read the record of one attachment."""
    return _attachment(request.auth, reference, pk)


@router.get("/{reference}/attachments/{pk}/content", response=answers(None), openapi_extra=DOWNLOAD)
def download_attachment(request: Call, reference: Code, pk: Key) -> FileResponse:
    """Hand out the bytes, checked against their digest; never shown in a browser."""
    attachment = _attachment(request.auth, reference, pk)
    content = selectors.content(actor=request.auth, attachment=attachment)
    return handed_out(content, attachment.filename)


@router.post("/{reference}/attachments/{pk}/remove", response=answers(AttachmentOut), auth=WRITES)
def remove_attachment(request: Call, reference: Code, pk: Key) -> Any:
    """Take an attachment out of view; its bytes stay in the store."""
    attachment = _attachment(request.auth, reference, pk)
    return services.remove_attachment(actor=request.auth, attachment=attachment)


@router.post("/{reference}/attachments/{pk}/restore", response=answers(AttachmentOut), auth=WRITES)
def restore_attachment(request: Call, reference: Code, pk: Key) -> Any:
    """Bring an attachment back into view."""
    attachment = _attachment(request.auth, reference, pk)
    return services.remove_attachment(actor=request.auth, attachment=attachment, removed=False)


def _attachment(actor: User, reference: str, pk: int) -> Attachment:
    case = case_of(actor, reference, Layer.ATTACHMENTS)
    return selectors.attachment(actor=actor, case=case, pk=pk)
