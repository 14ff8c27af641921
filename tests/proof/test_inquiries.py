"""Inquiries: one state on every day, a partial reply never ends the waiting, medians are exact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.inquiries import (
    WAITS,
    Inquiry,
    InquiryState,
    Reply,
    ReplyKind,
    delays,
    median,
)

SENT = date(2026, 3, 2)
DUE = SENT + timedelta(days=14)
ASKED = Inquiry(SENT, DUE)


def day(number: int) -> date:
    """Return a day counted from sending."""
    return SENT + timedelta(days=number)


REPLIES = st.lists(
    st.builds(Reply, st.integers(0, 60).map(day), st.sampled_from(ReplyKind)), max_size=5
).map(tuple)
INQUIRIES = st.builds(
    Inquiry,
    st.sampled_from([None, SENT]),
    st.integers(0, 60).map(day),
    REPLIES,
    st.sampled_from([None, day(40)]),
)


@pytest.mark.parametrize(
    ("inquiry", "number", "state"),
    [
        (replace(ASKED, sent_on=None), 0, InquiryState.DRAFT),
        (ASKED, 14, InquiryState.WAITING),
        (ASKED, 15, InquiryState.OVERDUE),
        (replace(ASKED, replies=(Reply(day(3), ReplyKind.PARTIAL),)), 14, InquiryState.PARTLY),
        (replace(ASKED, replies=(Reply(day(3), ReplyKind.PARTIAL),)), 15, InquiryState.OVERDUE),
        (replace(ASKED, replies=(Reply(day(30), ReplyKind.COMPLETE),)), 31, InquiryState.ANSWERED),
        (replace(ASKED, replies=(Reply(day(3), ReplyKind.REFUSED),)), 4, InquiryState.REFUSED),
        (replace(ASKED, closed_on=day(2)), 99, InquiryState.CLOSED),
    ],
)
def test_how_an_inquiry_stands(inquiry: Inquiry, number: int, state: InquiryState) -> None:
    assert inquiry.state(day(number)) is state


@given(INQUIRIES, st.integers(0, 90).map(day))
def test_it_waits_or_not_and_the_figures_agree(inquiry: Inquiry, today: date) -> None:
    state = inquiry.state(today)
    assert inquiry.waits(today) == (state in WAITS) == (inquiry.days_waiting(today) is not None)
    assert (inquiry.days_late(today) > 0) == (state is InquiryState.OVERDUE)


@given(INQUIRIES, st.integers(0, 60).map(day), st.integers(0, 90).map(day))
def test_a_reply_in_part_ends_no_waiting(inquiry: Inquiry, on: date, today: date) -> None:
    more = replace(inquiry, replies=(*inquiry.replies, Reply(on, ReplyKind.PARTIAL)))
    assert more.waits(today) == inquiry.waits(today)
    assert more.days_to_answer() == inquiry.days_to_answer()


@given(st.lists(st.integers(0, 2_000), min_size=1))
def test_half_took_as_long_as_the_median_or_less(days: list[int]) -> None:
    middle = median(days)
    assert middle is not None
    assert 2 * sum(one <= middle for one in days) >= len(days)
    assert 2 * sum(one >= middle for one in days) >= len(days)


def test_nothing_has_no_median() -> None:
    assert median([]) is None
    assert median([1, 2]) == Fraction(3, 2)


@given(st.lists(st.tuples(st.sampled_from("AB"), INQUIRIES), max_size=8))
def test_no_inquiry_that_went_out_is_left_out_of_the_delays(
    asked: list[tuple[str, Inquiry]],
) -> None:
    found = delays(asked, day(90))
    assert sum(one.sent for one in found) == sum(i.sent_on is not None for _, i in asked)
    for one in found:
        assert one.waiting + one.answered <= one.sent
        assert one.overdue <= one.waiting
        assert (one.median is None) == (one.answered == 0)
        assert (one.longest is None) == (one.waiting == 0)
