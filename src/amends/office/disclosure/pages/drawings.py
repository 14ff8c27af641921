"""Paths of a page, held back until it is known whether they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from amends.office.disclosure.pages.areas import Area, Point, around, covers_shape
from amends.office.disclosure.pages.state import Place, numbers

BUILDING = frozenset({"m", "l", "c", "v", "y", "h", "re"})
CURVES = frozenset({"c", "v", "y"})
CLIPPING = frozenset({"W", "W*"})
PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
MOST_PLAIN = 16
Instruction = tuple[list[Any], str]


@dataclass
class Path:
    """A path under construction."""

    instructions: list[Instruction] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    intricate: bool = False

    def build(self, place: Place, operands: Sequence[Any], operator: str) -> None:
        """Add a piece."""
        self.instructions.append((list(operands), operator))
        found = numbers(operands)
        if operator == "re" and len(found) == 4:
            x, y, width, height = found
            found = [x, y, x + width, y, x, y + height, x + width, y + height]
        pairs = zip(found[0::2], found[1::2], strict=False)
        self.points += [place.point(x, y) for x, y in pairs]
        if operator in CURVES or len(self.instructions) > MOST_PLAIN:
            self.intricate = True

    def clip(self, operator: str) -> None:
        """Remember that it bounds what is drawn afterwards."""
        self.instructions.append(([], operator))

    def painted(
        self, operator: str, areas: Sequence[Area], *, hidden: bool
    ) -> tuple[list[Instruction], bool]:
        """Return what is left of the path once it is painted, and whether it was taken out."""
        instructions, self.instructions = self.instructions, []
        points, self.points = self.points, []
        intricate, self.intricate = self.intricate, False
        goes = operator != "n" and (
            hidden or bool(points and covers_shape(areas, around(points), intricate=intricate))
        )
        if not goes:
            return [*instructions, ([], operator)], False
        if any(operator in CLIPPING for _operands, operator in instructions):
            return [*instructions, ([], "n")], True
        return [], True
