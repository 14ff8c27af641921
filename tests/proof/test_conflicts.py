"""What different records state differently of one thing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from amends.base.amounts import Amount
from amends.base.dates import When
from amends.proof.conflicts import Span, Sum, apart, born_of_age, unequal

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def span(record: str, text: str) -> Span:
    """Return a date as one record has it."""
    found = Span.of(record, When.parse(text))
    assert found is not None
    return found


def age_on(born: date, day: date) -> int:
    """Return how old somebody is on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@given(DAYS, DAYS)
@example(date(2006, 3, 1), date(2024, 2, 29))
@example(date(2004, 2, 29), date(2021, 2, 28))
def test_an_age_leaves_exactly_the_days_on_which_one_so_old_was_born(born: date, day: date) -> None:
    assume(born <= day)
    found = born_of_age("E1", age_on(born, day), Span("E1", day, day))
    assert found.first <= born <= found.last
    assert age_on(found.first, day) == age_on(found.last, day) == age_on(born, day)
    before, after = found.first - timedelta(days=1), found.last + timedelta(days=1)
    assert age_on(before, day) != age_on(born, day)
    assert age_on(after, day) != age_on(born, day)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("2008-05-03", "2008-05-04", True),
        ("2008-05-03", "2008-05", False),
        ("2008", "2009-01", True),
        ("2008", "2008-12-31", False),
    ],
)
def test_dates_conflict_where_they_have_no_day_in_common(
    one: str, other: str, conflict: bool
) -> None:
    assert bool(list(apart([span("E1", one), span("E2", other)]))) is conflict


def test_what_is_known_about_is_compared_with_nothing() -> None:
    assert Span.of("E1", When.parse("~2008")) is None


def test_an_age_is_compared_with_a_date_of_birth() -> None:
    said = born_of_age("E1", 19, span("E1", "2024-06-01"))
    ((one, other),) = apart([span("V1", "2008"), said])
    assert {one.record, other.record} == {"V1", "E1"}
    assert not list(apart([span("V1", "2004-09"), said]))


SPANS = st.builds(
    lambda day, long: Span("E", day, day + timedelta(days=long)), DAYS, st.integers(0, 400)
)


@given(st.lists(SPANS, max_size=6), DAYS)
def test_a_further_record_takes_no_conflict_away(spans: list[Span], day: date) -> None:
    assert set(apart(spans)) <= set(apart([*spans, Span("F", day, day)]))


SUMS = st.builds(
    Sum,
    record=st.sampled_from(["E1", "E2", "E3"]),
    of=st.sampled_from(["", "Recruitment fee", "recruitment  fee ", "Wage for May"]),
    whose=st.sampled_from([frozenset({"V1"}), frozenset({"V2"})]),
    amount=st.builds(Amount, st.integers(0, 3), st.sampled_from(["PHP", "USD"])),
)


@given(st.lists(SUMS, max_size=6))
def test_amounts_conflict_of_one_thing_of_the_same_people_in_one_currency(sums: list[Sum]) -> None:
    found = list(unequal(sums))
    for one, other in found:
        assert one.of.split() != []
        assert one.of.casefold().split() == other.of.casefold().split()
        assert one.whose == other.whose
        assert one.amount.currency == other.amount.currency
        assert one.amount.minor != other.amount.minor
    wanted = [
        1
        for one, other in combinations(sums, 2)
        if one.of.casefold().split() == other.of.casefold().split() != []
        and one.whose == other.whose
        and one.amount.currency == other.amount.currency
        and one.amount != other.amount
    ]
    assert len(found) == len(wanted)
