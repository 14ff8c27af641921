"""Inquiries to police and other bodies, with what was answered and how long that took."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from amends.api.answers import answers
from amends.api.finding import case_of, colleague
from amends.api.paging import InWindow, Page, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.inquiry_bodies import (
    DelayOut,
    InquiryEdit,
    InquiryIn,
    InquiryOut,
    InquiryQuery,
    RemindIn,
    ReplyIn,
    ReplyOut,
    SentIn,
)
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Key, Number, WithReason
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.charging.selectors import charging_of
from amends.office.evidence import selectors as attachments
from amends.office.evidence.models import Attachment
from amends.office.exhibits import selectors as evidence
from amends.office.exhibits.models import Item
from amends.office.inquiries import reply_services, selectors, services
from amends.office.inquiries.models import Inquiry
from amends.office.inquiries.standing import BETWEEN, unproved
from amends.office.policy import Action, Layer, require
from amends.office.validation import problem

router = Router(tags=["inquiries"])
across_cases = Router(tags=["inquiries"])


@across_cases.get("", response=answers(Page[InquiryOut]))
def list_inquiries(request: Call, query: Annotated[InquiryQuery, Query()]) -> Any:
    """List the inquiries of the caller's cases, what is due first on top."""
    today = timezone.localdate()
    rows = selectors.all_inquiries(actor=request.auth, filters=query.filters(), today=today)
    return page(rows, query)


@across_cases.get("/bodies", response=answers(Page[DelayOut]))
def list_bodies(request: Call, window: InWindow) -> Any:
    """List the bodies asked, with how long each takes to answer."""
    return page(selectors.body_delays(actor=request.auth, today=timezone.localdate()), window)


@router.get("/{reference}/inquiries", response=answers(Page[InquiryOut]))
def list_case_inquiries(
    request: Call, reference: Code, query: Annotated[InquiryQuery, Query()]
) -> Any:
    """List the inquiries of a case."""
    case = case_of(request.auth, reference, Layer.INQUIRIES)
    today = timezone.localdate()
    rows = selectors.all_inquiries(
        actor=request.auth, filters=query.filters(), today=today, case=case
    )
    return page(rows, query)


@router.post("/{reference}/inquiries", response=answers(InquiryOut, 201), auth=WRITES)
def make_inquiry(request: Call, reference: Code, given: InquiryIn) -> Any:
    """Draft an inquiry for what is not proved yet."""
    actor = request.auth
    case = case_of(actor, reference, Layer.INQUIRIES)
    require(actor, Action.INQUIRE, case)
    fields = given.model_dump(exclude={"owner", "count", "element"})
    owner = colleague(actor, "owner", given.owner) if given.owner else actor
    tie = _tie(actor, case, given)
    row = services.make_inquiry(actor=actor, case=case, tie=tie, owner=owner, **fields)
    return Status(201, _inquiry(actor, reference, row.number))


@router.get("/{reference}/inquiries/{number}", response=answers(InquiryOut))
def read_inquiry(request: Call, reference: Code, number: Number) -> Any:
    """Read one inquiry."""
    return _inquiry(request.auth, reference, number)


@router.patch("/{reference}/inquiries/{number}", response=answers(InquiryOut), auth=WRITES)
def edit_inquiry(request: Call, reference: Code, number: Number, given: InquiryEdit) -> Any:
    """Change an inquiry, unless somebody else changed it since it was read."""
    actor = request.auth
    row = _inquiry(actor, reference, number)
    require(actor, Action.INQUIRE, row.case)
    fields = given.model_dump(exclude={"version", "owner"}, exclude_none=True)
    if given.owner:
        fields["owner"] = colleague(actor, "owner", given.owner)
    with showing_what_stands(lambda: InquiryOut.from_orm(_inquiry(actor, reference, number))):
        services.edit_inquiry(actor=actor, inquiry=row, version=given.version, **fields)
    return _inquiry(actor, reference, number)


@router.post("/{reference}/inquiries/{number}/send", response=answers(InquiryOut), auth=WRITES)
def send_inquiry(request: Call, reference: Code, number: Number, given: SentIn) -> Any:
    """Record that an inquiry went out; amends itself sends nothing."""
    row = _inquiry(request.auth, reference, number)
    services.send_inquiry(actor=request.auth, inquiry=row, on=given.on)
    return _inquiry(request.auth, reference, number)


