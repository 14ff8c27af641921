"""What becomes of each piece of material: used, unused or undecided; served on whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amends.base.messages import Message
from amends.proof.withholding import grounds


class Use(StrEnum):
    """Whether the prosecution relies on a piece of material."""

    UNDECIDED = "undecided"
    USED = "used"
    UNUSED = "unused"


@dataclass(frozen=True)
class Material:
    """A piece of material as the schedule has it.

    Attributes:
        key: what tells it from the others of its case.
        exculpatory: whether it may help the defence; None while nobody has looked.
        ground: the code of the ground on which it is withheld; empty if it is not.
        order: the order that allows that.
        reviewed: whether a lawyer has looked at it.
        served: the days on which it was served, by the key of the defendant.
    """

    key: str
    use: Use = Use.UNDECIDED
    exculpatory: bool | None = None
    ground: str = ""
    order: str = ""
    reviewed: bool = False
    served: tuple[tuple[str, date], ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Say whether it is kept from the defence."""
        return bool(self.ground)


@dataclass(frozen=True)
class Tally:
    """How many pieces there are; every one is in exactly one of the three."""

    total: int
    used: int
    unused: int
    undecided: int
    exculpatory: int
    withheld: int
    reviewed: int


@dataclass(frozen=True)
class Concern:
    """Something that stands against the schedule as it is, and what to do about it."""

    key: str
    said: Message
    remedy: Message


@dataclass(frozen=True)
class Had:
    """What a defendant had of one piece of material.

    Attributes:
        first: the day on which it was first served; None if it never was.
        set: the set it was served in.
    """

    key: str
    first: date | None = None
    set: str = ""


@dataclass(frozen=True)
class Served:
    """One service: the material of a set, on one defendant, on one day."""

    set: str
    defendant: str
    on: date
    materials: frozenset[str]


def tally(materials: Iterable[Material]) -> Tally:
    """Return how many pieces of each sort there are."""
    rows = list(materials)
    return Tally(
        total=len(rows),
        used=sum(row.use is Use.USED for row in rows),
        unused=sum(row.use is Use.UNUSED for row in rows),
        undecided=sum(row.use is Use.UNDECIDED for row in rows),
        exculpatory=sum(row.exculpatory is True for row in rows),
        withheld=sum(row.is_withheld for row in rows),
        reviewed=sum(row.reviewed for row in rows),
    )


def concerns(material: Material, defendants: Sequence[str]) -> tuple[Concern, ...]:
    """Return what stands against one piece of material as it is decided.

    Args:
        material: the piece.
        defendants: the keys of everybody who is charged.
    """
    return tuple(
        Concern(material.key, said, remedy) for said, remedy in _concerns(material, defendants)
    )


def _concerns(material: Material, defendants: Sequence[str]) -> Iterable[tuple[Message, Message]]:
    needs_order = material.is_withheld and grounds()[material.ground].order and not material.order
    if needs_order:
        yield (
            Message("It is withheld on a ground that takes an order, and no order is recorded."),
            Message("Ask for the order, or disclose it."),
        )
    if material.is_withheld and material.use is Use.USED:
        yield (
            Message("The prosecution relies on it and withholds it."),
            Message("Serve it, redacted where an order allows, or do not rely on it."),
        )
    if material.exculpatory and material.is_withheld:
        yield (
            Message("It may help the defence and is withheld."),
            Message("Put it before the court, or disclose it."),
        )
    elif material.exculpatory and _is_owed(material, defendants):
        yield (
            Message("It may help the defence and was not served on every defendant."),
            Message("Put it in a set and serve it."),
        )


def _is_owed(material: Material, defendants: Sequence[str]) -> bool:
    return bool(set(defendants) - {defendant for defendant, _on in material.served})


def had_on(
    services: Iterable[Served], materials: Iterable[str], defendant: str, day: date
) -> tuple[tuple[Had, ...], tuple[Had, ...], tuple[Had, ...]]:
    """Return what a defendant had at the end of a day, what came later, and what never came.

    Each piece of material is in exactly one of the three, with the first day it was served on.
    What was served and is no longer listed among the materials is there all the same.
    """
    first: dict[str, Had] = {}
    own = [service for service in services if service.defendant == defendant]
    for service in sorted(own, key=lambda service: (service.on, service.set)):
        for key in service.materials:
            first.setdefault(key, Had(key, service.on, service.set))
    keys = [*dict.fromkeys([*materials, *sorted(first)])]
    rows = [first.get(key, Had(key)) for key in keys]
    return (
        tuple(row for row in rows if row.first is not None and row.first <= day),
        tuple(row for row in rows if row.first is not None and row.first > day),
        tuple(row for row in rows if row.first is None),
    )
