"""Where the pen is while the content of a page is followed: matrices, font and distances."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from amends.office.disclosure.pages.areas import PLAIN, Area, Matrix, moved, multiplied, square
from amends.office.disclosure.pages.fonts import Font, Sign


def numbers(operands: Sequence[Any]) -> list[float]:
    """Return operands as numbers; what is none counts as nought."""
    found = []
    for operand in operands:
        try:
            found.append(float(operand))
        except (TypeError, ValueError):
            found.append(0.0)
    return found


def matrix_of(operands: Sequence[Any]) -> Matrix:
    """Return six operands as a matrix; the plain one if they are not six."""
    found = numbers(operands)
    return (*found,) if len(found) == 6 else PLAIN  # type: ignore[return-value]  # six of them


@dataclass
class Pen:
    """What ``q`` keeps and ``Q`` brings back."""

    ctm: Matrix = PLAIN
    font: Font = field(default_factory=Font)
    size: float = 0.0
    between_signs: float = 0.0
    between_words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass
class Place:
    """Where on the page the content is: the pen, those that wait, and the place in the text."""

    pen: Pen = field(default_factory=Pen)
    waiting: list[Pen] = field(default_factory=list)
    text: Matrix = PLAIN
    line: Matrix = PLAIN

    def keep(self) -> None:
        """Put the pen aside."""
        self.waiting.append(copy(self.pen))

    def bring_back(self) -> None:
        """Take the pen last put aside, if there is one."""
        if self.waiting:
            self.pen = self.waiting.pop()

    def transform(self, by: Matrix) -> None:
        """Move the coordinates."""
        self.pen.ctm = multiplied(by, self.pen.ctm)

    def begin_text(self) -> None:
        """Begin a text at the origin."""
        self.text = self.line = PLAIN

    def set_text(self, to: Matrix) -> None:
        """Go to a place in the text."""
        self.text = self.line = to

    def move_line(self, across: float, up: float) -> None:
        """Go to a line, from the beginning of this one."""
        self.set_text(multiplied((1, 0, 0, 1, across, up), self.line))

    def advance(self, by: float) -> None:
        """Go on in the text, along the line; in an upright text, down."""
        step = (0.0, by) if self.pen.font.upright else (by, 0.0)
        self.text = multiplied((1, 0, 0, 1, *step), self.text)

    def step_of(self, sign: Sign) -> float:
        """Return how far a sign goes on, the distances behind it included."""
        pen = self.pen
        step = sign.width * pen.size + pen.between_signs
        if sign.is_space:
            step += pen.between_words
        return step if pen.font.upright else step * pen.stretch

    def shift_of(self, thousandths: float) -> float:
        """Return how far a number in an array of strings goes on."""
        pen = self.pen
        shift = -thousandths / 1000 * pen.size
        return shift if pen.font.upright else shift * pen.stretch

    def thousandths_of(self, step: float) -> float | None:
        """Return the number in an array of strings that goes as far; None if none does."""
        scale = self.pen.size if self.pen.font.upright else self.pen.size * self.pen.stretch
        return -step * 1000 / scale if abs(scale) > 1e-9 else None

    def area_of(self, sign: Sign) -> Area:
        """Return where a sign stands on the page."""
        pen, font = self.pen, self.pen.font
        by = multiplied((pen.size * pen.stretch, 0, 0, pen.size, 0, pen.rise), self.text)
        by = multiplied(by, pen.ctm)
        if font.upright:
            return square(by, -0.5, min(0.0, sign.width), 0.5, 0.0)
        return square(by, min(0.0, sign.width), font.foot, max(0.0, sign.width), font.top)

    def line_area(self) -> Area:
        """Return the area of all that may stand on the line from here on, however wide it is."""
        pen = self.pen
        by = multiplied((pen.size, 0, 0, pen.size, 0, pen.rise), self.text)
        by = multiplied(by, pen.ctm)
        return square(by, -500, -0.5, 500, 1.1)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the drawing lies on the page."""
        return moved((x, y), self.pen.ctm)


def _set(name: str, scale: float = 1.0) -> Callable[[Place, list[Any]], None]:
    def follow(place: Place, operands: list[Any]) -> None:
        if operands:
            setattr(place.pen, name, numbers(operands[:1])[0] * scale)

    return follow


def _next_line(place: Place, operands: list[Any]) -> None:
    found = numbers(operands)
    if len(found) == 2:
        place.move_line(*found)


def _next_line_leading(place: Place, operands: list[Any]) -> None:
    found = numbers(operands)
    if len(found) == 2:
        place.pen.leading = -found[1]
        place.move_line(*found)


# What each operator that moves the pen does; those that need the resources stand beside them.
FOLLOWED: dict[str, Callable[[Place, list[Any]], None]] = {
    "q": lambda place, _operands: place.keep(),
    "Q": lambda place, _operands: place.bring_back(),
    "cm": lambda place, operands: place.transform(matrix_of(operands)),
    "BT": lambda place, _operands: place.begin_text(),
    "Tm": lambda place, operands: place.set_text(matrix_of(operands)),
    "Td": _next_line,
    "TD": _next_line_leading,
    "T*": lambda place, _operands: place.move_line(0, -place.pen.leading),
    "Tc": _set("between_signs"),
    "Tw": _set("between_words"),
    "Tz": _set("stretch", 0.01),
    "TL": _set("leading"),
    "Ts": _set("rise"),
}
