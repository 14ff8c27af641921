"""What cells and their values are called, as messages that can be said in any language."""

from __future__ import annotations

from functools import cache

import msgspec

from amends.base.dates import When
from amends.base.messages import Message
from amends.base.package_data import read_text
from amends.base.spans import Span
from amends.base.yaml_document import load
from amends.law import punishment, statute
from amends.law.cells import Value
from amends.law.kinds import Custody, Day, Kind, Words, kinds_of
from amends.law.terms import Vocabulary, terms

YES, NO = Message("yes"), Message("no")


def part_label(name: str) -> Message:
    """Return what a part of a statute is called."""
    text = _labels().parts[name].label
    return Message(text)


def cell_label(name: str) -> Message:
    """Return what a cell is called."""
    text = _labels().cells[name].label
    return Message(text)


def word_label(field: str, code: str) -> Message:
    """Return what a word of the closed list of a field is called."""
    text = _labels().words[field][code].label
    return Message(text)


def circumstance_label(code: str) -> Message:
    """Return what a circumstance is called."""
    return Message(terms(Vocabulary.CIRCUMSTANCES)[code].label)


def country_label(code: str) -> Message:
    """Return what a country is called; one that nobody named by its two letters."""
    named = _labels().countries.get(code)
    return Message(named.label if named else code)


def value_said(cell: str, value: Value) -> object:
    """Return the value of a cell as a message, several of them, a date, a span or what it is."""
    if isinstance(value, bool):
        return YES if value else NO
    kind = _kinds().get(cell)
    if isinstance(kind, Day) and isinstance(value, str):
        return When.parse(value)
    if isinstance(kind, Custody) and isinstance(value, int):
        return Span(value)
    if isinstance(value, tuple):
        return tuple(_word(cell, code) for code in value)
    if isinstance(value, str) and cell in _labels().words:
        return _word(cell, value)
    return value


def _word(cell: str, code: str) -> Message:
    kind = _kinds()[cell]
    if isinstance(kind, Words):
        return Message(terms(kind.of)[code].label)
    return word_label(cell, code)


class Label(msgspec.Struct, frozen=True):
    """One name."""

    label: str


class Labels(msgspec.Struct, frozen=True):
    """The names of parts, of cells, of the words of closed lists by cell, and of countries."""

    parts: dict[str, Label]
    cells: dict[str, Label]
    words: dict[str, dict[str, Label]]
    countries: dict[str, Label]


@cache
def _labels() -> Labels:
    return msgspec.convert(load(read_text("law/labels.yaml")), Labels)


@cache
def _kinds() -> dict[str, Kind]:
    """Return the kind of every cell by its name, which is the same wherever the name stands."""
    parts = [*vars(statute).values(), *vars(punishment).values()]
    classes = [part for part in parts if isinstance(part, type)]
    return {name: kind for part in classes for name, kind in kinds_of(part).items()}
