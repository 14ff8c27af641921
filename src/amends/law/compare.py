"""The trafficking offences of several countries side by side, point by point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from amends.law.asof import AsOf, place_of
from amends.law.audit import Audit, audit
from amends.law.cells import Held
from amends.law.procedure import covers
from amends.law.punishment import Penalty
from amends.law.statute import Offence, Participation
from amends.law.terms import Mode

POINTS = (
    *("acts", "means", "means_rule", "child_age", "treated_as_child", "ends", "movement"),
    *("consent", "mens_rea", "knowledge_of_age"),
)
PUNISHMENT = ("minimum", "maximum", "life", "death", "fine")
MODES = tuple(mode for mode in Mode if mode is not Mode.PRINCIPAL)
LIABILITY = ("liable", "relation", "share")
# A point on a mode of participation is named by the mode and the cell: attempt.share.
SHARED = tuple(f"{mode}.{name}" for mode in MODES for name in LIABILITY)


@dataclass(frozen=True)
class Column:
    """One trafficking offence: its country, its citation and its cells, in the order of points."""

    country: str
    citation: str
    cells: tuple[Held, ...]


@dataclass(frozen=True)
class Comparison:
    """Offences side by side, and the audits of their countries.

    Attributes:
        points: the names of the cells, in the order in which every column holds them; those of a
            mode of participation begin with the mode. No point is named on which no law says
            anything.
    """

    on: date
    points: tuple[str, ...]
    columns: tuple[Column, ...]
    audits: tuple[Audit, ...]


def compare(countries: Sequence[str], on: date) -> Comparison:
    """Return the audited offences of some countries, as they stood on a day, side by side."""
    audits = tuple(audit(country, on) for country in dict.fromkeys(countries))
    columns = tuple(
        column for found in audits for law in found.laws for column in _columns(found.country, law)
    )
    return Comparison(on, *_telling((*POINTS, *PUNISHMENT, *SHARED), columns), audits)


def _telling(
    points: tuple[str, ...], columns: tuple[Column, ...]
) -> tuple[tuple[str, ...], tuple[Column, ...]]:
    """Return points and columns without the liability of which no law says anything."""
    kept = [
        number
        for number, point in enumerate(points)
        if point not in SHARED or any(column.cells[number].readings for column in columns)
    ]
    shorter = (
        Column(column.country, column.citation, tuple(column.cells[number] for number in kept))
        for column in columns
    )
    return tuple(points[number] for number in kept), tuple(shorter)


def _columns(country: str, law: AsOf) -> tuple[Column, ...]:
    columns = []
    for offence in law.audited():
        base = law.base_penalty(offence)
        place = f"{place_of(offence)}.penalties.base"
        said = (law.of(offence, name) for name in POINTS)
        punished = (_held(law, place, base, name) for name in PUNISHMENT)
        shared = (cell for mode in MODES for cell in _liability(law, offence, mode))
        columns.append(Column(country, offence.citation, (*said, *punished, *shared)))
    return tuple(columns)


def _liability(law: AsOf, offence: Offence, mode: Mode) -> Iterator[Held]:
    """Yield what is held on a mode of participation in an offence."""
    part = next((part for part in law.modes(mode) if covers(part, offence.key)), None)
    place = f"participation.{part.case if part else mode}"
    yield from (_held(law, place, part, name) for name in LIABILITY)


def _held(law: AsOf, place: str, part: Penalty | Participation | None, name: str) -> Held:
    return law.held(place, part, name) if part else Held(f"{law.statute.key}.{place}.{name}", ())
