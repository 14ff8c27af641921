"""The matrix as the page shows it: one table for each defendant, elements beside victims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from amends.law.terms import Mode
from amends.office.charging.words import StateTag, mode_word
from amends.office.desk.words import listed
from amends.office.exhibits.words import element_word
from amends.office.parties.models import Party
from amends.office.proving.selectors import CaseProof
from amends.office.proving.words import SHORT_READINGS, STATUSES
from amends.proof.matrix import Cell, Place
from amends.proof.proving import Reading
from amends.proof.status import RANK, Status
from amends.proof.to_prove import Matter


@dataclass(frozen=True)
class CellRow:
    """One cell: how it stands in the reading that was asked for, and in the others in words."""

    url: str
    tag: StateTag
    others: str
    status: Status
    victim: Party | None = None


@dataclass(frozen=True)
class Line:
    """One element of a table; what is asked whoever the victim is stands in one cell for all."""

    element: str
    cells: tuple[CellRow | None, ...]
    for_all: bool


@dataclass(frozen=True)
class CountLine:
    """One count with how all of it stands."""

    url: str
    label: str
    citation: str
    mode: str
    victim: str
    tag: StateTag
    others: str


@dataclass(frozen=True)
class Table:
    """Everything that is asked of one defendant."""

    party: Party
    victims: tuple[Party, ...]
    lines: tuple[Line, ...]
    counts: tuple[CountLine, ...]


@dataclass(frozen=True)
class Tally:
    """How many cells stand in one way."""

    tag: StateTag
    number: int


def tables(held: CaseProof, reading: Reading, who: str = "") -> Iterator[Table]:
    """Yield a table for each defendant, or for one."""
    found = held.made_of.rows.found
    by_defendant: dict[str, list[str]] = {}
    for name, count in held.made_of.counts.items():
        by_defendant.setdefault(count.by, []).append(name)
    for key, names in by_defendant.items():
        if who in {"", key}:
            victims = dict.fromkeys(held.made_of.counts[name].victim for name in names)
            people = tuple(found.parties[victim] for victim in victims)
            yield Table(
                found.parties[key],
                people,
                tuple(_lines(held, reading, key, people)),
                tuple(_count_line(held, reading, name) for name in names),
            )


def tallies(held: CaseProof, reading: Reading) -> list[Tally]:
    """Return how many cells stand in each way, the worst first."""
    stands = [cell.stands[reading] for cell in held.matrix.cells.values()]
    return [
        Tally(STATUSES[status], stands.count(status))
        for status in sorted(set(stands), key=RANK.__getitem__, reverse=True)
    ]


def others_words(stands: Mapping[Reading, Status], asked: Reading) -> str:
    """Return how something stands in the readings that were not asked for."""
    return listed(
        f"{SHORT_READINGS[reading]}: {STATUSES[status].word}"
        for reading, status in stands.items()
        if reading is not asked
    )


def cell_url(reference: str, place: Place) -> str:
    """Return the address of what a cell rests on."""
    asked = {"element": place.element, "by": place.defendant, "to": place.victim}
    return f"{reverse('proof-cell', args=[reference])}?{urlencode(asked)}"


def _lines(
    held: CaseProof, reading: Reading, defendant: str, victims: Iterable[Party]
) -> Iterator[Line]:
    for element in held.matrix.elements():
        for_all = element in {Matter.IDENTITY, Matter.JURISDICTION}
        by = "" if element in {Matter.JURISDICTION, Matter.AGE} else defendant
        places = (
            [(Place(element, by, ""), None)]
            if for_all
            else [(Place(element, by, victim.key), victim) for victim in victims]
        )
        cells = tuple(
            _cell(held, held.matrix.cells.get(place), reading, victim) for place, victim in places
        )
        if any(cells):
            yield Line(element_word(element), cells, for_all)


def _cell(
    held: CaseProof, cell: Cell | None, reading: Reading, victim: Party | None
) -> CellRow | None:
    if cell is None:
        return None
    stands = cell.stands[reading]
    return CellRow(
        cell_url(held.made_of.rows.case.reference, cell.place),
        STATUSES[stands],
        others_words(cell.stands, reading),
        stands,
        victim,
    )


def _count_line(held: CaseProof, reading: Reading, name: str) -> CountLine:
    count, stands = held.made_of.counts[name], held.matrix.counts[name]
    found = held.made_of.rows.found
    return CountLine(
        reverse("charging-count", args=[held.made_of.rows.case.reference, name]),
        gettext(count.law.offence.label),
        count.citation,
        mode_word(count.mode) if count.mode is not Mode.PRINCIPAL else "",
        found.parties[count.victim].designation,
        STATUSES[stands[reading]],
        others_words(stands, reading),
    )
