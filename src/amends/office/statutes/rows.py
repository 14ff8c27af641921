"""Cells of the law as a page shows them: what they are called, what they say, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
from amends.law.statute import Offence
from amends.law.terms import Vocabulary, terms
from amends.office.validation import localised

KINDS_IN_WORDS = frozenset({"participation", "comparators"})


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
    """Cells that belong together, such as those of one penalty."""

    title: str
    rows: tuple[Row, ...]


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
            yield Group(_penalty_title(penalty), found)


def statute_groups(law: AsOf) -> Iterator[Group]:
    """Yield the cells of a statute outside its offences, part by part."""
    start = f"{law.statute.key}."
    groups: dict[str, list[Row]] = {}
    for held in law.cells():
        place = held.path.removeprefix(start)
        part, _, rest = place.partition(".")
        if part == "offences" or not rest:
            continue
        groups.setdefault(_part_title(part, rest.rpartition(".")[0]), []).append(row_of(held))
    for title, rows in groups.items():
        yield Group(title, tuple(rows))


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


def _part_title(part: str, rest: str) -> str:
    """Return the heading of cells outside offences: "Modes of participation: Attempt"."""
    title = localised(part_label(part))
    if part == "versions":
        return f"{title}: {rest}"
    kind, _, circumstances = rest.partition(".")[0].partition("+")
    if part not in KINDS_IN_WORDS or not kind:
        return title
    cases = tuple(_circumstance(code) for code in circumstances.split("+") if code)
    words = [localised(word_label(part, kind)), *([localised(cases)] if cases else [])]
    return ": ".join([title, *words])


def _penalty_title(penalty: Penalty) -> str:
    if penalty.is_base:
        return localised(Message("Penalty in the base case"))
    case = (*penalty.when, *penalty.any_of)
    named = {"case": tuple(circumstance_label(code) for code in case)}
    if penalty.any_of:
        return localised(Message("Penalty if any of these: %(case)s", named))
    return localised(Message("Penalty if: %(case)s", named))


def _circumstance(code: str) -> Message:
    known = terms(Vocabulary.CIRCUMSTANCES)
    return circumstance_label(code) if code in known else Message(code)
