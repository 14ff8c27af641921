"""Putting very many rows of one table into the database, which Django's own way is slow at."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    keyed = [(key, *row) for key, row in zip(keys, rows, strict=True)]
    put_in = _from_arrays if connection.vendor == "postgresql" else _from_values
    with connection.cursor() as cursor:
        for start in range(0, len(keyed), AT_A_TIME):
            put_in(cursor, model, ("id", *columns), keyed[start : start + AT_A_TIME])
    return keys


def _from_arrays(cursor: Any, model: type[Model], columns: Sequence[str], rows: Rows) -> None:
    """Insert from one array for each column: to hand over each value alone takes far longer."""
    arrays = ", ".join(f"%s::{_type(model, column)}[]" for column in columns)
    values = [list(column) for column in zip(*rows, strict=True)]
    into = _into(model, columns)
    cursor.execute(f"{into} SELECT * FROM unnest({arrays})", values)  # noqa: S608 - quoted names


def _from_values(cursor: Any, model: type[Model], columns: Sequence[str], rows: Rows) -> None:
    one = f"({', '.join(['%s'] * len(columns))})"
    values = [value for row in rows for value in row]
    cursor.execute(f"{_into(model, columns)} VALUES {', '.join([one] * len(rows))}", values)


def _into(model: type[Model], columns: Sequence[str]) -> str:
    names = ", ".join(map(_quoted, columns))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({names})"


def _next_keys(model: type[Model], number: int) -> list[int]:
    """Return the keys that the database would give to the next rows."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, number],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
    return list(range(last + 1, last + 1 + number))


def _type(model: type[Model], column: str) -> str:
    """Return what PostgreSQL calls the type of a column, without the length it may have."""
    (field,) = (field for field in model._meta.concrete_fields if field.column == column)
    return str(
        field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
    ).partition("(")[0]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
