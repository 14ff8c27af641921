"""An address planted in the vault turns up nowhere but in the answer that reveals it.

Looked through are every page below the case and every list for every role, every operation of the
API, papers, archives and exports with what is packed in them, mails, the log as it is exported,
every value of every table, the cache included, every file the installation keeps, what the server
logs and what a page of a fault would say of the variables it found.
"""

from __future__ import annotations

import base64
import io
import logging
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core import mail
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import URLPattern, reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import timezone
from django.views.debug import ExceptionReporter
from pypdf import PdfReader

from amends.cli.main import main
from amends.office.accounts.confirming import CONFIRMED
from amends.office.accounts.models import User
from amends.office.log.lines import DiscreetFormatter
from amends.office.notices.services import send_digests
from amends.office.parties.models import Party
from amends.office.policy import Role
from amends.office.search.selectors import SearchFilters, entries
from amends.office.vault import services as vault
from amends.office.vault import views
from amends.office.vault.models import VaultEntry
from tests.api.conftest import Caller
from tests.api.operations import OPERATIONS
from tests.api.scene import Scene, full_scene, leave_of
from tests.api.test_matrix import do
from tests.office.bars.test_pages import arguments, body, lists, log_in, patterns
from tests.office.conftest import Office
from tests.office.notices.test_digests import want

ADDRESS = "Quillfeather Lane 4711\nPort Zyzzyva"
WORDS = (b"quillfeather", b"zyzzyva")
NEEDLES = [
    form
    for word in WORDS
    for form in (word, word.decode().encode("utf-16-le"), word.hex().encode())
] + [base64.b64encode(ADDRESS.encode())[:24].lower()]


def holds(data: bytes) -> bool:
    """Say whether something of the address stands in bytes, packed or not."""
    return any(any(needle in part.lower() for needle in NEEDLES) for part in unpacked(data))


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield bytes, and what is packed in them: members of archives, texts of PDF files."""
    yield data
    if data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    if data.startswith(b"%PDF"):
        yield "\n".join(p.extract_text() for p in PdfReader(io.BytesIO(data)).pages).encode()


def test_what_is_looked_for_is_found_where_it_is() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", f"at {ADDRESS.upper()}")
    assert holds(packed.getvalue())
    assert holds(ADDRESS.encode("utf-16-le"))
    assert holds(base64.b64encode(ADDRESS.encode()))
    assert not holds(b"A house in Port Royal")


@pytest.fixture
def scene(office: Office) -> Scene:
    """Return a case with something of every kind, in which the address was sealed by form."""
    scene = full_scene(office)
    victim = victim_of(scene)
    given = {"field": "address", "value": ADDRESS, "reason": "", "once": "planted"}
    answer = log_in(office.liaison).post(address("party-vault", victim), given)
    assert answer.status_code == 302
    return scene


def victim_of(scene: Scene) -> Party:
    """Return a victim of the scene's case."""
    rows = Party._base_manager.filter(case__reference=scene.reference, capacity="victim")
    return rows.select_related("case").earliest("pk")


def address(name: str, party: Party, *more: str) -> str:
    """Return an address below a party."""
    return reverse(name, args=[party.case.reference, party.key, *more])


def below(scene: Scene, victim: Party) -> Iterator[str]:
    """Yield every address below the case: keys of the victim where they fit, small numbers else."""
    for pattern in patterns():
        if "reference" in (names := arguments(pattern)):
            yield from _filled(pattern, names - {"reference"}, scene, victim)


def _filled(pattern: URLPattern, names: set[str], scene: Scene, victim: Party) -> Iterator[str]:
    for stands in (victim.key, "E1", "S1", "1", "2", "address") if names else ("",):
        given = dict.fromkeys(names, stands)
        if stands == victim.key:
            given = {name: victim.key if name == "key" else "1" for name in names}
        try:
            yield reverse(pattern.name or "", kwargs={"reference": scene.reference, **given})
        except NoReverseMatch:
            continue


def look_at_everything(client: Client, scene: Scene, victim: Party) -> tuple[list[str], int]:
    """Return the addresses whose answer holds the address, and how many answered."""
    leaks, answered = [], 0
    for where in {*below(scene, victim), *lists()}:
        if "logout" in where:
            continue
        answer = client.get(where)
        answered += answer.status_code == 200
        if holds(body(answer) + str(answer.headers).encode()):
            leaks.append(where)
    return leaks, answered


def values() -> Iterator[tuple[str, bytes]]:
    """Yield every value of every table."""
    with connection.cursor() as cursor:
        # The index of words reads no rows of its own on SQLite; the tables it lies in are here too.
        for table in {*connection.introspection.table_names(cursor)} - {"search_terms"}:
            cursor.execute("SELECT * FROM " + connection.ops.quote_name(table))  # noqa: S608  # our own
            for row in cursor.fetchall():
                for value in row:
                    binary = isinstance(value, bytes | memoryview)
                    yield table, bytes(value) if binary else str(value).encode()


