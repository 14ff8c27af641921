"""Points on the earth and the way between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.messages import Refusal
from amends.base.points import FURTHEST_KM, Point

POINTS = st.builds(
    Point,
    st.integers(-900_000, 900_000).map(lambda n: n / 10_000),
    st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000),
)


@given(POINTS)
def test_text_and_point_are_the_same_thing(point: Point) -> None:
    assert Point.parse(str(point)) == point


@given(POINTS, POINTS)
def test_the_way_is_the_same_back_and_never_further_than_around_half_the_earth(
    one: Point, other: Point
) -> None:
    assert one.km_to(other) == pytest.approx(other.km_to(one))
    assert 0 <= one.km_to(other) <= FURTHEST_KM + 1e-6
    assert one.km_to(one) == 0


def test_a_known_way() -> None:
    london, paris = Point.parse("51.5074, -0.1278"), Point.parse("48.8566, 2.3522")
    assert london.km_to(paris) == pytest.approx(343.5, rel=0.005)
    assert Point(0, 0).km_to(Point(90, 0)) == pytest.approx(FURTHEST_KM / 2)
    assert Point(0, 179.5).km_to(Point(0, -179.5)) == pytest.approx(111.2, rel=0.005)


@pytest.mark.parametrize("text", ["", "8.48", "91, 0", "0, 181", "north, east", "8.48;124.6"])
def test_what_is_no_point_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(Refusal, match="Write degrees north"):
        Point.parse(text)
