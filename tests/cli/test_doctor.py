"""``amends doctor``: each thing that can be wrong is found, named, and has a remedy."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from django.utils import timezone

from amends.cli.main import main
from amends.integrity.sealed_boxes import office_half
from amends.office.cases.models import Case
from amends.office.complicity import box_services
from amends.office.log.models import LogCheckpoint, LogEntry
from amends.office.vault.models import VaultKey
from tests.office.conftest import Office


@pytest.fixture(autouse=True)
def places(tmp_path: Path) -> Any:
    """Keep keys and files of each test apart."""
    with override_settings(
        HOME=tmp_path,
        FILES=tmp_path / "files",
        FILES_KEY=tmp_path / "files_key",
        LOG_KEY=tmp_path / "log_key",
        WITNESS_KEYS=tmp_path / "witness_keys",
        VAULT_KEY=tmp_path / "vault_key",
        PASSKEYS_REQUIRED=True,
    ):
        yield tmp_path


def ask(*words: str) -> tuple[Result, dict[str, list[dict[str, str]]]]:
    """Ask the doctor; return how it ended and what it found, by what it is about."""
    result = CliRunner().invoke(main, ["doctor", "--json", *words])
    found: dict[str, list[dict[str, str]]] = {}
    for one in json.loads(result.stdout):
        found.setdefault(one["about"], []).append(one)
    return result, found


def of(about: str, health: str) -> list[str]:
    """Return what is said of one thing at this health; each bad one has its remedy."""
    result, found = ask()
    bad = [one for rows in found.values() for one in rows if one["health"] == "bad"]
    assert all(one["remedy"] for one in bad)
    assert result.exit_code == (1 if bad else 0)
    return [one["said"] for one in found[about] if one["health"] == health]


def test_a_sound_office_is_told_to_be_well(office: Office) -> None:
    with patch("amends.office.doctor.surroundings.shutil.disk_usage") as usage:
        usage.return_value.free = 100 * 1024**3
        result, found = ask("--full")
    bad = [one["said"] for rows in found.values() for one in rows if one["health"] == "bad"]
    # The server of the tests is quick and not durable, and the doctor says so.
    assert all("A power cut may lose" in said for said in bad)
    assert len(bad) == result.exit_code == (connection.vendor == "postgresql")
    assert set(found) >= {"settings", "database", "migrations", "log", "disk", "time"}
    said = CliRunner().invoke(main, ["doctor"]).output
    assert "The tables are those of this version." in said
    assert "AMENDS_BACKUPS names no folder" in said


@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [
        ("DEBUG", True, "AMENDS_DEBUG"),
        ("ALLOWED_HOSTS", ["*"], "AMENDS_HOSTS"),
        ("PASSKEYS_REQUIRED", False, "AMENDS_PASSKEYS_REQUIRED"),
    ],
)
def test_settings_that_open_the_office_are_bad(
    office: Office, setting: str, value: object, word: str
) -> None:
    with override_settings(**{setting: value}):
        assert any(word in said for said in of("settings", "bad"))


def test_a_key_that_others_can_read_is_bad(office: Office, places: Path) -> None:
    key = places / "log_key"
    key.write_text("secret")
    key.chmod(0o644)
    assert any("mode 644" in said for said in of("keys", "bad"))
    key.chmod(0o600)
    assert of("keys", "bad") == []


def test_a_key_that_is_gone_is_bad(office: Office, case: Case, places: Path) -> None:
    LogCheckpoint.objects.create(size=1, note="x", roots="")
    assert any("was signed" in said for said in of("keys", "bad"))
    VaultKey._base_manager.create(case=case, wrapped=b"sealed")
    assert any("The vault holds something" in said for said in of("keys", "bad"))
    digest = "ab" * 32
    stored = places / "files" / "ab" / "ab" / digest
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"sealed")
    assert any("stored files and no" in said for said in of("keys", "bad"))


def test_a_log_that_was_edited_is_bad(office: Office) -> None:
    LogEntry.objects.filter(sequence=2).update(actor_label="nobody")
    assert any("entry 2" in said for said in of("log", "bad"))


def test_a_clock_before_the_log_is_bad(office: Office) -> None:
    with patch.object(timezone, "now", return_value=timezone.now() - timedelta(days=1)):
        assert any("this clock says" in said for said in of("time", "bad"))


def test_tables_of_another_version_are_bad(office: Office) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("cases", "9999_of_the_future")
    assert any("9999_of_the_future" in said for said in of("migrations", "bad"))
    recorder.record_unapplied("cases", "9999_of_the_future")
    recorder.record_unapplied("complicity", "0001_initial")
    assert any("wait, the first is complicity" in said for said in of("migrations", "bad"))


def test_little_room_is_bad(office: Office) -> None:
    with patch("amends.office.doctor.surroundings.shutil.disk_usage") as usage:
        usage.return_value.free = 1024
        assert len(of("disk", "bad")) == 3
        usage.return_value.free = 2 * 1024**3
        assert len(of("disk", "look")) == 3


def test_an_old_backup_is_bad_and_a_new_one_well(office: Office, places: Path) -> None:
    with override_settings(BACKUPS=places / "disk"):
        assert any("There is no snapshot" in said for said in of("backups", "bad"))
        for hours, health in ((48, "bad"), (1, "well")):
            made = datetime.now(UTC) - timedelta(hours=hours)
            folder = places / "disk" / "snapshots" / made.strftime("%Y%m%dT%H%M%SZ")
            folder.mkdir(parents=True)
            (folder / "manifest.age").write_bytes(b"")
            assert any(f"{hours} hours old" in said for said in of("backups", health))


def test_whether_officials_can_be_reported_is_told_and_not_how_many_are(office: Office) -> None:
    from pyrage.x25519 import Identity

    assert any("not open" in said for said in of("reports on officials", "look"))
    half = office_half(Identity.generate())
    box_services.name_key(actor=office.ombudsman, holder="Office", office_half=half)
    assert of("reports on officials", "well") == ["The channel is open."]


def test_what_cannot_be_looked_at_is_told_and_the_rest_goes_on(office: Office) -> None:
    with patch(
        "amends.office.doctor.records.newest_hold", side_effect=RuntimeError("no such table")
    ):
        assert any("could not be looked at" in said for said in of("log", "bad"))
        assert of("time", "well")
