"""What the API takes and tells of inquiries, their reminders and their replies."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.utils import timezone
from ninja import Schema
from pydantic import Field

from amends.api.paging import Window
from amends.api.values import LARGEST_NUMBER, Code, Given, Key, Line, Text
from amends.office.inquiries.models import Inquiry, Reply, Urgency
from amends.office.inquiries.selectors import InquiryFilters
from amends.office.inquiries.standing import state_of
from amends.proof.inquiries import Delay, InquiryState, ReplyKind

Long = Annotated[Text, Field(max_length=5_000)]


class ReplyOut(Schema):
    """What a body answered; struck out with a reason, never changed."""

    id: int
    on: date
    kind: ReplyKind
    content: str
    reason: str
    attachment: int | None = Field(alias="attachment_id")
    item: str | None
    struck: bool
    struck_reason: str

    @staticmethod
    def resolve_item(row: Reply) -> str | None:
        """Return the key of the item that came of it, while it is in the same case."""
        return row.item.key if row.item is not None and row.item.case_id == row.case_id else None

    @staticmethod
    def resolve_struck(row: Reply) -> bool:
        """Say whether it is struck out."""
        return row.struck_at is not None


class ReminderOut(Schema):
    """That an answer was asked for again."""

    on: date
    due_before: date
    due: date
    note: str


class InquiryOut(Schema):
    """An inquiry; ``version`` goes back with an edit, so that nobody overwrites another's."""

    case: str
    number: int
    reference: str
    version: int
    state: InquiryState
    body: str
    person: str
    asks: str
    why: str
    urgency: Urgency
    due: date
    element: str
    law: str
    citation: str
    against: str
    proposition: str
    owner: str
    sent_on: date | None
    closed_on: date | None
    closed_reason: str
    escalated: bool
    removed: bool
    reminders: list[ReminderOut]
    replies: list[ReplyOut]

    @staticmethod
    def resolve_case(row: Inquiry) -> str:
        """Return the reference of its case."""
        return row.case.reference

    @staticmethod
    def resolve_state(row: Inquiry) -> InquiryState:
        """Return how it stands today."""
        return state_of(row, timezone.localdate())

    @staticmethod
    def resolve_against(row: Inquiry) -> str:
        """Return the key of the party the count is against."""
        return row.by.key if row.by is not None else ""

    @staticmethod
    def resolve_owner(row: Inquiry) -> str:
        """Return the user name of who follows it up."""
        return row.owner.username

    @staticmethod
    def resolve_escalated(row: Inquiry) -> bool:
        """Say whether the head was told that it is overdue."""
        return row.task is not None and row.task.escalated_at is not None

    @staticmethod
    def resolve_removed(row: Inquiry) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None

    @staticmethod
    def resolve_reminders(row: Any) -> Any:
        """Return the reminders, as the selector brought them."""
        return row.reminded

    @staticmethod
    def resolve_replies(row: Any) -> Any:
        """Return the replies, as the selector brought them."""
        return row.answers


class DelayOut(Schema):
    """How long a body takes: days to the answer in the middle, and what still waits."""

    body: str
    sent: int
    answered: int
    waiting: int
    overdue: int
    median: float | None
    longest: int | None

    @staticmethod
    def resolve_median(row: Delay) -> float | None:
        """Return the middle as a number that may have a half."""
        return float(row.median) if row.median is not None else None


class InquiryQuery(Window):
    """What a list is narrowed to; ``open`` is everything that waits."""

    state: Code = ""
    body: Line = ""
    element: Code = ""
    urgency: Code = ""

    def filters(self) -> InquiryFilters:
        """Return what the selector takes."""
        return InquiryFilters(**self.model_dump(exclude={"limit", "offset"}))


class InquiryIn(Given):
    """An inquiry, on an element of a count named as charging names it, or on a proposition."""

    body: Annotated[Line, Field(min_length=1, max_length=200)]
    person: Annotated[Line, Field(max_length=200)] = ""
    asks: Annotated[Long, Field(min_length=1)]
    why: Annotated[Long, Field(min_length=1)]
    due: date
    urgency: Urgency = Urgency.ROUTINE
    owner: Code = Field("", description="a user name; the caller if left out")
    count: Line = ""
    element: Code = ""
    proposition: Annotated[Text, Field(max_length=500)] = ""


class InquiryEdit(Given):
    """Changes; what is left out stays. ``version`` is the one that was read."""

    version: int = Field(ge=1, le=LARGEST_NUMBER)
    body: Annotated[Line, Field(min_length=1, max_length=200)] | None = None
    person: Annotated[Line, Field(max_length=200)] | None = None
    asks: Annotated[Long, Field(min_length=1)] | None = None
    why: Annotated[Long, Field(min_length=1)] | None = None
    due: date | None = None
    urgency: Urgency | None = None
    owner: Code | None = None
    proposition: Annotated[Text, Field(max_length=500)] | None = None


class SentIn(Given):
    """The day on which it went out."""

    on: date


class RemindIn(Given):
    """The day on which an answer was asked for again, and the new day for it."""

    on: date
    due: date
    note: Line = ""


class ReplyIn(Given):
    """What was answered; a file by its id, an item by its key."""

    on: date
    kind: ReplyKind
    content: Long = ""
    reason: Annotated[Text, Field(max_length=500)] = ""
    attachment: Key | None = None
    item: Code = ""
