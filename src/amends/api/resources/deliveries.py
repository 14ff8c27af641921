"""Deliveries: a file sent in parts, taken up again after a lost line, attached when it is whole."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Header, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.resources.attachments import AttachmentOut
from amends.api.tokens import WRITES, Call
from amends.api.values import LARGEST_KEY, Code, Given, Line, Short
from amends.office.evidence import delivery_services as services
from amends.office.evidence import parts, selectors
from amends.office.evidence.delivery_views import part_in
from amends.office.evidence.models import Delivery
from amends.office.evidence.sealing import CHUNK

of_case = Router(tags=["deliveries"])
router = Router(tags=["deliveries"])
BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
PART = {"requestBody": {"content": BYTES, "description": "The bytes of the part"}}
Size = Annotated[int, Field(ge=1, le=LARGEST_KEY)]
Offset = Annotated[int, Field(ge=0, le=LARGEST_KEY)]


class DeliveryOut(Schema):
    """How much of a file came. Every part but the last has whole ``part_unit``s of bytes."""

    token: str
    filename: str
    size: int
    received: int
    begun_at: datetime
    attached_as: int | None = Field(None, alias="attachment_id")
    part_unit: int = CHUNK
    part_most: int = parts.MOST


class DeliveryIn(Given):
    """The file that will come. With its digest or a mark it is taken up where it broke off."""

    filename: Line
    size: Size
    title: Line = ""
    sha256: Annotated[str, Field(pattern="^([0-9a-fA-F]{64})?$")] = ""
    mark: Short = ""


@of_case.post("/{reference}/deliveries", response=answers(DeliveryOut, 201), auth=WRITES)
def begin_delivery(request: Call, reference: Code, given: DeliveryIn) -> Any:
    """Begin sending a file in parts, or take up the same file where it was broken off."""
    case = case_of(request.auth, reference)
    found = services.begin_delivery(actor=request.auth, case=case, **given.dict())
    return Status(201, found)


@router.get("/{token}", response=answers(DeliveryOut))
def read_delivery(request: Call, token: Code) -> Any:
    """Say how much of a file came: the next part begins there."""
    return _delivery(request, token)


@router.patch("/{token}", response=answers(DeliveryOut), auth=WRITES, openapi_extra=PART)
def send_part(
    request: Call, token: Code, offset: Annotated[Offset, Header(alias="Part-Offset")]
) -> Any:
    """Send the part that begins at ``Part-Offset``; sent twice it is taken once."""
    found = _delivery(request, token)
    return services.take_part(delivery=found, offset=offset, part=part_in(request))


@router.post("/{token}/finish", response=answers(AttachmentOut, 201), auth=WRITES)
def finish_delivery(request: Call, token: Code) -> Any:
    """Attach a file of which every part came; done again it gives the same attachment."""
    found = _delivery(request, token)
    return Status(201, services.finish_delivery(actor=request.auth, delivery=found))


@router.post("/{token}/cancel", response=answers(None, 204), auth=WRITES)
def cancel_delivery(request: Call, token: Code) -> Any:
    """Give up a file that is being sent; what came of it is removed."""
    services.cancel_delivery(actor=request.auth, delivery=_delivery(request, token))
    return Status(204, None)


def _delivery(request: Call, token: str) -> Delivery:
    return selectors.delivery(actor=request.auth, token=token)
