"""Putting very many rows of one table into the database, which Django's own way is slow at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

AT_A_TIME = 1_000


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> list[int]:
    """Insert rows inside the caller's transaction and return their keys, in order.

    Nothing is checked here: the caller has checked each row as its own service would.

    Args:
        model: whose table it is.
        columns: the columns as the database calls them, all that have no default of their own.
        rows: values as the database takes them, in the order of the columns.
    """
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    into = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 - quoted names
    one = f"({', '.join(['%s'] * len(columns))})"
    keys: list[int] = []
    left = iter(rows)
    with connection.cursor() as cursor:
        while some := list(islice(left, AT_A_TIME)):
            every = ", ".join([one] * len(some))
            values = [value for row in some for value in row]
            cursor.execute(f"{into}{every} RETURNING {quote('id')}", values)
            keys.extend(key for (key,) in cursor.fetchall())
    return keys
