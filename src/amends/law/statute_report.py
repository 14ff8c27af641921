"""What one statute says on a day, in the shape in which other programs read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from amends.base.sources import SourceStatus
from amends.law.asof import AsOf, place_of
from amends.law.report import CellOut, LawOut, cell_out, law_out
from amends.law.standards import Standard, standards_of_proof
from amends.law.statute import Statute


@dataclass(frozen=True)
class PartOut:
    """Where a part of a statute stands in the law, which offences it is about, and its note."""

    path: str
    citation: str
    covers: tuple[str, ...]
    excludes: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class StandardOut:
    """What has to be shown at a stage of a case in the country of a statute."""

    stage: str
    standard: str
    source: str
    status: SourceStatus
    note: str


@dataclass(frozen=True)
class StatuteOut:
    """One statute on a day: every cell that says something, where its parts stand, and standards.

    ``standards`` are what has to be shown at each stage of a case in its country.
    """

    law: LawOut
    on: date
    note: str
    cells: tuple[CellOut, ...]
    parts: tuple[PartOut, ...]
    standards: tuple[StandardOut, ...]


def statute_out(statute: Statute, on: date) -> StatuteOut:
    """Return a statute with its cells on a day."""
    law = AsOf(statute, on)
    cells = tuple(cell_out(held) for held in law.cells())
    offences = ((place_of(offence), offence) for offence in law.offences())
    parts = (_part_out(f"{statute.key}.{place}", p) for place, p in chain(offences, law.parts()))
    standards = tuple(map(standard_out, standards_of_proof(statute.country)))
    told = tuple(part for part in parts if part.citation or part.note)
    return StatuteOut(law_out(statute, on), on, statute.note, cells, told, standards)


def _part_out(path: str, part: Any) -> PartOut:
    said = (getattr(part, name, "") for name in ("citation", "covers", "excludes", "note"))
    citation, covers, excludes, note = said
    return PartOut(path, citation, tuple(covers), tuple(excludes), note)


def standard_out(held: Standard) -> StandardOut:
    """Return what has to be shown at a stage."""
    return StandardOut(held.stage, str(held.label), held.source, held.status, held.note)
