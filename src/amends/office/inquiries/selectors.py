"""Reads of inquiries: of a case, of all one's cases, and how long bodies take to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from amends.office.cases.models import Case
from amends.office.inquiries.models import Inquiry, Line, Reminder, Reply
from amends.office.inquiries.standing import inquiry_of
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.proof.inquiries import Delay, InquiryState, ReplyKind, delays

OPEN = "open"


@dataclass(frozen=True)
class InquiryFilters:
    """What a list of inquiries is narrowed to. Empty fields narrow nothing."""

    state: str = ""
    body: str = ""
    element: str = ""
    urgency: str = ""


def inquiries(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Inquiry]:
    """Return the inquiries of a case with their reminders and replies."""
    log.read(actor=actor, what="inquiries", case=case)
    rows = _rows(actor).filter(case=case)
    return rows if removed else rows.filter(removed_at=None)


def inquiry(*, actor: Actor, case: Case, number: int) -> Inquiry:
    """Return one inquiry of a case.

    Raises:
        Inquiry.DoesNotExist: there is none of this number that the actor may see.
    """
    return inquiries(actor=actor, case=case, removed=True).get(number=number)


def all_inquiries(
    *, actor: Actor, filters: InquiryFilters, today: date, case: Case | None = None
) -> QuerySet[Inquiry]:
    """Return the inquiries of the actor's cases, or of one, narrowed; what is due first on top."""
    log.read(actor=actor, what="inquiries of all cases" if case is None else "inquiries", case=case)
    rows = _rows(actor).filter(removed_at=None, case__merged_into=None)
    if case is not None:
        rows = rows.filter(case=case)
    rows = _in_state(rows, filters.state, today)
    if filters.body:
        rows = rows.filter(body__iexact=filters.body)
    if filters.element:
        rows = rows.filter(element=filters.element)
    if filters.urgency:
        rows = rows.filter(urgency=filters.urgency)
    return rows.order_by("due", "id")


def bodies(*, actor: Actor) -> list[str]:
    """Return the bodies that were asked in the actor's cases, by name."""
    log.read(actor=actor, what="bodies asked")
    rows = Inquiry.objects.seen_by(actor).filter(removed_at=None).order_by("body")
    return list(rows.values_list("body", flat=True).distinct())


def body_delays(*, actor: Actor, today: date) -> tuple[Delay, ...]:
    """Return how long each body takes to answer, over the actor's cases."""
    log.read(actor=actor, what="inquiries of all cases")
    rows = _rows(actor).filter(removed_at=None, sent_on__isnull=False, case__merged_into=None)
    return delays(((row.body, inquiry_of(row)) for row in rows), today)


def reply(*, actor: Actor, case: Case, pk: int) -> Reply:
    """Return one reply in a case.

    Raises:
        Reply.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="inquiries", case=case)
    rows = Reply.objects.seen_by(actor).filter(case=case)
    return rows.select_related("case", "inquiry__case").get(pk=pk)


def lines(*, actor: Actor, case: Case, undone: bool = False) -> QuerySet[Line]:
    """Return the lines of inquiry that were closed in a case."""
    log.read(actor=actor, what="lines closed", case=case)
    rows = Line.objects.seen_by(actor).filter(case=case).select_related("case", "closed_by")
    return rows if undone else rows.filter(undone_at=None)


def line(*, actor: Actor, case: Case, pk: int) -> Line:
    """Return one line of inquiry that was closed.

    Raises:
        Line.DoesNotExist: there is none that the actor may see.
    """
    return lines(actor=actor, case=case, undone=True).get(pk=pk)


def _rows(actor: Actor) -> QuerySet[Inquiry]:
    replies = Reply.objects.seen_by(actor).select_related("attachment", "item", "by")
    reminders = Reminder.objects.seen_by(actor).select_related("by")
    related = ("case__unit", "by", "victim", "owner", "made_by", "task__escalated_to")
    return (
        Inquiry.objects.seen_by(actor)
        .select_related(*related)
        .prefetch_related(
            Prefetch("replies", queryset=replies, to_attr="answers"),
            Prefetch("reminders", queryset=reminders, to_attr="reminded"),
        )
    )


def _in_state(rows: QuerySet[Inquiry], state: str, today: date) -> QuerySet[Inquiry]:
    """Narrow to a state, or to all that wait ("open"), as the pure room tells them."""
    standing = Reply._base_manager.filter(inquiry=OuterRef("pk"), struck_at=None)
    ending = standing.exclude(kind=ReplyKind.PARTIAL).order_by("on", "id")
    rows = rows.annotate(ended_as=Subquery(ending.values("kind")[:1]))
    waits = Q(sent_on__isnull=False, closed_on=None, ended_as=None)
    in_time, partly = waits & Q(due__gte=today), Q(Exists(standing))
    conditions = {
        OPEN: waits,
        InquiryState.DRAFT: Q(sent_on=None, closed_on=None),
        InquiryState.OVERDUE: waits & Q(due__lt=today),
        InquiryState.WAITING: in_time & ~partly,
        InquiryState.PARTLY: in_time & partly,
        InquiryState.ANSWERED: Q(closed_on=None, ended_as=ReplyKind.COMPLETE),
        InquiryState.REFUSED: Q(closed_on=None, ended_as=ReplyKind.REFUSED),
        InquiryState.CLOSED: Q(closed_on__isnull=False),
    }
    return rows.filter(conditions[state]) if state in conditions else rows
