"""Which tables a case archive holds, and how their rows stand in it as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Field, ForeignKey, Model

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.cases.moves import TABLES
from amends.office.charging.models import CaseFacts
from amends.office.disclosure.models import Numbering
from amends.office.parties.models import Party

BY_STAGE = frozenset({"stage", "standing", "stage_since"})  # follow from the timeline
OF_THE_CASE = (
    *("title", "jurisdiction", "court", "court_reference", "summary", "specialisms", "opened_on"),
)
OF_REPORTS = frozenset({"report_decisions"})  # what a report came to stands with the report
ACCOUNT = ("username", "name", "role")


@dataclass(frozen=True)
class Table:
    """A table of an archive: its model, and what of it is not handed on.

    Attributes:
        left_out: columns that follow from others.
    """

    name: str
    model: type[Model]
    left_out: frozenset[str] = field(default=frozenset())

    @cached_property
    def fields(self) -> tuple[Field[Any, Any], ...]:
        """Return the columns but for the number and the case, in the order of the model."""
        return tuple(
            column
            for column in self.model._meta.concrete_fields
            if not column.primary_key and column.name not in {"case", *self.left_out}
        )

    @property
    def heading(self) -> tuple[str, ...]:
        """Return what stands above the columns."""
        return ("id", *(column.name for column in self.fields))


def _tables() -> Iterator[Table]:
    """Yield the tables, each behind those it refers to."""
    left = {name: Table(name, model) for name, model in TABLES.items() if name not in OF_REPORTS}
    left["parties"] = Table("parties", Party, BY_STAGE)
    left["facts"] = Table("facts", CaseFacts)
    left["numbering"] = Table("numbering", Numbering)
    while left:
        names = {table.model: name for name, table in left.items()}
        free = next(name for name, table in left.items() if not _awaits(table, names))
        yield left.pop(free)


def _awaits(table: Table, names: Mapping[type[Model], str]) -> bool:
    """Say whether a table refers to another that has not come yet."""
    there = {column.related_model for column in table.fields if isinstance(column, ForeignKey)}
    return any(model in names for model in there - {table.model})


BY_NAME: Mapping[str, Table] = {table.name: table for table in _tables()}
OF_MODEL: Mapping[type[Model], str] = {table.model: name for name, table in BY_NAME.items()}


def refers_to(column: Field[Any, Any]) -> str:
    """Return the table a column refers to; ``account`` for an account, nothing for plain ones."""
    if not isinstance(column, ForeignKey):
        return ""
    there = column.related_model
    if there is User:
        return "account"
    return OF_MODEL.get(there, "") if there is not Case else ""


def csv_of(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as the bytes of a CSV file that spreadsheets open as it is."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def rows_in(text: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV file, its heading first.

    Raises:
        csv.Error: quotation marks do not match, or a cell is longer than any may be.
    """
    yield from csv.reader(io.StringIO(text, newline=""), strict=True)
