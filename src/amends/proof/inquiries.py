"""Inquiries: how one stands on a day, and how long those who are asked take to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class ReplyKind(StrEnum):
    """How much a reply answers."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    REFUSED = "refused"


class InquiryState(StrEnum):
    """How an inquiry stands."""

    DRAFT = "draft"
    WAITING = "waiting"
    PARTLY = "partly"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    REFUSED = "refused"
    CLOSED = "closed"


WAITS = frozenset({InquiryState.WAITING, InquiryState.PARTLY, InquiryState.OVERDUE})


@dataclass(frozen=True)
class Reply:
    """A reply: on which day it came, and how much it answers."""

    on: date
    kind: ReplyKind


@dataclass(frozen=True)
class Inquiry:
    """The days of an inquiry. A partial reply does not end the waiting; a refusal does.

    Attributes:
        sent_on: nothing while it is a draft.
        due: the day by which an answer is asked for, that day included.
        replies: those that stand, in any order.
        closed_on: the day on which the unit put it away.
    """

    sent_on: date | None
    due: date
    replies: tuple[Reply, ...] = ()
    closed_on: date | None = None

    @property
    def ended_by(self) -> Reply | None:
        """Return the first reply that ends the waiting, if one came."""
        ending = [reply for reply in self.replies if reply.kind is not ReplyKind.PARTIAL]
        return min(ending, key=lambda reply: reply.on, default=None)

    def state(self, today: date) -> InquiryState:
        """Return how it stands on a day."""
        if self.closed_on is not None:
            return InquiryState.CLOSED
        if self.sent_on is None:
            return InquiryState.DRAFT
        if (end := self.ended_by) is not None:
            refused = end.kind is ReplyKind.REFUSED
            return InquiryState.REFUSED if refused else InquiryState.ANSWERED
        if today > self.due:
            return InquiryState.OVERDUE
        return InquiryState.PARTLY if self.replies else InquiryState.WAITING

    def waits(self, today: date) -> bool:
        """Say whether an answer is still waited for."""
        return self.state(today) in WAITS

    def days_to_answer(self) -> int | None:
        """Return the days from sending to the answer; nothing while there is none."""
        end = self.ended_by
        return (end.on - self.sent_on).days if end is not None and self.sent_on else None

    def days_waiting(self, today: date) -> int | None:
        """Return the days since it was sent; nothing unless it waits."""
        return (today - self.sent_on).days if self.sent_on and self.waits(today) else None

    def days_late(self, today: date) -> int:
        """Return the days since it was due; nought unless it is overdue."""
        return (today - self.due).days if self.state(today) is InquiryState.OVERDUE else 0


@dataclass(frozen=True)
class Delay:
    """How long one body takes.

    The median is over those answered; the ones that still wait are longer than they look, so they
    are counted beside it and never left out.

    Attributes:
        body: the body that was asked.
        sent: how many inquiries were sent to it.
        answered: how many of those got an answer, a refusal included.
        waiting: how many still wait.
        overdue: how many of those are past their day.
        median: days to the answer, of those answered.
        longest: days that the oldest one has been waiting.
    """

    body: str
    sent: int
    answered: int
    waiting: int
    overdue: int
    median: Fraction | None
    longest: int | None


def delays(asked: Iterable[tuple[str, Inquiry]], today: date) -> tuple[Delay, ...]:
    """Return how long each body takes, the one with the oldest that waits first."""
    by_body: dict[str, list[Inquiry]] = {}
    for body, inquiry in asked:
        if inquiry.sent_on is not None:
            by_body.setdefault(body, []).append(inquiry)
    found = [_delay(body, sent, today) for body, sent in by_body.items()]
    return tuple(sorted(found, key=lambda delay: (-(delay.longest or 0), delay.body)))


def median(days: Iterable[int]) -> Fraction | None:
    """Return the middle of some figures, exact; nothing of none."""
    ordered = sorted(days)
    if not ordered:
        return None
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half], 2)


def _delay(body: str, sent: list[Inquiry], today: date) -> Delay:
    taken = [days for one in sent if (days := one.days_to_answer()) is not None]
    waiting = [days for one in sent if (days := one.days_waiting(today)) is not None]
    late = sum(one.state(today) is InquiryState.OVERDUE for one in sent)
    longest = max(waiting, default=None)
    return Delay(body, len(sent), len(taken), len(waiting), late, median(taken), longest)
