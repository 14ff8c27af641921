"""Which rows were written to since the index was last brought in line, as the database notes them.

Triggers on the tables that are searched put the kind and the key of every row that is added,
changed or taken out into ``search_touched``, in the same transaction. However a row is written, by
a service of today or of tomorrow, one by one or a hundred thousand at once, none is forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "search_touched"
CREATE = f"CREATE TABLE IF NOT EXISTS {TABLE} (kind varchar(12) NOT NULL, row_id bigint)"
DROP = f"DROP TABLE IF EXISTS {TABLE}"
EVERYTHING = "everything"  # of a case, by its key
OLD_AND_NEW = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
Touched = Mapping[str, set[int]]


@dataclass(frozen=True)
class Watched:
    """A table that is searched.

    Attributes:
        kind: what its rows are found as.
        row: the key under which that is found; ``{of}`` stands for the row that is written.
    """

    table: str
    kind: str
    row: str = "{of}.id"

    @property
    def name(self) -> str:
        """Return what its triggers are called by."""
        return f"touched_{self.table}"


OF_FILE = "(SELECT r.attachment_id FROM reading_reading r WHERE r.id = {of}.reading_id)"
WATCHED = (
    Watched("cases_case", "case"),
    Watched("parties_party", "party"),
    Watched("parties_count", "count"),
    Watched("timeline_timelineevent", "event"),
    Watched("tasks_task", "task"),
    Watched("cases_note", "note"),
    Watched("evidence_attachment", "attachment"),
    Watched("reading_filetext", "file", OF_FILE),
    Watched("exhibits_item", "item"),
    Watched("exhibits_custodystep", "item", "{of}.item_id"),
    Watched("exhibits_objection", "item", "{of}.item_id"),
    Watched("passages_passage", "passage"),
    Watched("statements_statement", "statement"),
    Watched("statements_position", "statement", "{of}.statement_id"),
    Watched("statements_proposition", "proposition"),
    Watched("statements_recantation", "recantation"),
    Watched("inquiries_inquiry", "inquiry"),
    Watched("inquiries_reminder", "inquiry", "{of}.inquiry_id"),
    Watched("inquiries_reply", "inquiry", "{of}.inquiry_id"),
)


def take(connection: BaseDatabaseWrapper, *, most: int) -> Touched | None:
    """Return the keys of what was touched by kind, and forget them.

    More than ``most`` are too many to be gone through one by one: then it is nothing, and they are
    kept until ``take_cases`` asks for the cases they are in.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT kind, row_id FROM {TABLE} LIMIT %s",
            [most + 1],
        )
        rows = cursor.fetchall()
        if len(rows) > most:
            return None
        if rows:
            cursor.execute(f"DELETE FROM {TABLE}")
    found: dict[str, set[int]] = defaultdict(set)
    for kind, row in rows:
        if row is not None:
            found[kind].add(row)
    return found


def take_cases(connection: BaseDatabaseWrapper) -> set[int]:
    """Return the keys of the cases in which something was touched, and forget what it was.

    They are those in which the rows are now, and those in which the index holds them.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT kind FROM {TABLE}")
        kinds = {kind for (kind,) in cursor.fetchall()}
        cursor.execute(" UNION ".join(_asked_cases(kinds)))
        cases = {case for (case,) in cursor.fetchall() if case is not None}
        cursor.execute(f"DELETE FROM {TABLE}")
    return cases


def create(connection: BaseDatabaseWrapper) -> None:
    """Make the table of what was touched."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the table and all triggers away."""
    with connection.cursor() as cursor:
        for statement in _unwatched(connection.vendor):
            cursor.execute(statement)
        cursor.execute(DROP)


