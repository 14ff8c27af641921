"""The declared columns: each heading names one of them, and every detail of an event has one."""

from __future__ import annotations

from collections import Counter

import pytest

from amends.court.events import event_types
from amends.office.exchange.cells import keys_in, value_of
from amends.office.exchange.languages import in_every_language
from amends.office.exchange.layouts import DETAIL, Column, SheetKind, Takes, columns_of, letters


def column_for(kind: SheetKind, name: str) -> Column:
    return next(c for c in columns_of(kind, in_every_language).columns if c.name == name)


@pytest.mark.parametrize("kind", list(SheetKind))
def test_a_heading_names_one_column_in_any_language(kind: SheetKind) -> None:
    columns = columns_of(kind, in_every_language).columns
    named = Counter(heading for column in columns for heading in column.headings)
    assert [heading for heading, times in named.items() if times > 1] == []


def test_every_detail_of_an_event_has_a_column() -> None:
    declared = {field.name for kind in event_types().values() for field in kind.fields}
    columns = {column.name for column in columns_of(SheetKind.EVENTS).columns}
    assert {f"{DETAIL}{name}" for name in declared} <= columns


def test_every_detail_of_a_name_takes_the_same() -> None:
    takes: dict[str, set[str]] = {}
    for kind in event_types().values():
        for field in kind.fields:
            takes.setdefault(field.name, set()).add(field.kind.value)
    assert {name: kinds for name, kinds in takes.items() if len(kinds) > 1} == {}


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        (SheetKind.EVENTS, "code", "مُتَّهَم", None),
        (SheetKind.EVENTS, "code", "arrested", "ARREST"),
        (SheetKind.EVENTS, "code", " ARREST ", "ARREST"),
        (SheetKind.EVENTS, "on", "٢٠٢٦/٥/٣", "2026-05-03"),
        (SheetKind.EVENTS, "on", "~2026.5", "~2026-05"),
        (SheetKind.EVENTS, "details.amount", "USD ٩٠٠.٥", "USD 900.50"),
        (SheetKind.PARTIES, "capacity", "المتّهم", "defendant"),
        (SheetKind.PARTIES, "nationality", "ph", "PH"),
        (SheetKind.PARTIES, "key", "V١", "V1"),
    ],
)
def test_cells_are_read_by_what_their_column_takes(
    kind: SheetKind, name: str, text: str, value: str | None
) -> None:
    column = column_for(kind, name)
    if value is None:
        with pytest.raises(ValueError, match="not known here"):
            value_of(text, column)
    else:
        assert value_of(text, column) == value


def test_keys_stand_apart_by_whatever_people_write() -> None:
    assert keys_in("D1; D2,V1،V2 V3\nD1") == ["D1", "D2", "V1", "V2", "V3"]


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (59, "BH")])
def test_columns_without_a_heading_go_by_their_letters(place: int, name: str) -> None:
    assert letters(place) == name


def test_every_kind_of_cell_is_used() -> None:
    used = {column.takes for kind in SheetKind for column in columns_of(kind).columns}
    assert used >= set(Takes) - {Takes.NUMBER}