@router.post("/{reference}/inquiries/{number}/recall", response=answers(InquiryOut), auth=WRITES)
def recall_inquiry(request: Call, reference: Code, number: Number) -> Any:
    """Undo sending, as long as nothing came of it."""
    row = _inquiry(request.auth, reference, number)
    services.recall_inquiry(actor=request.auth, inquiry=row)
    return _inquiry(request.auth, reference, number)


@router.post("/{reference}/inquiries/{number}/reminders", response=answers(InquiryOut), auth=WRITES)
def remind(request: Call, reference: Code, number: Number, given: RemindIn) -> Any:
    """Record that an answer was asked for again."""
    row = _inquiry(request.auth, reference, number)
    services.remind(actor=request.auth, inquiry=row, **given.model_dump())
    return _inquiry(request.auth, reference, number)


@router.post("/{reference}/inquiries/{number}/replies", response=answers(InquiryOut), auth=WRITES)
def record_reply(request: Call, reference: Code, number: Number, given: ReplyIn) -> Any:
    """Record what was answered."""
    actor, row = request.auth, _inquiry(request.auth, reference, number)
    fields = given.model_dump(exclude={"attachment", "item"})
    fields["attachment"] = _attachment(actor, row.case, given.attachment)
    fields["item"] = _item(actor, row.case, given.item)
    reply_services.record_reply(actor=actor, inquiry=row, **fields)
    return _inquiry(actor, reference, number)


@router.post("/{reference}/replies/{pk}/strike", response=answers(ReplyOut), auth=WRITES)
def strike_reply(request: Call, reference: Code, pk: Key, given: WithReason) -> Any:
    """Strike a reply out."""
    case = case_of(request.auth, reference, Layer.INQUIRIES)
    reply = selectors.reply(actor=request.auth, case=case, pk=pk)
    return reply_services.strike_reply(actor=request.auth, reply=reply, reason=given.reason)


@router.post("/{reference}/inquiries/{number}/close", response=answers(InquiryOut), auth=WRITES)
def close_inquiry(request: Call, reference: Code, number: Number, given: WithReason) -> Any:
    """Put an inquiry away."""
    row = _inquiry(request.auth, reference, number)
    services.close_inquiry(actor=request.auth, inquiry=row, reason=given.reason)
    return _inquiry(request.auth, reference, number)


@router.post("/{reference}/inquiries/{number}/reopen", response=answers(InquiryOut), auth=WRITES)
def reopen_inquiry(request: Call, reference: Code, number: Number) -> Any:
    """Undo closing."""
    row = _inquiry(request.auth, reference, number)
    services.reopen_inquiry(actor=request.auth, inquiry=row)
    return _inquiry(request.auth, reference, number)


@router.post("/{reference}/inquiries/{number}/remove", response=answers(InquiryOut), auth=WRITES)
def remove_inquiry(request: Call, reference: Code, number: Number) -> Any:
    """Take a draft out of view."""
    row = _inquiry(request.auth, reference, number)
    services.remove_inquiry(actor=request.auth, inquiry=row)
    return _inquiry(request.auth, reference, number)


@router.post("/{reference}/inquiries/{number}/restore", response=answers(InquiryOut), auth=WRITES)
def restore_inquiry(request: Call, reference: Code, number: Number) -> Any:
    """Bring a draft back into view."""
    row = _inquiry(request.auth, reference, number)
    services.remove_inquiry(actor=request.auth, inquiry=row, removed=False)
    return _inquiry(request.auth, reference, number)


def _inquiry(actor: User, reference: str, number: int) -> Inquiry:
    case = case_of(actor, reference, Layer.INQUIRIES)
    return selectors.inquiry(actor=actor, case=case, number=number)


def _tie(actor: User, case: Case, given: InquiryIn) -> services.Tie | None:
    if not given.count and not given.element:
        return None
    found = unproved(charging_of(actor=actor, case=case, today=timezone.localdate()))
    row = found.get(f"{given.count}{BETWEEN}{given.element}")
    if row is None:
        raise problem("element", _("No count of this name lacks this element."))
    return services.tie_of(row)


def _attachment(actor: User, case: Case, pk: int | None) -> Attachment | None:
    if pk is None:
        return None
    row = attachments.attachments(actor=actor, case=case).filter(pk=pk).first()
    if row is None:
        raise problem("attachment", _("Choose a file of this case."))
    return row


def _item(actor: User, case: Case, key: str) -> Item | None:
    if not key:
        return None
    row = evidence.items(actor=actor, case=case).filter(key=key).first()
    if row is None:
        raise problem("item", _("Choose an item of this case."))
    return row
