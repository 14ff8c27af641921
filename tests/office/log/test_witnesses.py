"""The way of a checkpoint: signed here, cosigned by a witness elsewhere, and taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import Client, override_settings
from django.urls import reverse

from amends.cli.main import main
from amends.integrity.checkpoints import cosigned
from amends.integrity.notes import SigningKey, Signs, read_note, read_signature
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.log.models import LogCheckpoint, LogCosignature, LogEntry
from amends.office.log.standing_selectors import standing
from tests.office.conftest import Office

STRANGER = SigningKey("stranger.example", bytes(32), Signs.COSIGNATURES)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def does(*words: str | Path) -> str:
    """Run a command that succeeds."""
    found = run(*words)
    assert found.exit_code == 0, found.output
    return found.output


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """Set a witness up, with its key in use at the office."""
    keys = tmp_path / "witness_keys"
    with override_settings(LOG_KEY=tmp_path / "log_key", WITNESS_KEYS=keys):
        keys.write_text(does("witness", "init", tmp_path / "w", "--name", "ombudsman.example"))
        yield tmp_path


def cosign(folder: Path, *options: str | Path) -> Result:
    """Sign a checkpoint, and have it cosigned."""
    does("log", "checkpoint", "--to", folder / "out")
    (folder / "key").write_text(does("log", "key"))
    given = "--in", folder / "w", "--key", folder / "key"
    found = run("witness", "cosign", folder / "out", *given, *options)
    (folder / "line").write_text(found.output)
    return found


def grow(office: Office, case: Case) -> None:
    for turn in range(5):
        cases.write_note(actor=office.prosecutor, case=case, text=f"Note {turn}")


def test_a_log_is_witnessed_as_it_grows(office: Office, case: Case, folder: Path) -> None:
    assert cosign(folder).exit_code == 0
    taken = does("log", "cosigned", folder / "line")
    seen = LogCheckpoint.objects.latest("size").size
    assert taken.startswith(f"Witnessed: {seen} entries, by ombudsman.example at 20")
    grow(office, case)
    asked = cosign(folder)
    (command,) = re.findall(r"--from \d+ --until \d+", " ".join(asked.output.split()))
    does("log", "consistency", *command.split(), "--to", folder / "proof")
    assert cosign(folder).exit_code == 2
    does("log", "consistency", "--from", str(seen), "--to", folder / "proof")
    given = "--in", folder / "w", "--proof", folder / "proof"
    (folder / "line").write_text(does("witness", "cosign", folder / "out", *given))
    does("log", "cosigned", folder / "line")
    newest = LogCheckpoint.objects.latest("size").size
    assert f"Witnessed: {newest} entries, by ombudsman.example" in does("log", "verify")
    said = json.loads(does("log", "verify", "--json"))["witnessed"]
    assert [(one["entries"], one["by"]) for one in said] == [
        (newest, "ombudsman.example"),
        (seen, "ombudsman.example"),
    ]


def test_the_export_serves_as_a_proof_too(office: Office, case: Case, folder: Path) -> None:
    cosign(folder)
    grow(office, case)
    does("log", "checkpoint", "--to", folder / "out")
    does("log", "export", folder / "log")
    given = "--in", folder / "w", "--export", folder / "log"
    assert does("witness", "cosign", folder / "out", *given).startswith("— ombudsman.example ")


def test_it_is_handed_out_with_its_cosignatures(office: Office, folder: Path) -> None:
    refused = run("log", "checkpoint", "--with-cosignatures")
    assert (refused.exit_code, "amends witness cosign" in refused.output) == (1, True)
    cosign(folder)
    does("log", "cosigned", folder / "line")
    grown = LogCheckpoint.objects.count()
    does("log", "checkpoint", "--with-cosignatures", "--to", folder / "both")
    assert LogCheckpoint.objects.count() == grown, "nothing was signed"
    assert len(read_note((folder / "both").read_bytes()).signatures) == 2
    does("log", "export", folder / "log")
    given = "--checkpoint", folder / "both", "--key", folder / "key", "--export", folder / "log"
    held = does("log", "verify", *given, "--witness", folder / "witness_keys")
    assert "by ombudsman.example at" in held
    assert "Witnessed" not in does("log", "verify", *given)
    does("log", "cosigned", folder / "both")
    assert LogCosignature.objects.count() == 1, "the same again is kept once"


def test_what_is_taken_back_stands_in_the_log(office: Office, folder: Path) -> None:
    cosign(folder)
    does("log", "cosigned", folder / "line")
    newest = LogEntry.objects.latest("sequence")
    size = LogCheckpoint.objects.latest("size").size
    assert json.loads(newest.data) == {"entries": size, "witness": "ombudsman.example"}


def test_only_witnesses_in_use_and_checkpoints_of_this_office_are_taken(
    office: Office, folder: Path
) -> None:
    cosign(folder)
    note = read_note((folder / "out").read_bytes())
    (folder / "line").write_text(str(cosigned(note, STRANGER, 1)))
    refused = run("log", "cosigned", folder / "line")
    assert (refused.exit_code, "no cosignature of a witness" in refused.output) == (1, True)
    with (folder / "witness_keys").open("a") as keys:
        keys.write(f"\n{STRANGER.public}\n")
    for line in (
        cosigned(read_note(str(note).replace("\n", "\n1", 1).encode()), STRANGER, 1),
        cosigned(note, STRANGER, 2**64 - 1),
    ):
        (folder / "line").write_text(str(line))
        refused = run("log", "cosigned", folder / "line")
        assert (refused.exit_code, "is no checkpoint that this office" in refused.output) == (
            1,
            True,
        )
    assert not LogCosignature.objects.exists()


def test_a_cosignature_changed_in_the_database_is_seen(office: Office, folder: Path) -> None:
    cosign(folder)
    does("log", "cosigned", folder / "line")
    row = LogCosignature.objects.get()
    note = read_note((folder / "out").read_bytes())
    other = SigningKey("ombudsman.example", bytes(32), Signs.COSIGNATURES)
    LogCosignature.objects.update(line=str(cosigned(note, other, 1)))
    assert "Witnessed" not in does("log", "verify"), "it is of a key that is not in use"
    own = replace(read_signature(row.line), signed=bytes(72))
    LogCosignature.objects.update(line=str(own))
    broken = run("log", "verify")
    assert (broken.exit_code, "kept in the office, was changed" in broken.output) == (1, True)


def test_the_file_of_witness_keys_is_named_where_it_is_wrong(office: Office, folder: Path) -> None:
    cosign(folder)
    (folder / "witness_keys").write_text(f"\n{(folder / 'key').read_text()}")
    for words in (("log", "cosigned", folder / "line"), ("log", "verify")):
        refused = run(*words)
        assert refused.exit_code == 1
        assert f"{folder / 'witness_keys'}, line 2: this is the key of a log" in refused.output


def test_no_proof_is_given_over_a_log_that_was_rebuilt(
    office: Office, case: Case, folder: Path
) -> None:
    cosign(folder)
    seen = LogCheckpoint.objects.latest("size").size
    grow(office, case)
    does("log", "checkpoint")
    for size in (seen - 1, 10**9):
        refused = run("log", "consistency", "--from", str(size))
        assert (refused.exit_code, f"over {size} entries" in refused.output) == (1, True)
    assert does("log", "consistency", "--from", "0") == "old 0\n"
    for change in ({"digest": "00" * 32}, {"digest": "no digest"}):
        LogEntry.objects.filter(sequence=2).update(**change)
        refused = run("log", "consistency", "--from", str(seen))
        assert (refused.exit_code, "it was rebuilt" in refused.output) == (1, True)


@pytest.mark.parametrize("garbage", [b"", b"\xff", b"\n\n", b"x\n\n\n", b"x" * 70_000])
def test_garbage_is_no_cosignature(office: Office, folder: Path, garbage: bytes) -> None:
    (folder / "line").write_bytes(garbage)
    refused = run("log", "cosigned", folder / "line")
    assert (refused.exit_code, "Error: " in refused.output) == (2, True)
    refused = run("log", "verify", "--witness", folder / "line")
    assert refused.exit_code == 2


def test_every_day_the_checkpoint_leaves_the_building(
    office: Office, case: Case, folder: Path
) -> None:
    out = folder / "share"
    with override_settings(CHECKPOINTS_FOLDER=str(out)):
        stays = run("daily")
        assert (stays.exit_code, f"NOT TAKEN OUT: {out}: No such file" in stays.output) == (1, True)
        out.mkdir()
        cosign(folder)
        does("log", "cosigned", folder / "line")
        grow(office, case)
        assert f"Taken out: {out}" in does("daily")
    size = LogCheckpoint.objects.latest("size").size
    assert {one.name for one in out.iterdir()} == {f"checkpoint-{size}.txt", f"proof-{size}.txt"}
    given = "--in", folder / "w", "--proof", out / f"proof-{size}.txt"
    assert does("witness", "cosign", out / f"checkpoint-{size}.txt", *given)


def test_the_page_tells_what_a_witness_saw_and_warns_of_what_none_did(
    office: Office, folder: Path
) -> None:
    reader = Client()
    reader.force_login(office.ombudsman)

    def page() -> str:
        return reader.get(reverse("log")).content.decode()

    assert reader.get(reverse("log-checkpoint")).status_code == 404
    assert "None was signed yet" in page()
    assert "No witness has seen" not in page(), "nothing is a day old"
    with override_settings(WITNESS_HOURS=-1):
        assert standing(actor=office.ombudsman).unseen_since == LogEntry.objects.earliest("at").at
        assert "No witness has seen" in page()
        cosign(folder)
        does("log", "cosigned", folder / "line")
        size = LogCheckpoint.objects.latest("size").size
        after = LogEntry.objects.get(sequence=size + 1)
        assert standing(actor=office.ombudsman).unseen_since == after.at
    assert "No witness has seen" not in page()
    assert "by ombudsman.example" in page()
    note = read_note(reader.get(reverse("log-checkpoint")).content)
    assert len(note.signatures) == 2
    (folder / "witness_keys").write_text("x")
    assert "What the witnesses saw cannot be told" in page()


def test_whoever_does_not_read_the_log_gets_no_checkpoint(office: Office, folder: Path) -> None:
    cosign(folder)
    reader = Client()
    for user, status in ((office.prosecutor, 403), (office.administrator, 403), (office.head, 200)):
        reader.force_login(user)
        assert reader.get(reverse("log-checkpoint")).status_code == status


def test_the_log_is_narrowed_to_what_was_done(office: Office, case: Case) -> None:
    reader = Client()
    reader.force_login(office.ombudsman)
    grow(office, case)
    page = reader.get(reverse("log"), {"action": "note.write"})
    actions = {entry.action for entry in page.context["page"].object_list}
    assert actions == {"note.write"}
    assert reader.get(reverse("log"), {"action": "nonsense"}).status_code == 200
