"""Cells of the law as a page shows them: what they are called, what they say, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from amends.base.messages import Message
from amends.base.sources import SourceStatus
from amends.law.asof import AsOf, place_of
from amends.law.cells import Held, LawSource, Reading
from amends.law.diff import Change
from amends.law.labels import (
    cell_label,
    circumstance_label,
    part_label,
    value_said,
    word_label,
)
from amends.law.library import statutes
from amends.law.punishment import Penalty
from amends.law.standards import STAGES, standards_of_proof
from amends.law.statute import Offence, Statute
from amends.law.terms import Vocabulary, terms
from amends.office.validation import localised

# Parts that are told apart by a word of a closed list, and the field that holds it.
KINDS_IN_WORDS = {"participation": "mode", "comparators": "crime", "custody_limits": "stage"}
ONLY_FOR = Message("Only for: %(offences)s.")
NOT_FOR = Message("Not for: %(offences)s.")


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


@dataclass(frozen=True)
class ChangeRow:
    """A cell before and after a change."""

    label: str
    before: Row | None
    after: Row | None


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
            yield Group(_penalty_title(penalty), found, penalty.citation)


def statute_groups(law: AsOf) -> Iterator[Group]:
    """Yield the cells of a statute outside its offences, part by part, with where each stands."""
    for place, part in law.parts():
        rows = tuple(map(row_of, law.cells_in(place, part)))
        title, note = _part_title(place, part), getattr(part, "note", "")
        if rows or note:
            yield Group(title, rows, getattr(part, "citation", ""), note, _about(law, part))
        for penalty in getattr(part, "penalties", ()):
            inner = f"{place}.penalties.{penalty.case}"
            if found := tuple(map(row_of, law.cells_in(inner, penalty))):
                yield Group(f"{title}: {_penalty_title(penalty)}", found, penalty.citation)


def standard_rows(law: Statute) -> Iterator[StandardRow]:
    """Yield what has to be shown at each stage of a case in the country of a statute."""
    for held in standards_of_proof(law.country):
        stage, label = localised(STAGES[held.stage]), localised(held.label)
        yield StandardRow(stage, label, held.is_known, held.status, held.source, held.note)


def _about(law: AsOf, part: Any) -> str:
    """Return which offences a part is about, if not about all."""
    named = {name: getattr(part, name, ()) for name in ("covers", "excludes")}
    words = [
        localised(Message(sentence, {"offences": tuple(_citations(law, keys))}))
        for sentence, keys in (
            (ONLY_FOR.sentence, named["covers"]),
            (NOT_FOR.sentence, named["excludes"]),
        )
        if keys
    ]
    return " ".join(words)


def _citations(law: AsOf, keys: Iterable[str]) -> Iterator[str]:
    offences = (law.statute.offence(key) for key in keys)
    return (offence.citation for offence in offences if offence)


def change_rows(changes: Iterable[Change]) -> Iterator[ChangeRow]:
    """Yield what changed, cell by cell."""
    for change in changes:
        before = row_of(change.before) if change.before else None
        after = row_of(change.after) if change.after else None
        yield ChangeRow(_where(change.path), before, after)


def _where(path: str) -> str:
    """Return where a cell stands, in words: its offence, the case of its penalty, its name."""
    key, part, *places, name = path.split(".")
    label = localised(cell_label(name))
    law = statutes()[key]
    offence = law.offence(places[0]) if part == "offences" else None
    if offence is None:
        return f"{law.short}: {label}"
    case = next((p for p in offence.penalties if p.case == places[-1]), None)
    words = [offence.citation, _penalty_title(case) if case else "", label]
    return ": ".join(filter(None, words))


def _said(name: str, reading: Reading, source: LawSource) -> Said:
    text = localised(value_said(name, reading.value)) if reading.value is not None else ""
    return Said(text, source.citation, reading.at, reading.note, source.kind.status, reading)


def _part_title(place: str, part: Any) -> str:
    """Return the heading of a part: "Modes of participation: Attempt"."""
    kind, _dot, rest = place.partition(".")
    title = localised(part_label(kind))
    if kind == "versions":
        return f"{title}: {rest}"
    if kind not in KINDS_IN_WORDS:
        return title
    word = localised(word_label(kind, str(getattr(part, KINDS_IN_WORDS[kind]))))
    limb = getattr(part, "limb", "")
    case = (
        *(circumstance_label(code) for code in getattr(part, "when", ())),
        *(Message(terms(Vocabulary.ENDS)[code].label) for code in getattr(part, "ends", ())),
    )
    return ": ".join(filter(None, [title, word, limb, localised(case) if case else ""]))


def _penalty_title(penalty: Penalty) -> str:
    if penalty.is_base:
        return localised(Message("Penalty in the base case"))
    case = (*penalty.when, *penalty.any_of)
    named = {"case": tuple(circumstance_label(code) for code in case)}
    if penalty.any_of:
        return localised(Message("Penalty if any of these: %(case)s", named))
    return localised(Message("Penalty if: %(case)s", named))
