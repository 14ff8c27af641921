"""The trafficking offences of several countries side by side, point by point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from amends.law.asof import AsOf, place_of
from amends.law.audit import Audit, audit
from amends.law.cells import Held

POINTS = (
    *("acts", "means", "means_rule", "child_age", "ends", "movement", "consent"),
    *("mens_rea", "knowledge_of_age"),
)
PUNISHMENT = ("minimum", "maximum", "life", "fine")


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
        points: the names of the cells, in the order in which every column holds them.
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
    return Comparison(on, (*POINTS, *PUNISHMENT), columns, audits)


def _columns(country: str, law: AsOf) -> tuple[Column, ...]:
    columns = []
    for offence in law.audited():
        base = law.base_penalty(offence)
        place = f"{place_of(offence)}.penalties.base"
        punished = (
            law.held(place, base, name) if base else Held(f"{law.statute.key}.{place}.{name}", ())
            for name in PUNISHMENT
        )
        said = (law.of(offence, name) for name in POINTS)
        columns.append(Column(country, offence.citation, (*said, *punished)))
    return tuple(columns)
