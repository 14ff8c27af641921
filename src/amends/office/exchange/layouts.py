"""The columns a sheet may have, as declared in the data files, and how its headings are matched."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from amends.base.fields import LONGEST, Field
from amends.base.messages import Message
from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.court.events import event_types
from amends.network.roles import roles
from amends.office.exchange.rows import SheetRefused, SheetRow

# Every way in which a label may be written: as it stands and in each language of the office.
Words = Callable[[str], Iterable[str]]
DETAIL = "details."


class SheetKind(StrEnum):
    """What a sheet holds."""

    PARTIES = "parties"
    EVENTS = "events"


class Takes(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    KEY = "key"
    PARTY = "party"
    PARTIES = "parties"
    DATE = "date"
    CHOICE = "choice"
    COUNTRY = "country"
    NUMBER = "number"
    MONEY = "money"


@dataclass(frozen=True)
class Column:
    """One column: its name, what it takes, and the words by which it and its values may go.

    Attributes:
        headings: every accepted heading, as ``plain`` gives it.
        values: accepted words to the code each stands for; for choices only.
        codes: the codes themselves, in the order in which they are offered.
    """

    name: str
    label: str
    takes: Takes
    required: bool
    longest: int
    help: str
    headings: frozenset[str]
    values: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of sheet, and the headings that are known and not read."""

    kind: SheetKind
    columns: tuple[Column, ...]
    ignored: frozenset[str]


@dataclass(frozen=True)
class Layout:
    """Which column stands at which place of a sheet, and the headings that nobody knows."""

    places: Mapping[int, Column]
    unknown: tuple[str, ...]

    @cached_property
    def names_people(self) -> bool:
        """Say whether a column of the sheet says what people are called."""
        return any(column.name == "designation" for column in self.places.values())


def as_it_stands(label: str) -> Iterable[str]:
    """Return a label as the only word for itself."""
    return (label,)


def columns_of(kind: SheetKind, words_for: Words = as_it_stands) -> Columns:
    """Return the columns of a kind of sheet; with it the words its labels go by."""
    document = _document(kind)
    declared = [_column(name, entry, words_for) for name, entry in document["columns"].items()]
    details = document.get("details", {})
    declared += [_detail(name, words, words_for) for name, words in details.items()]
    return Columns(kind, tuple(declared), frozenset(_plain(document["ignored"])))


def matched(headings: SheetRow, known: Columns) -> Layout:
    """Return which column each heading names.

    Raises:
        SheetRefused: a needed column is missing, or one stands there twice.
    """
    places: dict[int, Column] = {}
    unknown: list[str] = []
    for place, heading in enumerate(headings.cells):
        column = _named(heading, known)
        if column is not None:
            _refuse_twice(column, heading, places, headings.number)
            places[place] = column
        elif plain(heading) not in known.ignored:
            unknown.append(heading[:40] or letters(place))
    _refuse_missing(known, places, headings)
    return Layout(places, tuple(unknown))


def plain(text: str) -> str:
    """Return a word as it is compared: without case, marks, spaces and signs."""
    spelled = unicodedata.normalize("NFKD", text).casefold().replace("ـ", "")
    kept = [c for c in spelled if not unicodedata.combining(c)]
    return "".join(c if c.isalnum() else " " for c in kept).replace(" ", "")


def letters(place: int) -> str:
    """Return how a spreadsheet calls the column at a place, counted from 0: A, B, ... AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@cache
def _document(kind: SheetKind) -> Any:
    return load(read_text(f"imports/{kind}.yaml"))


def _plain(words: Iterable[Any]) -> set[str]:
    return {plain(str(word)) for word in words} - {""}


def _column(name: str, entry: Mapping[str, Any], words_for: Words) -> Column:
    values = {
        word: code
        for code, words in entry.get("values", {}).items()
        for word in _plain([code, *words])
    }
    codes = tuple(entry.get("values", {}))
    if name in _DECLARED_ELSEWHERE:
        values, codes = _DECLARED_ELSEWHERE[name](words_for)
    label = entry["label"]
    return Column(
        name=name,
        label=label,
        takes=Takes(entry["takes"]),
        required=entry.get("required", False),
        longest=entry.get("longest", 200),
        help=entry["help"],
        headings=frozenset(_plain([name, label, *words_for(label), *entry["headings"]])),
        values=values,
        codes=codes,
    )


def _event_words(words_for: Words) -> tuple[dict[str, str], tuple[str, ...]]:
    types = event_types()
    labels = {code: kind.label for code, kind in types.items()}
    return _words(labels, words_for), tuple(types)


def _role_words(words_for: Words) -> tuple[dict[str, str], tuple[str, ...]]:
    labels = {code: role.label for code, role in roles().items()}
    return _words(labels, words_for), tuple(labels)


_DECLARED_ELSEWHERE = {"code": _event_words, "role": _role_words}


def _words(labels: Mapping[str, str], words_for: Words) -> dict[str, str]:
    """Return code, label and translated label of each entry, to its code."""
    return {
        word: code
        for code, label in labels.items()
        for word in _plain([code, label, *words_for(label)])
    }


def _detail(name: str, words: Iterable[str], words_for: Words) -> Column:
    fields = [f for kind in event_types().values() for f in kind.fields if f.name == name]
    said = {word for f in fields for word in (f.label, *words_for(f.label))}
    choices = {choice.code: choice.label for f in fields for choice in f.choices}
    return Column(
        name=f"{DETAIL}{name}",
        label=fields[0].label,
        takes=_detail_takes(fields[0]),
        required=False,
        longest=LONGEST,
        help=fields[0].help,
        headings=frozenset(_plain([name, f"{DETAIL}{name}", *said, *words])),
        values=_words(choices, words_for),
        codes=tuple(choices),
    )


def _detail_takes(declared: Field) -> Takes:
    return Takes(declared.kind.value)


def _named(heading: str, known: Columns) -> Column | None:
    word = plain(heading)
    return next((column for column in known.columns if word in column.headings), None)


def _refuse_twice(column: Column, heading: str, places: Mapping[int, Column], row: int) -> None:
    if column in places.values():
        raise SheetRefused(
            Message(
                "The column %(heading)s stands there twice, perhaps under another name. Keep one.",
                {"heading": heading[:40]},
            ),
            row=row,
            field=column.name,
        )


def _refuse_missing(known: Columns, places: Mapping[int, Column], headings: SheetRow) -> None:
    missing = [c for c in known.columns if c.required and c not in places.values()]
    if not missing:
        return
    raise SheetRefused(
        Message(
            "The first row must hold the headings, and %(columns)s is missing there. It holds "
            "%(found)s. Compare it with the empty sheet offered for this import.",
            {
                "columns": ", ".join(column.label for column in missing),
                "found": ", ".join(cell[:40] for cell in headings.cells[:10] if cell),
            },
        ),
        row=headings.number,
        field=missing[0].name,
    )
