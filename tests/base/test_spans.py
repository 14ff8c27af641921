"""Stretches of months, said in years and months."""

from __future__ import annotations

import pytest

from amends.base.spans import Span


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (0, "none"),
        (1, "1 month"),
        (11, "11 months"),
        (12, "1 year"),
        (18, "1 year and 6 months"),
        (25, "2 years and 1 month"),
        (240, "20 years"),
        (1_200, "100 years"),
    ],
)
def test_months_are_said_in_years_and_months(months: int, said: str) -> None:
    assert str(Span(months)) == said
