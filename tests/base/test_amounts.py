"""Amounts in minor units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.amounts import Amount

AMOUNTS = st.builds(
    Amount, st.integers(0, 10**14), st.sampled_from(["USD", "PHP", "AUD", "JPY", "BHD", "LAK"])
)


@given(AMOUNTS)
def test_text_and_amount_are_the_same_thing(amount: Amount) -> None:
    assert Amount.parse(str(amount)) == amount


@pytest.mark.parametrize(
    ("text", "minor"),
    [("USD 916635.16", 91663516), ("PHP 2000000", 200000000), ("JPY 500", 500), ("BHD 2.5", 2500)],
)
def test_known_amounts(text: str, minor: int) -> None:
    assert Amount.parse(text).minor == minor


@pytest.mark.parametrize(
    "text", ["", "100", "USD", "USD -1", "USD 1.234", "JPY 1.5", "usd 1", "$1"]
)
def test_what_is_no_amount_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ValueError, match=r"Write|Correct"):
        Amount.parse(text)
