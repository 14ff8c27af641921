"""A whole case as one archive, sent while it is packed."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from ninja import Router

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.resources.attachments import DOWNLOAD
from amends.api.tokens import Call
from amends.api.values import Code
from amends.office.archives.export_services import pack_case
from amends.office.archives.selectors import require_whole
from amends.office.archives.views import streamed
from amends.office.policy import Layer

router = Router(tags=["archives"])


@router.get("/{reference}/archive", response=answers(None), openapi_extra=DOWNLOAD)
def download_archive(request: Call, reference: Code) -> StreamingHttpResponse:
    """Hand out the whole case as one ZIP file that can be read without amends."""
    case = case_of(request.auth, reference, Layer.EVIDENCE)
    require_whole(request.auth, case)
    return streamed(pack_case(actor=request.auth, case=case))
