"""The rows of a case archive, read and checked before anything is written."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _

from amends.base.messages import Message, Refusal
from amends.office.accounts.models import User
from amends.office.archives.cells import unguarded, value_of
from amends.office.archives.checking import check_row, doubled, unscreened, unsound
from amends.office.archives.package import Archive, ArchiveRefused
from amends.office.archives.tables import (
    ACCOUNT,
    BY_NAME,
    OF_THE_CASE,
    Table,
    refers_to,
    rows_in,
)
from amends.office.cases.models import Case
from amends.office.validation import check, translated

Accounts = Mapping[str, User]
Stands = Callable[[str, str], User | None]


@dataclass(frozen=True)
class Refused:
    """A row that is not taken: where it stands, and what is wrong with it."""

    table: str
    row: int
    said: str


@dataclass
class Content:
    """What an archive holds, as rows that are not written yet.

    Attributes:
        rows: the rows of each table by their number in the archive, refused ones left out.
        own: references of a row to a row of its own table, set once both are written.
        read: how many rows were read, the case and the accounts among them.
    """

    case: Case | None = None
    rows: dict[str, dict[int, Any]] = field(default_factory=dict)
    own: list[tuple[str, int, str, int]] = field(default_factory=list)
    accounts: dict[str, User] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    read: int = 0

    @property
    def taken(self) -> int:
        """Return how many rows can be taken."""
        return self.read - len(self.refused)

    def refuse(self, table: str, row: int, said: str) -> None:
        """Leave a row out, and say why."""
        self.rows.get(table, {}).pop(row, None)
        self.refused.append(Refused(table, row, said))


def content_of(archive: Archive, stands: Stands) -> Content:
    """Read every row of an archive.

    Args:
        archive: its members, checked against the manifest as they are read.
        stands: the account of this office that stands for one of the archive, by its user name and
            its full name.

    Raises:
        ArchiveRefused: a table is missing, unknown or no CSV with the heading it should have.
    """
    known = {f"tables/{name}.csv" for name in (*BY_NAME, "case", "accounts")}
    for name in known.symmetric_difference(archive.names("tables")):
        raise ArchiveRefused(OTHER_TABLES, name=name)
    found = Content()
    _read_case(found, archive)
    _read_accounts(found, archive, stands)
    for table in BY_NAME.values():
        _read_table(found, table, archive)
    _check_screens(found)
    _check_arguments(found)
    return found


def _read_case(found: Content, archive: Archive) -> None:
    columns = [c for c in Case._meta.concrete_fields if c.name in OF_THE_CASE]
    rows = list(_cells(archive, "case", tuple(column.name for column in columns)))
    if len(rows) != 1:
        raise ArchiveRefused(ONE_CASE)
    found.read += 1
    row = Case()
    try:
        for column, cell in zip(columns, rows[0], strict=True):
            setattr(row, column.attname, value_of(column, cell))
        everything = {c.name for c in Case._meta.concrete_fields}
        check(row, without=everything - set(OF_THE_CASE))
    except (Refusal, ValidationError) as refusal:
        found.refuse("case", 1, said_of(refusal))
    else:
        found.case = row


def _read_accounts(found: Content, archive: Archive, stands: Stands) -> None:
    for number, cells in enumerate(_cells(archive, "accounts", ACCOUNT), 1):
        found.read += 1
        username, name, _role = map(unguarded, cells)
        account = stands(username, name)
        if account is None:
            said = _(
                "There is no account %(username)s of %(name)s here. Say that what other accounts "
                "did is entered as yours."
            )
            found.refuse("accounts", number, said % {"username": username, "name": name})
        else:
            found.accounts[username] = account


def _read_table(found: Content, table: Table, archive: Archive) -> None:
    rows: dict[int, Any] = {}
    found.rows[table.name] = rows
    for number, cells in enumerate(_cells(archive, table.name, table.heading), 1):
        found.read += 1
        try:
            if cells[0] != str(number):
                raise Refusal("The rows are not numbered from 1 on.")
            row = _row(found, table, number, cells[1:])
            check_row(table, row)
            rows[number] = row
        except (Refusal, ValidationError) as refusal:
            found.refuse(table.name, number, said_of(refusal))
    numbers = list(rows)
    for place in doubled(table, list(rows.values())):
        found.refuse(table.name, numbers[place], _("This stands in the table already."))


def _row(found: Content, table: Table, number: int, cells: list[str]) -> Any:
    row: Any = table.model()
    for column, cell in zip(table.fields, cells, strict=True):
        there = refers_to(column)
        try:
            if there == table.name:
                if cell:
                    found.own.append((there, number, column.name, _place(cell)))
            elif there:
                setattr(row, column.name, _referred(found, column, there, cell))
            else:
                setattr(row, column.attname, value_of(column, cell))
        except Refusal as refusal:
            said = {"column": column.name, "said": refusal.message}
            raise Refusal("%(column)s: %(said)s", **said) from None
    return row


def _referred(found: Content, column: Field[Any, Any], there: str, cell: str) -> Any:
    if not cell:
        if column.null:
            return None
        raise Refusal("This is needed. Fill it in.")
    if there == "account":
        account = found.accounts.get(unguarded(cell))
        if account is None:
            raise Refusal("The account %(account)s is not taken.", account=cell[:60])
        return account
    row = found.rows.get(there, {}).get(_place(cell))
    if row is None:
        raise Refusal("Row %(row)s of %(table)s is not taken.", row=cell[:20], table=there)
    return row


def _place(cell: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and len(cell) < 10):
        raise Refusal("%(cell)s is no number.", cell=repr(cell[:20]))
    return int(cell)


def _check_screens(found: Content) -> None:
    parties = found.rows["parties"]
    numbers = list(parties)
    screens = list(found.rows["screens"].values())
    for place in sorted(unscreened(list(parties.values()), screens)):
        said = _("A suspect or defendant needs a non-punishment screen.")
        found.refuse("parties", numbers[place], said)
    for table, number, column, other in found.own:
        rows = found.rows[table]
        if number in rows and other not in rows:
            said = _("%(column)s: row %(row)d is not taken.")
            found.refuse(table, number, said % {"column": column, "row": other})


def _check_arguments(found: Content) -> None:
    """Refuse arguments that cannot stand beside the others; what was said on one goes with it."""
    defeated = {number: other for table, number, _, other in found.own if table == "arguments"}
    premises = found.rows["premises"].values()
    for number, refusal in unsound(found.rows["arguments"], defeated, premises).items():
        found.refuse("arguments", number, said_of(refusal))


def _cells(archive: Archive, name: str, heading: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the rows of a table.

    Raises:
        ArchiveRefused: it is no CSV, or its heading or a row has other columns.
    """
    try:
        rows = rows_in(archive.text(f"tables/{name}.csv"))
        if tuple(next(rows, ())) != heading:
            raise ArchiveRefused(OTHER_HEADING, name=f"tables/{name}.csv")
        for number, cells in enumerate(rows, 1):
            if len(cells) != len(heading):
                raise ArchiveRefused(OTHER_WIDTH, name=f"tables/{name}.csv", row=number)
            yield cells
    except csv.Error:
        raise ArchiveRefused(NO_CSV, name=f"tables/{name}.csv") from None


def said_of(refusal: Refusal | ValidationError) -> str:
    """Return what is wrong in one line, in the reader's language."""
    if isinstance(refusal, Refusal):
        return translated(refusal.message)
    if not hasattr(refusal, "error_dict"):
        return " ".join(refusal.messages)
    return " ".join(
        message if name == NON_FIELD_ERRORS else f"{name}: {message}"
        for name, messages in refusal.message_dict.items()
        for message in messages
    )


OTHER_TABLES = Message(
    "%(name)s is missing, or is a table that this version of amends does not know. Have the "
    "archive made by the same version."
)
ONE_CASE = Message("An archive holds one case, and this one does not. Have it made again.")
OTHER_HEADING = Message(
    "%(name)s has other columns than this version of amends takes. Have the archive made by the "
    "same version."
)
OTHER_WIDTH = Message(
    "Row %(row)d of %(name)s has more or fewer cells than the heading. Have the archive made again."
)
NO_CSV = Message("%(name)s is no CSV that can be read. Have the archive made again.")
