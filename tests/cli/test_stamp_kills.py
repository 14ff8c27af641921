"""Killed while an authority is asked: nothing is half, and the chain is asked for again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.test_work import AMENDS, python
from tests.proof.authority import Authority, served

FILL = """
import django; django.setup()
from datetime import UTC, date, datetime
from django.core.management import call_command
call_command("migrate", verbosity=0)
from amends.office.accounts import services as accounts
from amends.office.cases import services as cases
from amends.office.exhibits import custody_services
from amends.office.exhibits import services as exhibits
from amends.office.policy import Role, SystemActor
operator = SystemActor("tests")
unit = accounts.open_unit(actor=operator, code="CAP", name="Capital", jurisdiction="PH")
lead = accounts.create_account(
    actor=operator, username="lead", name="Lead", role=Role.PROSECUTOR, unit=unit, password="x" * 20
)
case = cases.open_case(
    actor=lead, title="House", unit=unit, jurisdiction="PH", opened_on=date(2026, 1, 2)
)
item = exhibits.enter_item(actor=lead, case=case, kind="extraction", description="Phone")
custody_services.record_step(
    actor=lead, item=item, kind="seized", at=datetime(2026, 1, 3, tzinfo=UTC), by="Officer"
)
"""
# Who holds an answer holds all of it: a stamp of what stands beside it, by whom the office trusts.
TELL = """
import django; django.setup()
from amends.office.log.models import LogEntry
from amends.office.log.selectors import verify
from amends.office.policy import SystemActor
from amends.office.stamps import authority
from amends.office.stamps.models import Stamp
from amends.proof.stamps import verified
row = Stamp._base_manager.get()
if row.stamped_at is None:
    assert (bytes(row.answer), row.authority, row.serial) == (b"", "", ""), "half of it is there"
    print("waits", repr(row.fault))
else:
    found = verified(bytes(row.answer), row.statement, authority.trust())
    assert (found.at, found.serial, found.authority) == (row.stamped_at, row.serial, row.authority)
    print("stamped")
print(sum("stamped_at" in str(entry.data) for entry in LogEntry.objects.all()))
print(verify(actor=SystemActor("tests")).broken)
"""
WAITS = ["waits ''", "0", "None"]
STAMPED = ["stamped", "1", "None"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def filled(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the surroundings of an office in which one chain waits for its stamp."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AMENDS_")}
    env = kept | {
        "AMENDS_HOME": str(tmp_path_factory.mktemp("office")),
        "DJANGO_SETTINGS_MODULE": "amends.office.settings",
        "AMENDS_TIMESTAMP_URL": "http://127.0.0.1:9/",
        "AMENDS_TIMESTAMP_CERTIFICATES": str(authority.certificates),
    }
    python(env, FILL)
    return env


@pytest.fixture
def office(filled: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Return the surroundings of a copy of that office."""
    home = tmp_path / "home"
    shutil.copytree(filled["AMENDS_HOME"], home)
    return filled | {"AMENDS_HOME": str(home)}


@contextmanager
def at_work(office: dict[str, str], url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Let a worker ask the authority; kill it at the end."""
    env = office | {"AMENDS_TIMESTAMP_URL": url, "AMENDS_TIMESTAMP_SECONDS": "60"}
    quiet = subprocess.DEVNULL
    worker = subprocess.Popen(
        [*AMENDS, "work"], env=env, cwd="/", stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield worker
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def finish(office: dict[str, str], authority: Authority) -> None:
    """Let a worker ask an authority that answers, and come through."""
    with served(authority.stamp) as url:
        env = office | {"AMENDS_TIMESTAMP_URL": url}
        subprocess.run([*AMENDS, "work"], env=env, cwd="/", check=True, capture_output=True)


def test_killed_while_the_authority_thinks(office: dict[str, str], authority: Authority) -> None:
    asked, die = threading.Event(), threading.Event()

    def thinking(query: bytes) -> bytes:
        asked.set()
        die.wait(60)
        return authority.stamp(query)

    with served(thinking) as url:
        with at_work(office, url):
            assert asked.wait(60)
        die.set()
    assert python(office, TELL) == WAITS
    finish(office, authority)
    assert python(office, TELL) == STAMPED
    assert len({bytes(query) for query in authority.asked}) == len(authority.asked)


@pytest.mark.parametrize("delay", [0.0, 0.004, 0.02, 0.1])
def test_killed_around_the_moment_the_answer_comes(
    office: dict[str, str], authority: Authority, delay: float
) -> None:
    """Whatever the moment, the stamp is whole or waits; the next run makes it whole, once."""
    answered = threading.Event()

    def answering(query: bytes) -> bytes:
        answer = authority.stamp(query)
        answered.set()
        return answer

    with served(answering) as url, at_work(office, url):
        assert answered.wait(60)
        time.sleep(delay)
    assert python(office, TELL) in (WAITS, STAMPED)
    finish(office, authority)
    assert python(office, TELL) == STAMPED