def kept_files(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every file that lies in folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path, path.read_bytes()


def reveal(office: Office, victim: Party) -> bytes:
    """Reveal the address and return the answer."""
    where = address("vault-reveal", victim, "address")
    return body(log_in(office.prosecutor).post(where, {"reason": "A summons"}))


@pytest.mark.parametrize("name", [str(role) for role in Role if role is not Role.SYSTEM])
def test_no_page_and_no_program_shows_it_to_any_role(
    office: Office, scene: Scene, name: str
) -> None:
    victim, person = victim_of(scene), getattr(office, name)
    assert holds(reveal(office, victim))
    leaks, answered = look_at_everything(log_in(person), scene, victim)
    assert (leaks, answered > 5) == ([], True)
    assert programs(office, scene, person) == []
    for word in ("Quillfeather", "Zyzzyva", "4711"):
        assert not entries(actor=person, filters=SearchFilters(words=word)).exists()


def programs(office: Office, scene: Scene, person: User) -> list[str]:
    """Return the operations of the API whose answer holds the address."""
    caller = Caller(person)
    own = {"leave": leave_of(office.prosecutor, office.second_prosecutor)}
    scene = replace(scene, keys=scene.keys | own | {"token": caller.token.pk})
    answers = ((title, do(caller, one, scene)) for title, one in OPERATIONS.items())
    return [title for title, answer in answers if not answer.streaming and holds(answer.content)]


def test_no_table_file_mail_log_or_archive_holds_it(
    office: Office, scene: Scene, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    victim = victim_of(scene)
    with caplog.at_level(logging.DEBUG):
        assert holds(reveal(office, victim))
        want(office.prosecutor, "p@office.example")
        send_digests(today=timezone.localdate())
        for words in (
            ["case", "export", scene.reference, "--to", str(tmp_path / "a.zip"), "--as", "head"],
            ["log", "export", str(tmp_path / "log.jsonl")],
        ):
            done = CliRunner().invoke(main, words)
            assert done.exit_code == 0, done.output
            assert not holds(done.output.encode())
    assert mail.outbox
    assert not any(holds(str(message.message()).encode()) for message in mail.outbox)
    assert (tmp_path / "a.zip").stat().st_size > 1000
    found = list(kept_files(tmp_path, Path(settings.HOME)))
    assert [path for path, data in found if holds(data)] == []
    everything = list(values())
    assert [table for table, value in everything if holds(value)] == []
    assert {"cache", "vault_vaultentry", "log_logentry"} <= {table for table, _ in everything}
    formatter = DiscreetFormatter()
    assert not any(holds(formatter.format(record).encode()) for record in caplog.records)


BREAKS_AT = {"reveal": "_note_touch", "enter": "_note_touch", "merge": "save"}


@pytest.mark.parametrize("act", BREAKS_AT)
def test_no_traceback_and_no_page_of_a_fault_says_it(
    office: Office,
    scene: Scene,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    act: str,
) -> None:
    """The program breaks at the moment at which it holds the value in its hands."""
    victim = victim_of(scene)

    def broken(*_given: object, **_named: object) -> Any:
        raise RuntimeError("broken")

    monkeypatch.setattr(VaultEntry if act == "merge" else vault, BREAKS_AT[act], broken)
    given = {"field": "name", "value": "" if act == "merge" else ADDRESS, "reason": "To call"}
    request = RequestFactory().post("/", given)
    request.user = office.prosecutor
    request.session = {CONFIRMED: time.time()}  # type: ignore[assignment]  # read like a session
    with caplog.at_level(logging.DEBUG):
        said = list(reports(request, victim, act))
    formatter = DiscreetFormatter()
    logged = [formatter.format(record) for record in caplog.records]
    assert any("broken" in line for line in logged)
    assert all("broken" in report for report in said)
    assert not any(holds(line.encode()) for line in (*said, *logged))


def reports(request: HttpRequest, victim: Party, act: str) -> Iterator[str]:
    """Do something that breaks, and yield what the server would report of it."""
    where = (request, victim.case.reference, victim.key)
    acts: dict[str, Callable[[], object]] = {
        "reveal": lambda: views.reveal(*where, "address"),
        "enter": lambda: views.vault(*where),
        "merge": lambda: vault.reseal_moved(
            parties=[victim.pk], source=victim.case, target=victim.case
        ),
    }
    try:
        acts[act]()
    except RuntimeError:
        logging.getLogger("amends").exception("What broke")
        reporter = ExceptionReporter(request, *sys.exc_info())
        yield reporter.get_traceback_text()
        yield reporter.get_traceback_html()
