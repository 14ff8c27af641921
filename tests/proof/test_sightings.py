"""Sightings of one person that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.points import Point
from amends.base.sources import SourceStatus
from amends.proof.sightings import Clash, Sighting, between, clash, clashes, declared

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
MANILA, CEBU, RIYADH = Point(14.5995, 120.9842), Point(10.3157, 123.8854), Point(24.7136, 46.6753)
HOUR = timedelta(hours=1)


def seen(
    place: str, at: datetime = NOON, lasting: timedelta = timedelta(), **more: Any
) -> Sighting:
    """Return a sighting of one person, to the minute unless told."""
    stated: dict[str, Any] = {"is_exact": True, "record": f"{place} {at}", **more}
    return Sighting("D1", place, at, at + lasting, **stated)


def test_nobody_is_in_two_rooms_in_one_minute() -> None:
    found = clash(seen("Bedroom"), seen("Kitchen"))
    assert found is not None
    assert found.km is None


def test_a_place_is_the_same_however_its_name_is_written() -> None:
    assert clash(seen("The  port"), seen("the port ")) is None


def test_somebody_who_stayed_was_not_elsewhere_meanwhile() -> None:
    stayed = seen("Hotel", lasting=10 * HOUR)
    assert clash(stayed, seen("Port", NOON + 3 * HOUR)) is not None
    assert clash(stayed, seen("Port", NOON + 11 * HOUR)) is None


@pytest.mark.parametrize(("hours", "clashing"), [(0, True), (1, True), (8, False)])
def test_the_time_between_must_be_enough_for_the_way(hours: int, clashing: bool) -> None:
    one = seen("Manila", point=MANILA)
    other = seen("Riyadh", NOON + hours * HOUR, point=RIYADH)
    assert (clash(one, other) is not None) is clashing


def test_a_day_excludes_only_what_cannot_be_reached_within_it() -> None:
    day: dict[str, Any] = {"is_exact": False, "lasting": 24 * HOUR}
    assert clash(seen("Manila", point=MANILA), seen("Riyadh", point=RIYADH, **day)) is None
    short: dict[str, Any] = {"is_exact": False, "lasting": HOUR}
    assert clash(seen("Manila", point=MANILA), seen("Riyadh", point=RIYADH, **short)) is not None


def test_what_is_known_to_the_day_alone_clashes_with_no_name() -> None:
    assert clash(seen("Port"), seen("Hotel", is_exact=False, lasting=24 * HOUR)) is None


def test_two_people_are_in_two_places() -> None:
    assert clash(seen("Port"), replace(seen("Hotel"), who="D2")) is None


def test_it_is_said_that_nobody_measured_it() -> None:
    assert declared().status is SourceStatus.UNKNOWN
    assert declared().source == "Assumption for amends"


SIGHTINGS = st.builds(
    Sighting,
    who=st.sampled_from(["D1", "V1"]),
    place=st.sampled_from(["", "Port", "port", "Hotel"]),
    since=st.integers(0, 40).map(lambda hours: NOON + hours * HOUR),
    until=st.just(NOON),
    is_exact=st.booleans(),
    record=st.sampled_from(["E1", "E2", "E3"]),
    point=st.sampled_from([None, MANILA, CEBU, RIYADH]),
).flatmap(
    lambda one: st.integers(0, 12).map(lambda long: replace(one, until=one.since + long * HOUR))
)


def pairs(found: Iterable[Clash]) -> set[frozenset[Sighting]]:
    """Return the sightings that clash, two by two."""
    return {frozenset({one.one, one.other}) for one in found}


@given(SIGHTINGS, SIGHTINGS)
def test_it_does_not_matter_which_of_two_is_asked_first(one: Sighting, other: Sighting) -> None:
    assert clash(one, other) == clash(other, one)
    assert between(one, other) == between(other, one)


@given(SIGHTINGS, SIGHTINGS)
def test_nothing_clashes_in_one_place(one: Sighting, other: Sighting) -> None:
    assert clash(one, replace(other, place=one.place, point=one.point)) is None


@given(SIGHTINGS, SIGHTINGS)
def test_without_both_points_only_exact_times_that_overlap_clash(
    one: Sighting, other: Sighting
) -> None:
    found = clash(replace(one, point=None), other)
    if found is not None:
        assert found.km is None
        assert one.is_exact
        assert other.is_exact
        assert one.since <= other.until
        assert other.since <= one.until


@given(st.lists(SIGHTINGS, max_size=8), SIGHTINGS)
def test_a_further_sighting_takes_no_clash_away(held: list[Sighting], more: Sighting) -> None:
    assert pairs(clashes(held)) <= pairs(clashes([*held, more]))


@given(st.lists(SIGHTINGS, max_size=8, unique=True))
def test_every_two_that_clash_are_found(held: list[Sighting]) -> None:
    every = [clash(one, other) for number, one in enumerate(held) for other in held[number + 1 :]]
    assert pairs(clashes(held)) == pairs([one for one in every if one is not None])
