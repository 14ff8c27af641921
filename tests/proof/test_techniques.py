"""Techniques: what is declared holds together; leave covers its days and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amends.proof.kinds import kinds
from amends.proof.techniques import (
    Authorisation,
    Expiry,
    Period,
    Priority,
    alternatives,
    declared,
    standards,
    techniques,
    waits,
)

ASKED = date(2026, 3, 2)
DAYS = st.integers(0, 60).map(lambda number: ASKED + timedelta(days=number))
PERIODS = st.tuples(DAYS, DAYS).map(lambda two: Period(min(two), max(two)))
LEAVES = st.builds(
    Authorisation,
    st.just(ASKED),
    st.sampled_from([None, ASKED]),
    st.lists(PERIODS, max_size=4).map(tuple),
    st.none() | DAYS,
)


def test_what_is_declared_names_what_is_there() -> None:
    assert {"interception", "undercover", "search", "controlled_delivery", "surveillance"} <= set(
        techniques()
    )
    assert {"bank_data", "communications_data"} <= set(techniques())
    for technique in techniques().values():
        assert technique.needs in standards()
        assert set(technique.kinds) <= set(kinds())
        assert technique.source
    assert len(alternatives()) >= 6
    assert not any(t.status.is_verified for t in techniques().values())


@given(LEAVES, DAYS)
def test_leave_covers_its_days_and_no_others(leave: Authorisation, day: date) -> None:
    within = any(period.since <= day <= period.until for period in leave.periods)
    ended = leave.ended_on is not None and day > leave.ended_on
    assert leave.covers(day) == (within and not ended)


@given(LEAVES, DAYS)
def test_leave_that_runs_covers_today(leave: Authorisation, today: date) -> None:
    expiry = leave.expiry(today)
    if expiry in {Expiry.RUNNING, Expiry.ENDING}:
        assert leave.covers(today)
    if expiry in {Expiry.LAPSED, Expiry.TO_COME, Expiry.NO_LEAVE}:
        assert not leave.covers(today)
    if expiry is Expiry.ENDING:
        assert 0 <= (leave.days_left(today) or 0) <= declared().warn_days


@given(LEAVES, PERIODS, DAYS)
def test_more_leave_covers_more(leave: Authorisation, more: Period, day: date) -> None:
    extended = replace(leave, periods=(*leave.periods, more))
    assert extended.covers(day) or not leave.covers(day)


@given(st.lists(LEAVES, max_size=6))
def test_everybody_who_waits_is_counted(asked: list[Authorisation]) -> None:
    found = waits(asked, ASKED + timedelta(days=90))
    assert found.decided + found.waiting == len(asked)
    assert found.longest == (90 if found.waiting else None)


def test_a_life_comes_first() -> None:
    assert min(Priority, key=lambda one: one.rank) is Priority.DANGER
