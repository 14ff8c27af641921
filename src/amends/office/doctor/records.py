"""What an office keeps: its database, the log, the stored files, the box."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from amends.office.complicity.models import Box
from amends.office.doctor.finding import Finding, bad, look, well
from amends.office.evidence.file_selectors import unsound_files
from amends.office.log.models import LogCheckpoint
from amends.office.log.selectors import newest_hold, verify
from amends.office.policy import Actor

NEWEST = 10_000
FULL = 2


def of_database() -> Iterator[Finding]:
    """Say whether the database answers and keeps what it acknowledged through a power cut."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            yield from _of_postgresql(cursor)
        else:
            yield from _of_sqlite(cursor)


def of_migrations() -> Iterator[Finding]:
    """Say whether the tables are those of this version."""
    executor = MigrationExecutor(connection)
    known = executor.loader.graph.nodes
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = [key for key in executor.loader.applied_migrations if key not in known]
    if waiting:
        yield bad(
            "migrations",
            f"{len(waiting)} changes of the tables wait, the first is {waiting[0][0]}.",
            "Take a backup; amends serve makes them as it starts.",
        )
    elif unknown:
        yield bad(
            "migrations",
            f"The tables are of a later version, with {unknown[0][0]}.{unknown[0][1]}.",
            "Install the version that made them.",
        )
    else:
        yield well("migrations", "The tables are those of this version.")


def of_log(actor: Actor, *, whole: bool) -> Iterator[Finding]:
    """Say whether the log holds, its newest entries or all of it, and when it was last signed."""
    verdict = verify(actor=actor) if whole else newest_hold(actor=actor, number=NEWEST)
    if verdict.broken:
        yield bad(
            "log",
            f"The log does not hold at entry {verdict.broken.sequence}: {verdict.broken.what}.",
            "Change nothing. Tell the ombudsman; compare with a checkpoint kept outside.",
        )
    else:
        which = "All" if whole else "The newest"
        yield well("log", f"{which} {verdict.entries} entries of the log hold.")
    newest = LogCheckpoint.objects.order_by("-size").first()
    if newest is None:
        yield look("log", "The log was never signed.", "Run amends daily every day.")


def of_files(actor: Actor) -> Iterator[Finding]:
    """Say which stored files were found damaged or lost."""
    unsound = list(unsound_files(actor=actor))
    if unsound:
        yield bad(
            "stored files",
            f"{len(unsound)} are damaged or lost, the first is {unsound[0].file.sha256}.",
            "Bring them back from a backup, or attach the same file again.",
        )
    else:
        yield well("stored files", "None that was verified is damaged or lost.")


def of_box() -> Iterator[Finding]:
    """Say whether officials can be reported; how many reports there are is nobody's to know."""
    if Box.objects.filter(closed_on=None).exists():
        yield well("reports on officials", "The channel is open.")
    else:
        yield look(
            "reports on officials",
            "The channel is not open: nobody can report an official without an account.",
            "The ombudsman makes a key elsewhere: amends ombudsman init.",
        )


def _of_sqlite(cursor: object) -> Iterator[Finding]:
    synchronous, journal, sound = (
        _told(cursor, f"PRAGMA {name}") for name in ("synchronous", "journal_mode", "quick_check")
    )
    if sound != "ok":
        yield bad("database", f"The database is damaged: {sound}.", "Restore the newest backup.")
    if synchronous != FULL or journal != "wal":
        yield bad(
            "database",
            f"A power cut may lose what was acknowledged: synchronous={synchronous}, {journal}.",
            "Take whatever changes this out of AMENDS_DATABASE_URL.",
        )
    yield well(
        "database",
        "SQLite answers. It does not protect against whoever holds its file: keep the disk "
        "encrypted.",
    )


def _of_postgresql(cursor: object) -> Iterator[Finding]:
    version, commit, fsync, role = (
        _told(cursor, asked)
        for asked in (
            *("SHOW server_version", "SHOW synchronous_commit", "SHOW fsync"),
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user",
        )
    )
    if commit == "off" or fsync == "off":
        yield bad(
            "database",
            f"A power cut may lose what was acknowledged: synchronous_commit={commit}, "
            f"fsync={fsync}.",
            "Turn both on.",
        )
    if role:
        yield look(
            "database",
            "The office logs in to PostgreSQL as a superuser.",
            "Give it a role of its own that owns its database and nothing else.",
        )
    yield well("database", f"PostgreSQL {version} answers.")


def _told(cursor: object, asked: str) -> object:
    cursor.execute(asked)  # type: ignore[attr-defined]  # a cursor of either database
    return cursor.fetchone()[0]  # type: ignore[attr-defined]
