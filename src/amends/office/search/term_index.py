"""The index of terms beside the table of entries, on each of the two databases.

SQLite holds a full-text table without contents and without places: which entries have which terms
and nothing else. Its tokens are the terms as amends makes them, parted by spaces; letters beyond
ASCII are never split by its ``ascii`` tokenizer. PostgreSQL holds an array of numbers for each
entry, one for each term, under a GIN index, so that no extension has to be installed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from amends.finding import terms_of

TABLE = "search_terms"
Groups = Sequence[Sequence[str]]
Row = tuple[int, str]  # an entry's key and its text in normal form

WITHOUT_CONTENTS = "content='', detail='none', columnsize=0"
CREATE = {
    "sqlite": [
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(terms, {WITHOUT_CONTENTS}, tokenize='ascii')"
    ],
    "postgresql": [
        f"CREATE TABLE {TABLE} (entry_id bigint PRIMARY KEY, terms bigint[] NOT NULL)",
        # Statistics of arrays this long take minutes to gather and choose no better plan.
        f"ALTER TABLE {TABLE} ALTER COLUMN terms SET STATISTICS 0",
        f"CREATE INDEX {TABLE}_gin ON {TABLE} USING gin (terms)",
    ],
}
DROP = f"DROP TABLE IF EXISTS {TABLE}"
ON_SQLITE = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608  # a constant
# PostgreSQL takes the long arrays of 40,000 entries for something quickly read one after the other,
# and reads them all: 600 ms. Functions that forbid that leave the index, and two milliseconds.
PLANNED = {
    "search_having_all": "@>",
    "search_having_any": "&&",
}


def matching(connection: BaseDatabaseWrapper, groups: Groups) -> RawSQL:
    """Return the keys of the entries that have a term of each group, as a subquery."""
    if connection.vendor == "sqlite":
        return RawSQL(ON_SQLITE, [_expression(groups)], BigIntegerField())  # noqa: S611
    alone = [number_of(group[0]) for group in groups if len(group) == 1]
    several = [[number_of(term) for term in group] for group in groups if len(group) > 1]
    asked = [("search_having_all", alone)] if alone else []
    asked += [("search_having_any", numbers) for numbers in several]
    selects = [f"SELECT * FROM {name}(%s::bigint[])" for name, _numbers in asked]  # noqa: S608
    values = [numbers for _name, numbers in asked]
    return RawSQL(" INTERSECT ".join(selects), values, BigIntegerField())  # noqa: S611


def plan(connection: BaseDatabaseWrapper) -> None:
    """Make the functions by which PostgreSQL asks its index and nothing else."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name, operator in PLANNED.items():
            having = f"SELECT entry_id FROM {TABLE} WHERE terms {operator} wanted"  # noqa: S608
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}(wanted bigint[]) RETURNS SETOF bigint "
                f"LANGUAGE sql STABLE SET enable_seqscan = off AS $$ {having} $$"
            )


def add(connection: BaseDatabaseWrapper, rows: Iterable[Row]) -> None:
    """Take entries into the index."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            statement = f"INSERT INTO {TABLE}(rowid, terms) VALUES (%s, %s)"  # noqa: S608
            cursor.executemany(statement, [(key, _stored(normal)) for key, normal in rows])
            return
        statement = (
            f"INSERT INTO {TABLE} (entry_id, terms) VALUES (%s, %s::bigint[]) "  # noqa: S608
            "ON CONFLICT (entry_id) DO UPDATE SET terms = EXCLUDED.terms"
        )
        cursor.executemany(statement, [(key, _numbers(normal)) for key, normal in rows])


def remove(connection: BaseDatabaseWrapper, rows: Iterable[Row]) -> None:
    """Take entries out of the index. A table without contents must be told what was in them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            statement = f"INSERT INTO {TABLE}({TABLE}, rowid, terms) VALUES ('delete', %s, %s)"  # noqa: S608
            cursor.executemany(statement, [(key, _stored(normal)) for key, normal in rows])
            return
        statement = f"DELETE FROM {TABLE} WHERE entry_id = ANY(%s)"  # noqa: S608
        cursor.execute(statement, [[key for key, _normal in rows]])


def clear(connection: BaseDatabaseWrapper) -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")  # noqa: S608
        else:
            cursor.execute(f"TRUNCATE {TABLE}")


def create(connection: BaseDatabaseWrapper) -> None:
    """Make the index."""
    with connection.cursor() as cursor:
        for statement in CREATE[connection.vendor]:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the index away."""
    with connection.cursor() as cursor:
        cursor.execute(DROP)


@lru_cache(maxsize=500_000)
def number_of(term: str) -> int:
    """Return the number a term has on PostgreSQL, of 64 bits: two that share one are not met."""
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "big", signed=True)


def _stored(normal: str) -> str:
    return " ".join(sorted(terms_of(normal)))


def _numbers(normal: str) -> list[int]:
    return [number_of(term) for term in sorted(terms_of(normal))]


def _expression(groups: Groups) -> str:
    """Return the groups as FTS5 asks for them; no term holds a quote."""
    return " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in groups)


def _quoted(term: str) -> str:
    return f'"{term}"'


def values_of(rows: Iterable[Any]) -> list[Row]:
    """Return entries as the index takes them."""
    return [(row.pk, row.normal) for row in rows]
