"""Sightings of one person that cannot both be true, whichever of the two is wrong.

Somebody is seen in two places at one time, or so far apart that nobody can travel it in the time
between. Where both points are known, the distance decides, against a speed that is assumed (see
``evidence/travel.yaml``). Where one is not, nothing is said of distance: names of places clash only
where both times are known to the minute and overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Annotated

import msgspec

from amends.base.package_data import read_text
from amends.base.points import FURTHEST_KM, Point
from amends.base.sources import SourceStatus
from amends.base.yaml_document import load

FILE = "evidence/travel.yaml"
AT_ONCE = timedelta()


class Travel(msgspec.Struct, frozen=True):
    """What is assumed of travel, with its source and status."""

    source: str
    status: SourceStatus
    top_speed_km_h: Annotated[float, msgspec.Meta(gt=0)]
    one_place_km: Annotated[float, msgspec.Meta(ge=0)]

    def can_cover(self, km: float, within: timedelta) -> bool:
        """Say whether anybody can travel so far in some time; backwards in time nobody can."""
        hours = max(within, AT_ONCE) / timedelta(hours=1)
        return km <= self.one_place_km + hours * self.top_speed_km_h

    @property
    def longest(self) -> timedelta:
        """Return the time in which anybody can be anywhere."""
        return timedelta(hours=FURTHEST_KM / self.top_speed_km_h)


@cache
def declared() -> Travel:
    """Return what is assumed of travel."""
    return msgspec.convert(load(read_text(FILE)), Travel, strict=False)


@dataclass(frozen=True)
class Sighting:
    """One record that puts somebody in a place.

    Attributes:
        place: what the place is called; empty if nobody said.
        since, until: from when to when; the same for a moment.
        is_exact: whether they were there from ``since`` until ``until``, known to the minute; if
            not, they were there at some time between.
        record: which record says so.
        point: where the place is, if that is known.
    """

    who: str
    place: str
    since: datetime
    until: datetime
    is_exact: bool
    record: str
    point: Point | None = None

    @property
    def earliest_leave(self) -> datetime:
        """Return the first moment at which they can have gone away."""
        return self.until if self.is_exact else self.since

    @property
    def latest_arrival(self) -> datetime:
        """Return the last moment at which they must have come."""
        return self.since if self.is_exact else self.until


@dataclass(frozen=True)
class Clash:
    """Two sightings of one person that cannot both be true, the earlier first.

    Attributes:
        km: how far apart they are; nothing where they differ by their names alone.
    """

    one: Sighting
    other: Sighting
    km: float | None = None


def clash(one: Sighting, other: Sighting) -> Clash | None:
    """Return how two sightings clash, in whichever order they are given; nothing if they do not."""
    if one.who != other.who:
        return None
    first, second = sorted((one, other), key=_order)
    if one.point is not None and other.point is not None:
        km = one.point.km_to(other.point)
        return None if declared().can_cover(km, between(one, other)) else Clash(first, second, km)
    return Clash(first, second) if _differ_by_name(one, other) else None


def between(one: Sighting, other: Sighting) -> timedelta:
    """Return the longest time that can lie between two sightings; negative where they overlap."""
    return max(
        other.latest_arrival - one.earliest_leave,
        one.latest_arrival - other.earliest_leave,
    )


def clashes(sightings: Iterable[Sighting]) -> Iterator[Clash]:
    """Yield every two sightings that clash, person by person in the order of their times."""
    of_each: dict[str, list[Sighting]] = {}
    for one in sorted(sightings, key=_order):
        of_each.setdefault(one.who, []).append(one)
    for seen in of_each.values():
        reach = declared().longest if any(one.point for one in seen) else AT_ONCE
        for number, one in enumerate(seen):
            for other in seen[number + 1 :]:
                if other.since > one.until + reach:
                    break  # those that follow begin later still
                found = clash(one, other)
                if found is not None:
                    yield found


def _differ_by_name(one: Sighting, other: Sighting) -> bool:
    names = {_folded(one.place), _folded(other.place)}
    if len(names) == 1 or "" in names or not (one.is_exact and other.is_exact):
        return False
    return one.since <= other.until and other.since <= one.until


def _folded(place: str) -> str:
    return " ".join(place.split()).casefold()


def _order(one: Sighting) -> tuple[datetime, datetime, str, str]:
    return one.since, one.until, one.record, one.place
