"""Putting very many rows of one table into the database, which Django's own way is slow at."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Model

AT_A_TIME = 1_000
Rows = Sequence[Sequence[Any]]
_lock = threading.Lock()
_open_frames: list[object] = []


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave what is made of very many rows unsearched for circles until all of it is made.

    It holds none. Python's collector would walk all of it again and again as it grows, which took
    two fifths of the time of an import. Frames may lie within each other and in several threads.
    """
    frame = object()
    with _lock:
        _open_frames.append(frame)
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _open_frames.remove(frame)
            if not _open_frames:
                gc.enable()


def insert_rows(model: type[Model], columns: Sequence[str], rows: Rows) -> list[int]:
    """Insert rows inside the caller's transaction and return their keys, in order.

    Nothing is checked here: the caller has checked each row as its own service would.

    Args:
        model: whose table it is.
        columns: the columns as the database calls them, all that have no default of their own.
        rows: values as the database takes them, in the order of the columns.
    """
    keys = _next_keys(model, len(rows))
    keyed = ((key, *row) for key, row in zip(keys, rows, strict=True))
    table = _quoted(model._meta.db_table)
    into = f"{table} ({', '.join(map(_quoted, ('id', *columns)))})"
    put_in = _copied if connection.vendor == "postgresql" else _from_values
    # Past Django's cursors, which look through every statement for places to be filled.
    with connection.wrap_database_errors:
        put_in(into, keyed)
    return keys


def _copied(into: str, rows: Iterator[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _from_values(into: str, rows: Iterator[Sequence[Any]]) -> None:
    """Insert many rows with each statement: one alone costs more than what is in it."""
    while some := list(islice(rows, AT_A_TIME)):
        one = f"({', '.join('?' * len(some[0]))})"
        statement = f"INSERT INTO {into} VALUES {', '.join([one] * len(some))}"  # noqa: S608
        connection.connection.execute(statement, list(chain.from_iterable(some)))


def _next_keys(model: type[Model], number: int) -> list[int]:
    """Return the keys that the database would give to the next rows."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            (sequence,) = cursor.fetchone()
            cursor.execute(
                "SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, number]
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
    return list(range(last + 1, last + 1 + number))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
