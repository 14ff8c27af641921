"""Cells of the law as a page shows them: what they are called, what they say, on whose word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amends.base.sources import SourceStatus
from amends.law.asof import AsOf, place_of
from amends.law.cells import Held, LawSource, Reading
from amends.law.labels import cell_label, country_label, value_said
from amends.law.points import Words, about, part_words, penalty_words
from amends.law.standards import STAGES, standards_of_proof
from amends.law.statute import Offence, Statute
from amends.office.validation import localised


@dataclass(frozen=True)
class Said:
    """One reading on a page: what it says, where it stands, and how far it may be trusted."""

    text: str
    citation: str
    at: str
    note: str
    status: SourceStatus
    reading: Reading


@dataclass(frozen=True)
class Row:
    """One cell on a page."""

    label: str
    text: str
    conflict: bool
    unread: bool
    status: SourceStatus
    readings: tuple[Said, ...]


@dataclass(frozen=True)
class Group:
    """Cells that belong together, such as those of one penalty, and where they stand.

    Attributes:
        about: which offences they are about, if not about all.
    """

    title: str
    rows: tuple[Row, ...]
    citation: str = ""
    note: str = ""
    about: str = ""


@dataclass(frozen=True)
class StandardRow:
    """What has to be shown at one stage of a case."""

    stage: str
    label: str
    known: bool
    status: SourceStatus
    citation: str
    note: str


def row_of(held: Held) -> Row:
    """Return a cell as a page shows it."""
    name = held.path.rpartition(".")[2]
    said = tuple(_said(name, reading, source) for reading, source in held.readings)
    texts = dict.fromkeys(one.text for one in said if one.reading.value is not None)
    text = localised(value_said(name, held.value)) if held.is_known else " / ".join(texts)
    return Row(
        localised(cell_label(name)), text, held.is_conflict, not held.values, held.status, said
    )


def offence_groups(law: AsOf, offence: Offence) -> Iterator[Group]:
    """Yield the cells of an offence: what must be proved, then each penalty."""
    start = f"{law.statute.key}.{place_of(offence)}."
    cells = [held for held in law.cells() if held.path.startswith(start)]
    own = [held for held in cells if ".penalties." not in held.path]
    yield Group("", tuple(map(row_of, own)))
    for penalty in offence.penalties:
        place = f"{start}penalties.{penalty.case}."
        found = tuple(row_of(held) for held in cells if held.path.startswith(place))
        if found:
            yield Group(localised(penalty_words(penalty)), found, penalty.citation)


def statute_groups(law: AsOf) -> Iterator[Group]:
    """Yield the cells of a statute outside its offences, part by part, with where each stands."""
    for place, part in law.parts():
        rows = tuple(map(row_of, law.cells_in(place, part)))
        words, note = part_words(place.partition(".")[0], part), getattr(part, "note", "")
        if rows or note:
            told = " ".join(map(localised, about(law.statute, part)))
            yield Group(in_words(words), rows, getattr(part, "citation", ""), note, told)
        for penalty in getattr(part, "penalties", ()):
            inner = f"{place}.penalties.{penalty.case}"
            if found := tuple(map(row_of, law.cells_in(inner, penalty))):
                title = in_words((*words, penalty_words(penalty)))
                yield Group(title, found, penalty.citation)


def standard_rows(law: Statute) -> Iterator[StandardRow]:
    """Yield what has to be shown at each stage of a case in the country of a statute."""
    for held in standards_of_proof(law.country):
        stage, label = localised(STAGES[held.stage]), localised(held.label)
        yield StandardRow(stage, label, held.is_known, held.status, held.source, held.note)


def in_words(words: Words) -> str:
    """Return what a part or a cell is called in the reader's language; names keep their order."""
    said = (f"\u2068{w}\u2069" if isinstance(w, str) else localised(w) for w in words)
    return ": ".join(said)


def country_word(code: str) -> str:
    """Return what a country is called in the reader's language."""
    return localised(country_label(code))


def _said(name: str, reading: Reading, source: LawSource) -> Said:
    text = localised(value_said(name, reading.value)) if reading.value is not None else ""
    return Said(text, source.citation, reading.at, reading.note, source.kind.status, reading)
