"""``amends work`` and ``amends search`` from any folder; killed while it reads, nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.office.reading import made_files as made

AMENDS = [sys.executable, "-c", "from amends.cli.main import main; main()"]
FILL = """
import sys
import django; django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
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
    actor=lead, title="House", unit=unit, jurisdiction="PH", opened_on=date(2026, 1, 2)
)
for name, data in (("a.txt", b"the ledger"), ("b.png", open(sys.argv[1], "rb").read())):
    evidence.attach_file(actor=lead, case=case, title=name, filename=name, chunks=[data])
"""
TELL = """
import django; django.setup()
from amends.office.accounts.models import User
from amends.office.log.selectors import verify
from amends.office.policy import SystemActor
from amends.office.reading.models import FileText, Reading
from amends.office.search.selectors import SearchFilters, search
for row in Reading._base_manager.order_by("pk"):
    texts = FileText._base_manager.filter(reading=row).count()
    print(row.state, row.attempts, texts, row.claimed_at is not None)
lead = User.objects.get(username="lead")
print(*(search(actor=lead, filters=SearchFilters(words=w)).total for w in ("ledger", "seen")))
print(verify(actor=SystemActor("tests")).broken)
"""
GROW_OLD = """
import django; django.setup()
from datetime import timedelta
from django.db.models import F
from amends.office.reading.models import Reading
claimed = Reading._base_manager.exclude(claimed_at=None)
claimed.update(claimed_at=F("claimed_at") - timedelta(hours=1))
"""


@pytest.fixture
def office(tmp_path: Path) -> dict[str, str]:
    """Return the surroundings of an office of its own, with two files that wait to be read."""
    (tmp_path / "bin").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AMENDS_")}
    env = kept | {
        "AMENDS_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "amends.office.settings",
        "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
    }
    picture = tmp_path / "b.png"
    picture.write_bytes(made.PNG)
    python(env, FILL, str(picture))
    return env


def python(env: dict[str, str], code: str, *arguments: str) -> list[str]:
    """Run some code in the office from another folder; return the lines it says."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=env, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def amends(env: dict[str, str], *arguments: str) -> str:
    """Run a command of amends from another folder; return what it says."""
    done = subprocess.run(
        [*AMENDS, *arguments], env=env, cwd="/", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def see(folder: Path, then: str) -> None:
    """Install a program that reads pictures, which first says that it began."""
    program = folder / "bin" / "tesseract"
    program.write_text(f'#!/bin/sh\ntouch "$0.began"\ncat > /dev/null\n{then}\n')
    program.chmod(0o755)


def wait_for(what: Callable[[], bool]) -> None:
    """Wait until something is so; a test that waits too long is stopped from outside."""
    while not what():
        time.sleep(0.05)


def test_killed_while_it_reads_it_reads_again_and_nothing_twice(
    office: dict[str, str], tmp_path: Path
) -> None:
    see(tmp_path, "exec sleep 600")
    worker = subprocess.Popen(
        [*AMENDS, "work"], env=office, cwd="/", stdout=subprocess.DEVNULL, start_new_session=True
    )
    wait_for((tmp_path / "bin" / "tesseract.began").exists)
    os.killpg(worker.pid, signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL
    assert python(office, TELL) == ["taken 1 1 False", "waiting 1 0 True", "1 0", "None"]
    see(tmp_path, "echo words that were seen")
    assert "attachment" not in amends(office, "work")
    python(office, GROW_OLD)
    assert "attachment 2: taken" in amends(office, "work")
    assert amends(office, "work") == ""
    told = ["taken 1 1 False", "taken 2 1 False", "1 1", "None"]
    assert python(office, TELL) == told
    assert "The index holds 5 entries" in amends(office, "search", "rebuild")
    assert python(office, TELL) == told
