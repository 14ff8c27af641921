"""A killed import and a full disk: all or nothing, a clear word, and it works again afterwards."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROWS = 150
OFFICE = """
import django
django.setup()
from amends.cli.office import prepare_database
prepare_database()
from datetime import date
from amends.office.accounts import services as accounts
from amends.office.cases import services as cases
from amends.office.policy import Role, SystemActor
system = SystemActor("tests")
unit = accounts.open_unit(actor=system, code="CAP", name="Capital unit", jurisdiction="PH")
lead = accounts.create_account(
    actor=system, username="lead", name="Lead", role=Role.PROSECUTOR, unit=unit,
    password="correct horse battery staple", must_change_password=False,
)
print(cases.open_case(
    actor=lead, title="House", unit=unit, jurisdiction="PH", opened_on=date(2026, 1, 12)
).reference)
"""


class Place:
    """An office of its own on a real SQLite file, worked on by processes of their own."""

    def __init__(self, home: Path) -> None:
        """Set up the office, a case and a sheet of events."""
        self.home = home
        self.reference = self.python("-c", OFFICE).stdout.strip()
        self.sheets = 0

    def python(
        self, *arguments: str, largest_file: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a Python process to its end."""
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=_limited_to(largest_file),
        )

    @property
    def environment(self) -> dict[str, str]:
        """Return what tells a process where its office is."""
        own = {
            "AMENDS_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "amends.office.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith("AMENDS_")}
        return {**kept, **own}

    def taking(self) -> list[str]:
        """Return the command that takes a sheet of new events into the case."""
        self.sheets += 1
        sheet = self.home / f"events{self.sheets}.csv"
        rows = (
            f"CONDUCT,2026-01-{row % 28 + 1:02d},Entry {row} of sheet {self.sheets}"
            for row in range(ROWS)
        )
        sheet.write_text("\n".join(["code,on,text", *rows]), encoding="utf-8")
        command = "from amends.cli.main import main; main()"
        return ["-c", command, "import", "events", self.reference, str(sheet), "--as", "lead"]

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the database itself."""
        with sqlite3.connect(self.home / "amends.sqlite3") as database:
            return database.execute(sql).fetchall()

    def check_whole(self) -> int:
        """Return how many events there are; refuse a damaged file and a broken log."""
        assert self.ask("PRAGMA integrity_check") == [("ok",)]
        said = self.python("-c", "from amends.cli.main import main; main()", "log", "verify")
        assert said.returncode == 0, said.stdout + said.stderr
        return int(str(self.ask("SELECT count(*) FROM timeline_timelineevent")[0][0]))


def _limited_to(largest_file: int | None) -> Callable[[], None] | None:
    if largest_file is None:
        return None
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return an office to break."""
    return Place(tmp_path_factory.mktemp("office"))


def kill_import(place: Place, *, after: float, or_growth: int) -> None:
    """Kill an import after so many seconds, or once the write-ahead log grows by so many bytes."""
    log = place.home / "amends.sqlite3-wal"
    before = log.stat().st_size if log.exists() else 0
    process = subprocess.Popen(
        [sys.executable, *place.taking()],
        env=place.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + after
    while process.poll() is None and time.monotonic() < until:
        if (log.stat().st_size if log.exists() else 0) >= before + or_growth:
            break
        time.sleep(0.002)
    process.kill()
    process.wait()


@pytest.mark.parametrize(("after", "or_growth"), [(0.8, 10**9), (60, 1), (60, 90_000)])
def test_a_killed_import_leaves_all_or_nothing(place: Place, after: float, or_growth: int) -> None:
    before = place.check_whole()
    kill_import(place, after=after, or_growth=or_growth)
    assert place.check_whole() in {before, before + ROWS}


def test_a_full_disk_is_said_and_leaves_nothing(place: Place) -> None:
    before = place.check_whole()
    size = (place.home / "amends.sqlite3").stat().st_size
    said = place.python(*place.taking(), largest_file=min(size // 4, 60_000))
    assert said.returncode == 1, said.stdout + said.stderr
    assert "Traceback" not in said.stderr
    assert "room" in said.stderr
    assert place.check_whole() == before


def test_with_room_again_the_import_is_taken(place: Place) -> None:
    before = place.check_whole()
    said = place.python(*place.taking())
    assert said.returncode == 0, said.stderr
    assert place.check_whole() == before + ROWS
