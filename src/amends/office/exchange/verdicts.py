"""What became, or would become, of each row of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext

from amends.office.exchange.entries import Entry
from amends.office.exchange.layouts import DETAIL, SheetKind, columns_of
from amends.office.exchange.rows import Problem
from amends.office.validation import translated

# What services call a field, where the sheet calls it otherwise.
SERVICE_FIELDS = {"victim": "towards", NON_FIELD_ERRORS: ""}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a row, in the reader's language.

    Attributes:
        field: the name of the column; empty where the whole row is meant.
    """

    field: str
    message: str


class Verdict(NamedTuple):
    """Whether one row is taken, and if not, why.

    Attributes:
        values: what was read of it; never what may be a victim's name.
    """

    row: int
    values: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    names_a_victim: bool = False

    @property
    def is_taken(self) -> bool:
        """Say whether nothing is wrong with the row."""
        return not self.faults


@dataclass(frozen=True)
class Report:
    """The verdicts on a whole sheet, in its order."""

    kind: SheetKind
    encoding: str
    sha256: str
    verdicts: tuple[Verdict, ...]
    unknown: tuple[str, ...] = ()
    created: tuple[int, ...] = field(default=(), compare=False)

    @property
    def read(self) -> int:
        """Return how many rows were read."""
        return len(self.verdicts)

    @property
    def taken(self) -> int:
        """Return how many rows are taken."""
        return self.read - len(self.refused)

    @cached_property
    def refused(self) -> tuple[Verdict, ...]:
        """Return the verdicts on the rows that are refused."""
        return tuple(verdict for verdict in self.verdicts if not verdict.is_taken)

    @property
    def naming_a_victim(self) -> tuple[Verdict, ...]:
        """Return the verdicts on the rows that may name a victim."""
        return tuple(verdict for verdict in self.verdicts if verdict.names_a_victim)

    def refused_as_data(self) -> list[dict[str, Any]]:
        """Return what is wrong with each refused row, as the record of the import keeps it."""
        return [
            {"row": v.row, "faults": [{"field": f.field, "message": f.message} for f in v.faults]}
            for v in self.refused
        ]


def verdict_on(entry: Entry, refusal: ValidationError | None = None) -> Verdict:
    """Return the verdict on an entry, with what a service refused of it if it was tried."""
    if not entry.problems and refusal is None:
        return Verdict(entry.row, entry.values, (), entry.names_a_victim)
    faults = [fault_of(problem) for problem in entry.problems]
    if refusal is not None:
        faults.extend(_faults_in(refusal, entry))
    return Verdict(entry.row, entry.values, tuple(faults), entry.names_a_victim)


def fault_of(problem: Problem) -> Fault:
    """Return a problem of the pure modules in the reader's language."""
    return Fault(problem.field, translated(problem.message))


def labels_of(kind: SheetKind) -> dict[str, str]:
    """Return what each column of a kind of sheet is called in the reader's language."""
    return {column.name: gettext(column.label) for column in columns_of(kind).columns}


def _faults_in(refusal: ValidationError, entry: Entry) -> list[Fault]:
    if not hasattr(refusal, "error_dict"):
        return [Fault("", message) for message in refusal.messages]
    return [
        Fault(_column_of(name, entry), message)
        for name, messages in refusal.message_dict.items()
        for message in messages
    ]


def _column_of(name: str, entry: Entry) -> str:
    if name not in SERVICE_FIELDS and name not in entry.values and "code" in entry.values:
        return f"{DETAIL}{name}"
    return SERVICE_FIELDS.get(name, name)
