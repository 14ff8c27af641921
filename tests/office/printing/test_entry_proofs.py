"""The proof that the entry of a step of custody is in the log, handed out and checked elsewhere."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from amends.cli.main import main
from amends.office.cases.models import Case
from amends.office.exhibits.custody_services import record_step, strike_step
from amends.office.exhibits.models import CustodyStep
from amends.office.exhibits.services import enter_item
from amends.office.log.checkpoint_services import sign_checkpoint
from amends.office.log.models import LogEntry
from tests.office.conftest import OPERATOR, Office


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """Keep the keys of each test apart."""
    with override_settings(LOG_KEY=tmp_path / "log_key", WITNESS_KEYS=tmp_path / "witness_keys"):
        yield tmp_path


@pytest.fixture
def step(office: Office, case: Case) -> CustodyStep:
    """Return a step of custody, with others recorded before and after it."""
    item = enter_item(
        actor=office.prosecutor, case=case, kind="weapon", description="A rope", basis="warrant"
    )
    steps = [
        record_step(
            actor=office.prosecutor,
            item=item,
            kind="seized" if turn == 0 else "analysed",
            at=timezone.now() - timedelta(days=4 - turn),
            by=f"Officer {turn}",
            sha256=f"{turn}" * 64,
        )
        for turn in range(3)
    ]
    strike_step(actor=office.prosecutor, step=steps[1], reason="Of another telephone")
    strike_step(actor=office.prosecutor, step=steps[1], back=True)
    return steps[1]


def sign() -> None:
    sign_checkpoint(actor=OPERATOR)


def file_of(office: Office, step: CustodyStep, form: str) -> bytes:
    reader = Client()
    reader.force_login(office.prosecutor)
    address = reverse(f"entry-proof-{form}", args=[step.case.reference, step.pk])
    answer = reader.get(address)
    assert answer.status_code == 200, answer
    return answer.content


def test_the_file_is_checked_without_the_office(
    office: Office, step: CustodyStep, folder: Path
) -> None:
    (folder / "witness_keys").write_text(
        run("witness", "init", folder / "w", "--name", "ombudsman.example").output
    )
    run("log", "checkpoint", "--to", folder / "out")
    (folder / "key").write_text(run("log", "key").output)
    given = "--in", folder / "w", "--key", folder / "key"
    (folder / "line").write_text(run("witness", "cosign", folder / "out", *given).output)
    assert run("log", "cosigned", folder / "line").exit_code == 0
    sign()
    (folder / "proof").write_bytes(file_of(office, step, "tlog-proof"))
    given = "--key", folder / "key", "--witness", folder / "witness_keys"
    held = run("log", "verify-entry", folder / "proof", *given)
    assert held.exit_code == 0, held.output
    recorded = LogEntry.objects.get(data__contains=step.sha256)
    assert f"this is entry {recorded.sequence} of the" in held.output
    assert json.dumps(recorded.actor_label) in held.output
    assert "Witnessed: by ombudsman.example" in held.output
    words = words_of(file_of(office, step, "pdf"))
    assert "A witness outside the office saw that checkpoint" in words
    assert "ombudsman.example" in words


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_paper_says_what_it_shows_and_what_not(office: Office, step: CustodyStep) -> None:
    sign()
    words = words_of(file_of(office, step, "pdf"))
    recorded = LogEntry.objects.get(data__contains=step.sha256)
    assert f"stands in the log as number {recorded.sequence}" in words
    assert recorded.digest in words.replace(" ", "")
    assert "rests on the signature of the office alone" in words
    assert "amends log verify-entry FILE --key KEY" in words
    assert "does not show that what was recorded is true" in words
    for other in LogEntry.objects.exclude(pk=recorded.pk).exclude(digest=recorded.previous):
        assert other.digest not in words.replace(" ", "")


def test_it_stands_in_the_log(office: Office, step: CustodyStep) -> None:
    sign()
    file_of(office, step, "tlog-proof")
    said = json.loads(LogEntry.objects.filter(action="case.export").latest("sequence").data)
    assert (said["step"], said["form"]) == (step.pk, "tlog-proof")
    assert said["entry"] == LogEntry.objects.get(data__contains=step.sha256).sequence


def test_where_nothing_can_be_proved_the_page_says_why(
    office: Office, step: CustodyStep, folder: Path
) -> None:
    reader = Client()
    reader.force_login(office.prosecutor)
    address = reverse("entry-proof-pdf", args=[step.case.reference, step.pk])
    exports = LogEntry.objects.filter(action="case.export")

    def said() -> str:
        return reader.get(address, follow=True).content.decode()

    assert "No checkpoint of the log was signed since" in said()
    sign()
    (folder / "witness_keys").write_text("x")
    assert "Nothing can be proved" in said()
    (folder / "witness_keys").unlink()
    LogEntry.objects.filter(sequence=2).update(digest="00" * 32)
    assert "Nothing can be proved" in said()
    CustodyStep._base_manager.filter(pk=step.pk).update(sha256="")
    assert "no entry of its own for this step" in said()
    assert not exports.exists()


def test_only_whoever_takes_the_case_out_gets_it(office: Office, step: CustodyStep) -> None:
    sign()
    for name, status in (
        ("prosecutor", 200),
        ("stranger", 404),
        ("other_head", 404),
        ("ombudsman", 403),
        ("rapporteur", 403),
        ("administrator", 403),
    ):
        reader = Client()
        reader.force_login(getattr(office, name))
        for form in ("pdf", "tlog-proof"):
            address = reverse(f"entry-proof-{form}", args=[step.case.reference, step.pk])
            assert reader.get(address).status_code == status, name
    assert reader.get(reverse("entry-proof-pdf", args=[step.case.reference, 99])).status_code == 403


def test_garbage_proves_nothing(folder: Path) -> None:
    (folder / "proof").write_bytes(b"\xff")
    (folder / "key").write_text("x")
    found = run("log", "verify-entry", folder / "proof", "--key", folder / "key")
    assert (found.exit_code, "Error: " in found.output) == (2, True)
