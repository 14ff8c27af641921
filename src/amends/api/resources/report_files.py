"""The files that came with a report: listed, sent in, handed out, taken out of view."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import FileResponse
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from amends.api.answers import answers
from amends.api.paging import Page, page
from amends.api.resources.attachments import DOWNLOAD, AttachIn, AttachmentQuery, FileOut
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Key
from amends.office.accounts.models import User
from amends.office.evidence.inert import handed_out
from amends.office.intake import file_selectors, file_services, selectors
from amends.office.intake.models import Report, ReportFile

router = Router(tags=["reports"])


@router.get("/{report}/files", response=answers(Page[FileOut]))
def list_report_files(
    request: Call, report: Code, query: Annotated[AttachmentQuery, Query()]
) -> Any:
    """List the files of a report, in the order in which they came."""
    row = _report(request.auth, report)
    found = file_selectors.files(actor=request.auth, report=row, removed=query.removed)
    return page(found, query)


@router.post("/{report}/files", response=answers(FileOut, 201), auth=WRITES)
def attach_report_file(
    request: Call,
    report: Code,
    file: Annotated[UploadedFile, File()],
    given: Annotated[AttachIn, Form()],
) -> Any:
    """Attach a file to a report, sent as multipart form data."""
    attached = file_services.attach_to_report(
        actor=request.auth,
        report=_report(request.auth, report),
        title=given.title,
        filename=file.name or "",
        chunks=file.chunks(),
    )
    return Status(201, attached)


@router.get("/{report}/files/{pk}", response=answers(FileOut))
def read_report_file(request: Call, report: Code, pk: Key) -> Any:
    """Read the record of one file."""
    return _file(request.auth, report, pk)


@router.get("/{report}/files/{pk}/content", response=answers(None), openapi_extra=DOWNLOAD)
def download_report_file(request: Call, report: Code, pk: Key) -> FileResponse:
    """Hand out the bytes, checked against their digest; never shown in a browser."""
    file = _file(request.auth, report, pk)
    return handed_out(file_selectors.content(actor=request.auth, file=file), file.filename)


@router.post("/{report}/files/{pk}/remove", response=answers(FileOut), auth=WRITES)
def remove_report_file(request: Call, report: Code, pk: Key) -> Any:
    """Take a file out of view; its bytes stay in the store."""
    return file_services.remove_file(actor=request.auth, file=_file(request.auth, report, pk))


@router.post("/{report}/files/{pk}/restore", response=answers(FileOut), auth=WRITES)
def restore_report_file(request: Call, report: Code, pk: Key) -> Any:
    """Bring a file back into view."""
    file = _file(request.auth, report, pk)
    return file_services.remove_file(actor=request.auth, file=file, removed=False)


def _report(actor: User, reference: str) -> Report:
    return selectors.report(actor=actor, reference=reference)


def _file(actor: User, reference: str, pk: int) -> ReportFile:
    return file_selectors.file(actor=actor, report=_report(actor, reference), pk=pk)
