"""The wait after wrong passwords grows, has an end, and failures are forgotten."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from amends.office.accounts.slowing import FADING, Limit, limits

MINUTE = timedelta(minutes=1)
LIMITS = st.builds(
    limits, st.integers(1, 100), st.integers(1, 10_000).map(lambda minutes: minutes * MINUTE)
).flatmap(lambda made: st.sampled_from(list(made.values())))
FAILURES = st.integers(0, 10_000)
SINCE = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=30))


def test_the_wait_doubles_up_to_the_lock() -> None:
    limit = limits(10, timedelta(hours=1))["together"]
    waits = [limit.wait(failures) // MINUTE for failures in range(13)]
    assert waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 60, 60, 60]


def test_a_name_from_anywhere_never_waits_long() -> None:
    limit = limits(10, timedelta(days=1))["account"]
    assert [limit.wait(n) // MINUTE for n in (19, 20, 21, 22, 23, 40)] == [0, 1, 2, 4, 5, 5]


@given(LIMITS, FAILURES)
def test_another_failure_never_shortens_the_wait(limit: Limit, failures: int) -> None:
    assert timedelta() <= limit.wait(failures) <= limit.wait(failures + 1) <= limit.longest


@given(LIMITS, FAILURES)
def test_the_lock_lasts_the_longest_and_too_few_failures_cost_nothing(
    limit: Limit, failures: int
) -> None:
    if failures >= limit.locks_after:
        assert limit.wait(failures) == limit.longest
    elif failures < limit.free:
        assert not limit.wait(failures)
    else:
        assert limit.wait(failures)


@given(LIMITS, FAILURES, SINCE, SINCE)
def test_failures_are_forgotten_with_time_and_never_come_back(
    limit: Limit, failures: int, since: timedelta, more: timedelta
) -> None:
    left = limit.remembered(failures, since)
    assert 0 <= limit.remembered(failures, since + more) <= left <= failures
    assert limit.remembered(failures, timedelta()) == failures


@given(LIMITS)
def test_within_an_hour_what_costs_nothing_is_forgotten(limit: Limit) -> None:
    assert limit.remembered(limit.free, FADING) == 0
    assert limit.remembered(limit.free, timedelta()) == limit.free
