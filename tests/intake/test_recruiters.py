"""Licences as they were checked, and the counters of an authority over recruiters."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amends.intake.recruiters import (
    AgainstRecruiter,
    Check,
    Counters,
    Licence,
    counters,
    licence_on,
)

TODAY = date(2026, 3, 2)
DAYS = st.dates(date(2025, 1, 1), date(2027, 1, 1))


def test_the_last_check_counts_and_a_valid_licence_runs_out() -> None:
    valid = Check(date(2026, 1, 1), Licence.VALID, date(2026, 3, 1))
    assert licence_on([], TODAY) is Licence.UNKNOWN
    assert licence_on([valid], date(2026, 3, 1)) is Licence.VALID
    assert licence_on([valid], TODAY) is Licence.EXPIRED
    suspended = Check(date(2026, 1, 1), Licence.SUSPENDED)
    assert licence_on([valid, suspended], TODAY) is Licence.SUSPENDED
    assert licence_on([suspended, valid], date(2026, 3, 1)) is Licence.VALID


@given(st.lists(st.builds(Check, DAYS, st.sampled_from(Licence), st.none() | DAYS)), DAYS)
def test_a_licence_stands_as_a_check_by_that_day_found_it(checks: list[Check], day: date) -> None:
    known = {check.found for check in checks if check.on <= day}
    stands = licence_on(checks, day)
    assert stands in known | {Licence.EXPIRED} or not known
    later = [Check(day + timedelta(days=1), Licence.REVOKED)]
    assert licence_on(checks + later, day) is stands


def test_the_counters_of_the_philippines() -> None:
    """98 cases of 231 people, 12 closures and 84 referrals: U.S. TIP Report 2017."""
    people = [3] * 35 + [2] * 63
    reports = [AgainstRecruiter(many, n < 84) for n, many in enumerate(people)]
    assert counters(reports, 12) == Counters(98, 231, 12, 84)
