"""Taking single signs out of the strings that a page shows, with all others left in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from amends.office.disclosure.pages.areas import Area, covers_sign
from amends.office.disclosure.pages.state import Place


@dataclass
class Shown:
    """An array of strings and distances as it is being put together again."""

    entries: list[Any] = field(default_factory=list)
    taken: int = 0

    def add(self, code: bytes) -> None:
        """Keep a sign."""
        if self.entries and isinstance(self.entries[-1], bytearray):
            self.entries[-1] += code
        else:
            self.entries.append(bytearray(code))

    def skip(self, distance: float | None) -> None:
        """Go on by a distance without showing anything."""
        if not distance:
            return
        if self.entries and isinstance(self.entries[-1], float):
            self.entries[-1] += distance
        else:
            self.entries.append(distance)

    def operands(self) -> list[pikepdf.Array]:
        """Return what the operator ``TJ`` takes."""
        return [pikepdf.Array([_operand(entry) for entry in self.entries])]


def without_signs(
    place: Place, entries: Sequence[Any], areas: Sequence[Area], *, hidden: bool
) -> Shown:
    """Follow strings and distances, and return them without the signs that lie under areas.

    Args:
        place: where the text is; it goes on as the strings do.
        entries: strings and numbers.
        areas: from which everything is taken.
        hidden: whether nothing of this is seen, so that all of it goes.
    """
    shown = Shown()
    for entry in entries:
        if isinstance(entry, pikepdf.String | bytes):
            _take_string(place, bytes(entry), areas, shown, hidden=hidden)
        else:
            distance = _number(entry)
            place.advance(place.shift_of(distance))
            shown.skip(distance)
    return shown


def _take_string(
    place: Place, text: bytes, areas: Sequence[Area], shown: Shown, *, hidden: bool
) -> None:
    font = place.pen.font
    all_of_it = hidden or (not font.measured and _may_lie_under(place, areas))
    for sign in font.signs(text):
        step = place.step_of(sign)
        if all_of_it or (areas and covers_sign(areas, place.area_of(sign))):
            shown.skip(place.thousandths_of(step))
            shown.taken += 1
        else:
            shown.add(sign.code)
        place.advance(step)


def _may_lie_under(place: Place, areas: Sequence[Area]) -> bool:
    line = place.line_area()
    return any(area.touches(line) for area in areas)


def _number(entry: Any) -> float:
    try:
        return float(entry)
    except (TypeError, ValueError):
        return 0.0


def _operand(entry: Any) -> Any:
    return pikepdf.String(bytes(entry)) if isinstance(entry, bytearray) else round(entry, 3)
