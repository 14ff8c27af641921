"""Moments: a day, or a minute of one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.messages import Refusal
from amends.base.moments import Moment

EAST = timezone(timedelta(hours=8))


def test_a_day_lasts_from_midnight_to_midnight_where_the_clock_hangs() -> None:
    moment = Moment.parse("2026-05-03", EAST)
    assert moment.first == datetime(2026, 5, 2, 16, tzinfo=UTC)
    assert moment.last == datetime(2026, 5, 3, 16, tzinfo=UTC)
    assert not moment.is_exact


def test_a_zone_that_is_written_counts_more_than_that_of_the_office() -> None:
    moment = Moment.parse("2026-05-03 14:30 +03:00", EAST)
    assert moment.first == datetime(2026, 5, 3, 11, 30, tzinfo=UTC)
    assert moment.is_exact


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31)))  # noqa: DTZ001
def test_a_minute_is_read_as_it_is_written(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=EAST)
    assert Moment.parse(f"{at:%Y-%m-%d %H:%M}".zfill(16), EAST) == Moment(at, at)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-05", "2026-05-03 25:00", "2026-05-03 14.30", "2026-13-01", "0001-01-01",
     "2026-05-03 14:30 +99:00", "14:30"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(Refusal, match=r"Write|Check|Give"):
        Moment.parse(text)
