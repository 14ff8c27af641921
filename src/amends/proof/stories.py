"""The story of a case in its usual parts, and which of them nothing tells or nothing shows.

Stories put a case in order, arguments test it (Bex, Arguments, Stories and Criminal Evidence,
2011). A part that is missing says "look here": no law asks for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Slot(StrEnum):
    """A part of the story of trafficking, in the order in which it is told."""

    RECRUITMENT = "recruitment"
    MOVEMENT = "movement"
    CONTROL = "control"
    EXPLOITATION = "exploitation"
    PROCEEDS = "proceeds"


# The elements of evidence/kinds.yaml to which an item goes that may show a part.
ELEMENTS = {
    Slot.RECRUITMENT: frozenset({"act"}),
    Slot.MOVEMENT: frozenset({"movement"}),
    Slot.CONTROL: frozenset({"means"}),
    Slot.EXPLOITATION: frozenset({"purpose", "result"}),
    Slot.PROCEEDS: frozenset({"proceeds"}),
}


class Lack(StrEnum):
    """What a part lacks."""

    EVENT = "event"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Gap:
    """A part that lacks something.

    Attributes:
        items: what may show it, where nothing tells that it happened.
    """

    slot: Slot
    lack: Lack
    items: tuple[str, ...] = ()


def gaps(told: Mapping[Slot, int], items: Mapping[str, frozenset[str]]) -> Iterator[Gap]:
    """Yield every part that no event or conduct tells, and every one told that no item shows.

    Of each part it is given how many events and words of conduct tell it, and of each item the
    elements that it goes to.
    """
    for slot, elements in ELEMENTS.items():
        shown = tuple(key for key, goes_to in items.items() if goes_to & elements)
        if not told.get(slot):
            yield Gap(slot, Lack.EVENT, shown)
        elif not shown:
            yield Gap(slot, Lack.EVIDENCE)
