"""The matrix of a case: what is asked of whom, towards whom, and how each of it stands.

A cell is one element against one defendant and concerning one victim. Several counts may ask for
it, each in its own words; the cell stands as the worst of what they ask for does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from amends.proof.graph import AllOf, Charge, Formula, Graph, leaves
from amends.proof.proving import Picture, Proof, Reading
from amends.proof.status import RANK, Status, status_of, status_of_charge
from amends.proof.to_prove import Matter

# In the order in which they are asked of whoever tries the case.
ORDER = {matter: place for place, matter in enumerate(Matter)}
# What is asked about the defendant whoever the victim is, and about the case whoever is accused.
OF_NO_VICTIM = frozenset({Matter.IDENTITY, Matter.JURISDICTION})
OF_NO_DEFENDANT = frozenset({Matter.AGE, Matter.JURISDICTION})


class Place(NamedTuple):
    """Where a cell stands."""

    element: str
    defendant: str
    victim: str


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix.

    Attributes:
        parts: what counts ask for here, each once.
        counts: which counts ask for it.
        stands: how it stands in each reading.
    """

    place: Place
    parts: tuple[Formula, ...]
    counts: tuple[str, ...]
    stands: Mapping[Reading, Status]

    @property
    def propositions(self) -> tuple[str, ...]:
        """Return the propositions of all its parts, each once."""
        return tuple(dict.fromkeys(key for part in self.parts for key in leaves(part)))


@dataclass(frozen=True)
class Matrix:
    """Every cell of a case, and every count, with how it stands in each reading."""

    cells: Mapping[Place, Cell]
    counts: Mapping[str, Mapping[Reading, Status]]

    def elements(self) -> tuple[str, ...]:
        """Return the elements that are asked for, in their order."""
        found = {place.element for place in self.cells}
        return tuple(sorted(found, key=lambda element: ORDER[Matter(element)]))


def matrix(proof: Proof) -> Matrix:
    """Return the matrix of a compiled case."""
    pictures = {reading: proof.picture(reading) for reading in Reading}
    asked: dict[Place, dict[Formula, dict[str, None]]] = {}
    for charge in proof.graph.charges:
        for place, part in _parts(proof.graph, charge):
            asked.setdefault(place, {}).setdefault(part, {})[charge.key] = None
    return Matrix(
        {place: _cell(pictures, place, parts) for place, parts in asked.items()},
        {
            charge.key: {r: status_of_charge(seen, charge.key) for r, seen in pictures.items()}
            for charge in proof.graph.charges
        },
    )


def _cell(
    pictures: Mapping[Reading, Picture], place: Place, parts: Mapping[Formula, Iterable[str]]
) -> Cell:
    counts = dict.fromkeys(count for asking in parts.values() for count in asking)
    stands = {
        reading: max((status_of(seen, part) for part in parts), key=RANK.__getitem__)
        for reading, seen in pictures.items()
    }
    return Cell(place, tuple(parts), tuple(counts), stands)


def _parts(graph: Graph, charge: Charge) -> Iterator[tuple[Place, Formula]]:
    """Yield each part of what a count asks for, and the cell that it stands in."""
    parts = charge.formula.parts if isinstance(charge.formula, AllOf) else (charge.formula,)
    for part in parts:
        element = _element(graph, part)
        yield (
            Place(
                element,
                "" if element in OF_NO_DEFENDANT else charge.defendant,
                "" if element in OF_NO_VICTIM else charge.victim,
            ),
            part,
        )


def _element(graph: Graph, part: Formula) -> str:
    """Return what a part is about: where means stand beside the age, the means."""
    found = {graph.propositions[key].element for key in leaves(part)}
    return Matter.MEANS if Matter.MEANS in found else next(iter(sorted(found)))