def watch(connection: BaseDatabaseWrapper) -> None:
    """Let the database note what is written, where it does not yet.

    SQLite forgets the triggers of a table that a migration builds anew, so this is asked after
    every migration.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ASK_TRIGGERS[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
        if there >= _names():
            return
        for statement in [*_unwatched(connection.vendor), *_watching(connection.vendor)]:
            cursor.execute(statement)


_ASK_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def _names() -> set[str]:
    names = {f"{one.name}_{event.lower()}" for one in WATCHED for event in OLD_AND_NEW}
    return names | {"touched_case_moved"}


def _unwatched(vendor: str) -> Iterator[str]:
    for one in WATCHED:
        on = f" ON {one.table}" if vendor == "postgresql" else ""
        for event in OLD_AND_NEW:
            yield f"DROP TRIGGER IF EXISTS {one.name}_{event.lower()}{on}"
    on = " ON cases_case" if vendor == "postgresql" else ""
    yield f"DROP TRIGGER IF EXISTS touched_case_moved{on}"


def _watching(vendor: str) -> Iterator[str]:
    made = _on_sqlite if vendor == "sqlite" else _on_postgres
    for one in WATCHED:
        yield from made(one)
    yield from _MOVED_CASES[vendor]


def _on_sqlite(one: Watched) -> Iterator[str]:
    for event, of in OLD_AND_NEW.items():
        row = one.row.format(of=of)
        yield (
            f"CREATE TRIGGER {one.name}_{event.lower()} AFTER {event} ON {one.table} BEGIN "
            f"INSERT INTO {TABLE} VALUES ('{one.kind}', {row}); END"
        )


def _on_postgres(one: Watched) -> Iterator[str]:
    """Yield triggers that run once for a statement, however many rows it writes."""
    row = one.row.format(of="written")
    yield (
        f"CREATE OR REPLACE FUNCTION {one.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"INSERT INTO {TABLE} SELECT DISTINCT '{one.kind}', {row} FROM written; "
        "RETURN NULL; END $$"
    )
    for event, of in OLD_AND_NEW.items():
        yield (
            f"CREATE TRIGGER {one.name}_{event.lower()} AFTER {event} ON {one.table} "
            f"REFERENCING {of} TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION {one.name}()"
        )


# What is found of a case hangs on the day it was opened, and nothing is found of a merged one.
_MOVED_CASES = {
    "sqlite": [
        (
            "CREATE TRIGGER touched_case_moved AFTER UPDATE OF opened_on, merged_into_id "
            "ON cases_case WHEN OLD.opened_on IS NOT NEW.opened_on "
            "OR OLD.merged_into_id IS NOT NEW.merged_into_id BEGIN "
            f"INSERT INTO {TABLE} VALUES ('{EVERYTHING}', NEW.id); END"
        ),
    ],
    "postgresql": [
        (
            "CREATE OR REPLACE FUNCTION touched_case_moved() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN INSERT INTO {TABLE} VALUES ('{EVERYTHING}', NEW.id); "
            "RETURN NULL; END $$"
        ),
        (
            "CREATE TRIGGER touched_case_moved AFTER UPDATE ON cases_case FOR EACH ROW "
            "WHEN ((OLD.opened_on, OLD.merged_into_id) IS DISTINCT FROM "
            "(NEW.opened_on, NEW.merged_into_id)) EXECUTE FUNCTION touched_case_moved()"
        ),
    ],
}


def _asked_cases(kinds: Collection[str]) -> Iterator[str]:
    yield (
        "SELECT e.case_id FROM search_entry e "
        f"JOIN {TABLE} t ON t.kind = e.kind AND t.row_id = e.row"
    )
    yield f"SELECT row_id FROM {TABLE} WHERE kind IN ('case', '{EVERYTHING}')"
    for kind, table in _tables():
        if kind in kinds:
            yield (
                f"SELECT s.case_id FROM {table} s JOIN {TABLE} t "
                f"ON t.kind = '{kind}' AND t.row_id = s.id"
            )


def _tables() -> Iterator[tuple[str, str]]:
    """Yield for each kind the table in which the case of a key stands."""
    for one in WATCHED:
        if one.row == "{of}.id" and one.kind != "case":
            yield one.kind, one.table
    yield "file", "evidence_attachment"
