"""Element by element: what one law asks for, and what answers to it in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from amends.law.cells import Held
from amends.law.counts import ChargeableCount
from amends.law.elements import Element, ElementName, ElementState
from amends.law.procedure import Procedure
from amends.law.terms import Mode

MADE_OUT = frozenset({ElementState.PRESENT, ElementState.NOT_NEEDED})
PARTICIPATION = "participation"
LEGAL_PERSON = "legal_person"
# The exploitation that was meant in one law is compared with the one that took place in another.
SAME_POINT = {ElementName.RESULT: ElementName.PURPOSE}


class Match(StrEnum):
    """How what one law asks for stands to what the other asks for."""

    COUNTERPART = "counterpart"
    NOT_ASKED_THERE = "not_asked_there"
    ONLY_THERE = "only_there"
    NOT_SHOWN = "not_shown"
    CONTESTED = "contested"
    NOT_READ = "not_read"
    ASKED_NOWHERE = "asked_nowhere"


@dataclass(frozen=True)
class Stand:
    """How one point stands under one law: an element, or who may be liable for it.

    Attributes:
        name: of the element; ``participation``, or ``legal_person`` for an organisation.
    """

    name: str
    state: ElementState
    facts: tuple[str, ...]
    cells: tuple[Held, ...]

    @property
    def is_asked(self) -> bool:
        """Say whether the law asks for it on these facts."""
        return self.state is not ElementState.NOT_NEEDED

    @property
    def is_read(self) -> bool:
        """Say whether everything that the law says on it is known."""
        return self.state is not ElementState.UNREAD and all(cell.is_known for cell in self.cells)

    @property
    def may_be_relied_on(self) -> bool:
        """Say whether all of it was read somewhere, and not only remembered."""
        return self.is_read and all(cell.may_be_relied_on for cell in self.cells)

    @property
    def is_unverified(self) -> bool:
        """Say whether the law on it was not read in its own text."""
        return any(not cell.status.is_verified for cell in self.cells)


@dataclass(frozen=True)
class Point:
    """One point of both laws, and how they match on the facts."""

    here: Stand
    there: Stand
    match: Match

    @property
    def name(self) -> str:
        """Return what it is about, in the words of the law that is asked."""
        return self.there.name

    @property
    def may_be_relied_on(self) -> bool:
        """Say whether the law of both was read on it, and is not only remembered."""
        return self.here.may_be_relied_on and self.there.may_be_relied_on

    @property
    def is_only_remembered(self) -> bool:
        """Say whether one of the laws says something on it that nobody has read."""
        return any(
            cell.values and not cell.may_be_relied_on
            for stand in (self.here, self.there)
            for cell in stand.cells
        )


def points(
    here: ChargeableCount,
    there: ChargeableCount,
    *,
    around: tuple[Procedure, Procedure],
    is_legal: bool,
) -> tuple[Point, ...]:
    """Return every point of two counts on the same facts, in the order of the elements.

    It is told the rules around both offences, and whether an organisation is to answer.
    """
    mine = _stands(here, around[0], is_legal=is_legal)
    theirs = _stands(there, around[1], is_legal=is_legal)
    return tuple(Point(mine[key], theirs[key], match(mine[key], theirs[key])) for key in theirs)


def match(here: Stand, there: Stand) -> Match:
    """Return how a point matches: what is missing there tells most, then what was not read."""
    if there.state is ElementState.MISSING:
        return Match.NOT_SHOWN
    if not (here.is_read and there.is_read):
        return Match.NOT_READ
    if ElementState.CONTESTED in {here.state, there.state}:
        return Match.CONTESTED
    if there.is_asked:
        return Match.COUNTERPART if here.is_asked else Match.ONLY_THERE
    return Match.NOT_ASKED_THERE if here.is_asked else Match.ASKED_NOWHERE


def _stands(count: ChargeableCount, around: Procedure, *, is_legal: bool) -> dict[str, Stand]:
    found = {SAME_POINT.get(e.name, e.name).value: _of_element(e) for e in count.elements}
    liable = _liability(count.mode, around, is_legal=is_legal)
    return found | {stand.name: stand for stand in liable}


def _of_element(element: Element) -> Stand:
    return Stand(element.name.value, element.state, element.facts, element.cells)


def _liability(mode: Mode, around: Procedure, *, is_legal: bool) -> Iterator[Stand]:
    """Yield who may be liable besides the principal, and an organisation."""
    yield _of_mode(PARTICIPATION, mode, around)
    if is_legal:
        yield _of_mode(LEGAL_PERSON, Mode.LEGAL_PERSON, around)


def _of_mode(name: str, mode: Mode, around: Procedure) -> Stand:
    if mode is Mode.PRINCIPAL:
        return Stand(name, ElementState.NOT_NEEDED, (), ())
    if around.has_own_offence(mode):
        return Stand(name, ElementState.PRESENT, (mode.value,), ())
    held = around.mode(mode)
    if held is None or not held.liable.is_known:
        return Stand(name, ElementState.UNREAD, (), (held.liable,) if held else ())
    state = ElementState.PRESENT if held.liable.value is True else ElementState.MISSING
    return Stand(name, state, (mode.value,), (held.liable,))
