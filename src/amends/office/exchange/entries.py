"""A sheet's rows as entries: each column's value by its name, and what is wrong with the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from amends.base.messages import Message, Refusal
from amends.network.pseudonyms import is_pseudonym
from amends.network.roles import Capacity
from amends.office.exchange.cells import nearest, reader_of
from amends.office.exchange.layouts import (
    Layout,
    SheetKind,
    Words,
    as_it_stands,
    columns_of,
    letters,
    matched,
    plain,
)
from amends.office.exchange.rows import Problem, Sheet, SheetRow

NAMES_A_VICTIM = Message(
    "A victim is shown by a pseudonym only, such as AAA. Replace the name, or leave the cell empty "
    "to get the next free pseudonym."
)
SAME_ROW = Message("This row says the same as row %(row)d. Remove one, or say what differs.")
SAME_KEY = Message("The key %(key)s stands in row %(row)d already. Choose another.")


class Reader(NamedTuple):
    """What reads the cells of one column."""

    place: int
    name: str
    is_needed: bool
    read: Callable[[str], str]


class Entry(NamedTuple):
    """One row of a sheet as its columns read it.

    Attributes:
        row: the row as the sheet counts it.
        values: what each column says, by the column's name; nothing for what is wrong.
        problems: what is wrong with it before anything of the case is known.
        names_a_victim: whether it holds what may be the name of a victim; it is left out of the
            values, and the file that holds it is not kept.
    """

    row: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    names_a_victim: bool = False


@dataclass(frozen=True)
class Entries:
    """All rows of a sheet, and the headings of it that are not read."""

    kind: SheetKind
    rows: tuple[Entry, ...]
    unknown: tuple[str, ...]
    encoding: str


def entries_of(kind: SheetKind, sheet: Sheet, words_for: Words = as_it_stands) -> Entries:
    """Return a sheet's rows as entries of the kind it is said to hold.

    Raises:
        SheetRefused: its headings are not those of that kind.
    """
    layout = matched(sheet.headings, columns_of(kind, words_for))
    width = len(sheet.headings.cells)
    readers = [
        Reader(place, column.name, column.required, reader_of(column))
        for place, column in layout.places.items()
    ]
    rows = tuple(_entry(row, layout, width, readers) for row in sheet.rows)
    return Entries(kind, _without_doubles(rows), layout.unknown, sheet.encoding)


def _entry(row: SheetRow, layout: Layout, width: int, readers: Iterable[Reader]) -> Entry:
    values: dict[str, str] = {}
    filled = len(row.cells)
    problems = list(_faults(row, layout, width)) if row.faults or filled > width else []
    faulty = {column for column, _ in row.faults}
    for place, name, is_needed, read in readers:
        if place in faulty:
            continue
        text = row.cells[place] if place < filled else ""
        try:
            values[name] = read(text) if text else ""
        except Refusal as refusal:
            problems.append(Problem(refusal.message, row.number, name))
        if is_needed and not text:
            problems.append(Problem(Message("This is needed. Fill it in."), row.number, name))
    named = layout.names_people and _may_name_a_victim(row, layout)
    if named:
        values["designation"] = ""
        if values.get("capacity", Capacity.VICTIM) == Capacity.VICTIM:
            problems.append(Problem(NAMES_A_VICTIM, row.number, "designation"))
    return Entry(row.number, values, tuple(problems), named)


def _faults(row: SheetRow, layout: Layout, width: int) -> Iterator[Problem]:
    for place, message in row.faults:
        column = layout.places.get(place)
        yield Problem(message, row.number, column.name if column else letters(place))
    if any(row.cells[width:]):
        yield Problem(
            Message(
                "This row has more cells than there are headings. Perhaps a separator stands "
                "inside a cell; put that cell in quotation marks."
            ),
            row.number,
        )


def _may_name_a_victim(row: SheetRow, layout: Layout) -> bool:
    """Say whether a row has more than a pseudonym and does not say that of somebody else."""
    said = {
        column.name: (row.cells[place], column)
        for place, column in layout.places.items()
        if place < len(row.cells)
    }
    if "designation" not in said or is_pseudonym(said["designation"][0]):
        return False
    if not said["designation"][0]:
        return False
    word, column = said.get("capacity", ("", None))
    meant = column and (column.values.get(plain(word)) or nearest(word, column))
    return not meant or meant == Capacity.VICTIM


def _without_doubles(rows: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Refuse each row whose key, or whose whole content, an earlier row has."""
    first: dict[object, int] = {}
    return tuple(_unless_double(entry, first) for entry in rows)


def _unless_double(entry: Entry, first: dict[object, int]) -> Entry:
    if "code" in entry.values:
        # The columns of a sheet stand in one order in all its rows.
        row = first.setdefault(tuple(entry.values.items()), entry.row)
        return entry if row == entry.row else _as_double(entry, SAME_ROW, {"row": row})
    key = entry.values.get("key")
    if not key:
        return entry
    row = first.setdefault(key, entry.row)
    return entry if row == entry.row else _as_double(entry, SAME_KEY, {"key": key, "row": row})


def _as_double(entry: Entry, said: Message, values: Mapping[str, object]) -> Entry:
    problem = Problem(Message(said.sentence, values), entry.row, "key" if "key" in values else "")
    return entry._replace(problems=(*entry.problems, problem))
