"""Dates as sources give them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.dates import Precision, When
from amends.base.messages import Refusal

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
WHENS = st.builds(
    lambda day, precision, about: When.parse(
        ("~" if about else "") + day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    ),
    DAYS,
    st.sampled_from(Precision),
    st.booleans(),
)


@given(WHENS)
def test_text_and_date_are_the_same_thing(when: When) -> None:
    assert When.parse(str(when)) == when


@given(WHENS)
def test_the_first_day_is_never_after_the_last(when: When) -> None:
    assert when.first <= when.last
    assert (when.first == when.last) == (when.precision is Precision.DAY)


@given(WHENS, WHENS)
def test_order_is_by_first_then_last_day(one: When, other: When) -> None:
    assert (one < other) == ((one.first, one.last) < (other.first, other.last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2008-05-03", date(2008, 5, 3), date(2008, 5, 3)),
        ("2002-08", date(2002, 8, 1), date(2002, 8, 31)),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29)),
        ("1985", date(1985, 1, 1), date(1985, 12, 31)),
        ("~2003", date(2003, 1, 1), date(2003, 12, 31)),
        (" 2003-12 ", date(2003, 12, 1), date(2003, 12, 31)),
    ],
)
def test_known_dates(text: str, first: date, last: date) -> None:
    when = When.parse(text)
    assert (when.first, when.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "2008-02-30", "2008-13", "30/02/2008", "0000", "2008-5-3", "٢٠٠٨", "1899"],
)
def test_what_is_no_date_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ValueError, match=r"Write|Check|Give"):
        When.parse(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Refusal):
        assert When.parse(str(When.parse(text))) == When.parse(text)
