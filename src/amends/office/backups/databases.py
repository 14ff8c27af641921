"""The database as one stream, with others reading and writing meanwhile, and back."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.db import connection, connections

from amends.office.backups.places import BackupRefused

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class Hashed:
    """A stream that is read and whose bytes are digested on the way."""

    def __init__(self, source: IO[bytes]) -> None:
        """Begin at where the source stands."""
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        content = self.source.read(size)
        self.digest.update(content)
        return content


def kind() -> str:
    """Return which database the office has."""
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


@contextmanager
def dumped() -> Iterator[Hashed]:
    """Give the database as it stands at one moment.

    Raises:
        BackupRefused: it cannot be read, or its program is missing.
    """
    with _dumped_postgresql() if kind() == POSTGRESQL else _dumped_sqlite() as stream:
        yield Hashed(stream)


def require_empty() -> None:
    """Refuse to restore over an office that is there.

    Raises:
        BackupRefused: the database has tables.
    """
    if connection.introspection.table_names():
        raise BackupRefused(
            "The database has tables already. Restore into an empty one: set AMENDS_HOME to a new "
            "folder, or AMENDS_DATABASE_URL to a new database."
        )


def restored(dump: Path) -> None:
    """Bring a dump into the empty database.

    Raises:
        BackupRefused: the database or its program refuses it.
    """
    connections.close_all()
    if kind() == POSTGRESQL:
        _restored_postgresql(dump)
    else:
        _restored_sqlite(dump)


@contextmanager
def _dumped_sqlite() -> Iterator[IO[bytes]]:
    """Copy the database beside itself, where its disk is as safe as it is, and give the copy."""
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".backup-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        name = f"file:{settings.DATABASES['default']['NAME']}?mode=ro"
        try:
            # All pages in one step are one reading: writers go on, and nothing they write is in.
            with (
                closing(sqlite3.connect(name, uri=True)) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target)
        except sqlite3.Error as fault:
            raise BackupRefused(
                f"The database could not be copied: {fault}. Has {settings.HOME} room for a copy?"
            ) from fault
        with copy.open("rb") as stream:
            yield stream


def _restored_sqlite(dump: Path) -> None:
    with closing(sqlite3.connect(dump)) as database:
        (found,) = database.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise BackupRefused(f"The database of the snapshot is damaged: {found}.")
    target = Path(settings.DATABASES["default"]["NAME"])
    for beside in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + beside).unlink(missing_ok=True)
    shutil.move(dump, target)


@contextmanager
def _dumped_postgresql() -> Iterator[IO[bytes]]:
    """Let pg_dump read one snapshot of the server; what it complains of is passed on."""
    with tempfile.TemporaryFile() as complaints:
        command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
        with subprocess.Popen(  # a program of the database, without a shell
            command, env=_environment(), stdout=subprocess.PIPE, stderr=complaints
        ) as running:
            yield cast("IO[bytes]", running.stdout)
        complaints.seek(0)
        if running.returncode:
            said = complaints.read().decode(errors="replace").strip()
            raise BackupRefused(f"pg_dump could not read the database: {said}")


def _restored_postgresql(dump: Path) -> None:
    command = [
        *(_program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error"),
        *("--single-transaction", f"--dbname={settings.DATABASES['default']['NAME']}", str(dump)),
    ]
    found = subprocess.run(  # a program of the database, without a shell
        command, env=_environment(), capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise BackupRefused(f"pg_restore could not bring it back: {found.stderr.strip()}")


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise BackupRefused(
            f"The program {name} is not installed here. On Debian: apt-get install "
            "postgresql-client, of the server's version or a later one."
        )
    return path


def _environment() -> dict[str, str]:
    """Return how to reach the server; a password stands in no list of processes."""
    database: dict[str, Any] = settings.DATABASES["default"]
    options = database.get("OPTIONS", {})
    named = {
        "PGDATABASE": database["NAME"],
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGHOST": database.get("HOST") or options.get("host"),
        "PGPORT": database.get("PORT"),
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
    }
    return {**os.environ, **{name: str(value) for name, value in named.items() if value}}
