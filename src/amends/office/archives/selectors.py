"""Reads of everything a case holds, for an archive of it, and of the archives that came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from amends.office.accounts.models import User
from amends.office.archives.cells import cell_of, guarded
from amends.office.archives.models import Arrival
from amends.office.archives.tables import (
    ACCOUNT,
    BY_NAME,
    OF_THE_CASE,
    Table,
    refers_to,
)
from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Action, Actor, Layer, NotPermitted, require, sees

Row = tuple[str, ...]
# Reports stand before cases, and no case holds them; who is kept from one, or let in for hours, is
# no part of it, and the vault never goes out.
BESIDE_THE_CASE = frozenset(
    {Layer.INTAKE, Layer.CONTACT, Layer.BARS, Layer.EMERGENCIES, Layer.VAULT}
)


@dataclass(frozen=True)
class Written:
    """A table of a case as text: its heading and its rows."""

    heading: Row
    rows: tuple[Row, ...]


def require_whole(actor: Actor, case: Case | None = None) -> None:
    """Refuse whoever does not see every part of a case, or takes none out of the office.

    Raises:
        NotPermitted: the actor is one of them.
    """
    require(actor, Action.EXPORT, case)
    if not all(sees(actor, layer) for layer in frozenset(Layer) - BESIDE_THE_CASE):
        raise NotPermitted(actor, Action.EXPORT, case)


def tables(*, actor: Actor, case: Case) -> dict[str, Written]:
    """Return every table of a case as text, its accounts and the case itself included."""
    log.read(actor=actor, what="whole case", case=case)
    rows = {name: list(_rows(table, actor, case)) for name, table in BY_NAME.items()}
    numbers = {
        name: {row.pk: str(place) for place, row in enumerate(found, 1)}
        for name, found in rows.items()
    }
    accounts = _accounts(rows)
    names = {account.pk: account.username for account in accounts}
    written = {name: _written(BY_NAME[name], rows[name], numbers, names) for name in BY_NAME}
    people = tuple(tuple(guarded(str(getattr(a, n))) for n in ACCOUNT) for a in accounts)
    return {"case": _case(case), "accounts": Written(ACCOUNT, people), **written}


def files(*, actor: Actor, case: Case) -> dict[str, int]:
    """Return the digests of every attached file of a case, with how many bytes each has."""
    log.read(actor=actor, what="attachments", case=case)
    rows = BY_NAME["attachments"].model.objects.seen_by(actor)  # type: ignore[attr-defined]  # guarded
    return dict(rows.filter(case=case).order_by("sha256").values_list("sha256", "size"))


def arrivals(*, actor: Actor) -> QuerySet[Arrival]:
    """Return the cases that came in as archives and that the actor may see."""
    log.read(actor=actor, what="arrivals")
    return Arrival.objects.seen_by(actor).select_related("case", "by")


def arrival_of(*, actor: Actor, case: Case) -> Arrival | None:
    """Return how a case came in, if it came as an archive."""
    log.read(actor=actor, what="arrival", case=case)
    return Arrival.objects.seen_by(actor).filter(case=case).select_related("case", "by").first()


def _rows(table: Table, actor: Actor, case: Case) -> QuerySet[Any]:
    rows: QuerySet[Any] = table.model.objects.seen_by(actor)  # type: ignore[attr-defined]  # guarded
    return rows.filter(case=case).order_by("pk")


def _accounts(rows: Mapping[str, list[Model]]) -> list[User]:
    """Return the accounts that any row refers to."""
    used = {
        getattr(row, column.attname)
        for name, found in rows.items()
        for column in BY_NAME[name].fields
        if refers_to(column) == "account"
        for row in found
    }
    return list(User.objects.filter(pk__in=used - {None}).order_by("username"))


def _written(
    table: Table,
    rows: list[Model],
    numbers: Mapping[str, Mapping[int, str]],
    names: Mapping[int, str],
) -> Written:
    here = numbers[table.name]
    return Written(
        table.heading,
        tuple((here[row.pk], *_cells(table, row, numbers, names)) for row in rows),
    )


def _cells(
    table: Table,
    row: Model,
    numbers: Mapping[str, Mapping[int, str]],
    names: Mapping[int, str],
) -> Iterator[str]:
    for column in table.fields:
        value, there = getattr(row, column.attname), refers_to(column)
        if there == "account":
            yield guarded(names.get(value, ""))
        elif there:
            # What was copied from another case has no number here.
            yield numbers[there].get(value, "")
        else:
            yield cell_of(column, value)


def _case(case: Case) -> Written:
    columns = [c for c in case._meta.concrete_fields if c.name in OF_THE_CASE]
    cells = tuple(cell_of(column, getattr(case, column.name)) for column in columns)
    return Written(tuple(column.name for column in columns), (cells,))
