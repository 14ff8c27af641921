"""Areas of a page from which everything is taken, and how far a shape lies under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Area:
    """An upright rectangle in the coordinates of a page.

    Attributes:
        drawn: somebody drew it; all under it goes. Otherwise it is where words stand.
    """

    left: float
    bottom: float
    right: float
    top: float
    drawn: bool = False

    @property
    def size(self) -> float:
        """Return how large it is."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def holds(self, point: Point) -> bool:
        """Say whether a point lies in it."""
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top

    def shared(self, other: Area) -> float:
        """Return how large the part is that two areas share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return width * height if width > 0 and height > 0 else 0.0

    def touches(self, other: Area) -> bool:
        """Say whether two areas have a point in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.bottom <= other.top
            and other.bottom <= self.top
        )

    def widened(self, by: float) -> Area:
        """Return the area, larger by so much on every side."""
        return Area(
            self.left - by, self.bottom - by, self.right + by, self.top + by, drawn=self.drawn
        )


def around(points: Iterable[Point]) -> Area:
    """Return the smallest area around points."""
    rows = list(points)
    across, up = [point[0] for point in rows], [point[1] for point in rows]
    return Area(min(across), min(up), max(across), max(up))


def multiplied(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does the inner one first, then the outer."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(point: Point, by: Matrix) -> Point:
    """Return where a point comes to lie."""
    x, y = point
    return by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5]


def inverse(matrix: Matrix) -> Matrix | None:
    """Return the matrix that undoes one; None if it made everything flat."""
    a, b, c, d, e, f = matrix
    whole = a * d - b * c
    if abs(whole) < 1e-12:
        return None
    return (
        d / whole,
        -b / whole,
        -c / whole,
        a / whole,
        (c * f - d * e) / whole,
        (b * e - a * f) / whole,
    )


def square(
    by: Matrix, left: float = 0, bottom: float = 0, right: float = 1, top: float = 1
) -> Area:
    """Return the area around a rectangle after a matrix; the unit square unless told."""
    corners = ((left, bottom), (right, bottom), (left, top), (right, top))
    return around(moved(corner, by) for corner in corners)


def covers_sign(areas: Sequence[Area], sign: Area) -> bool:
    """Say whether one sign of a text lies under an area: its middle, or enough of it."""
    middle = ((sign.left + sign.right) / 2, (sign.bottom + sign.top) / 2)
    thin = sign.right - sign.left < 0.05 or sign.top - sign.bottom < 0.05
    for area in areas:
        if (area.widened(0.4) if thin else area).holds(middle):
            return True
        if area.shared(sign) > sign.size * (0.05 if area.drawn else 0.4):
            return True
    return False


def covers_shape(areas: Sequence[Area], shape: Area, *, intricate: bool) -> bool:
    """Say whether a drawn shape goes: it lies under an area, or is intricate and reaches under one.

    A plain line or frame that only passes under an area carries no words and stays; letters may be
    drawn as curves, so what is intricate goes.
    """
    solid = shape.widened(0.05)
    for area in areas:
        if not area.touches(shape):
            continue
        if (intricate and area.drawn) or area.shared(solid) > 0.6 * solid.size:
            return True
    return False
