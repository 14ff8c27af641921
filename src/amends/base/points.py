"""Points on the earth, and how far apart two are."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from amends.base.messages import Refusal

PATTERN = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,9})?), ?([+-]?\d{1,3}(?:\.\d{1,9})?)", re.ASCII)
RADIUS_KM = 6371.0
# No two points of the earth lie further apart.
FURTHEST_KM = math.pi * RADIUS_KM


@dataclass(frozen=True)
class Point:
    """A point by its degrees north and east."""

    north: float
    east: float

    @classmethod
    def parse(cls, text: str) -> Point:
        """Read ``8.4803, 124.6498``, as maps give it: north first, south and west with a minus.

        Raises:
            Refusal: what is wrong and how to write it.
        """
        match = PATTERN.fullmatch(text.strip())
        if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
            raise Refusal(
                "%(text)s is no point on a map. Write degrees north, then east: 8.4803, 124.6498.",
                text=repr(text[:40]),
            )
        return cls(float(match[1]), float(match[2]))

    def km_to(self, other: Point) -> float:
        """Return the shortest way over the surface of the earth, in kilometres."""
        here, there = math.radians(self.north), math.radians(other.north)
        east = math.radians(other.east - self.east)
        half = (
            math.sin((there - here) / 2) ** 2
            + math.cos(here) * math.cos(there) * math.sin(east / 2) ** 2
        )
        return 2 * RADIUS_KM * math.asin(math.sqrt(min(half, 1.0)))

    def __str__(self) -> str:
        """Return the text that ``parse`` reads."""
        return f"{self.north:.9g}, {self.east:.9g}"
