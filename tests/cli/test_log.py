"""``amends log``: signing, taking out of the building, and checking, here and elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import override_settings

from amends.cli.main import main
from amends.integrity.chains import Record
from amends.integrity.checkpoints import Checkpoint, signed_checkpoint
from amends.integrity.merkle import tree_head
from amends.integrity.notes import SigningKey
from amends.office.log.models import LogEntry
from tests.office.conftest import Office

KEY = SigningKey("office.example/log", bytes(range(32)))


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path) -> Iterator[Path]:
    """Keep the log key of each test apart."""
    with override_settings(LOG_KEY=tmp_path / "log_key"):
        yield tmp_path / "log_key"


def test_a_checkpoint_goes_out_and_the_log_is_held_to_it(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "checkpoint"
    assert "no log key yet" in run("log", "key").output
    assert run("log", "checkpoint", "--to", out).output.startswith("Signed: ")
    (tmp_path / "key").write_text(run("log", "key").output)
    held = run("log", "verify", "--checkpoint", out, "--key", tmp_path / "key")
    assert held.exit_code == 0, held.output
    assert f"vouch for the first {out.read_text().splitlines()[1]} of them" in held.output
    LogEntry.objects.filter(sequence=2).update(actor_label="x")
    broken = run("log", "verify", "--checkpoint", out)
    assert (broken.exit_code, broken.output[:17]) == (1, "BROKEN at entry 2")


def test_without_a_file_the_checkpoint_is_printed(office: Office) -> None:
    origin, size, head, empty, line = run("log", "checkpoint").output.splitlines()
    assert (origin, empty, len(head)) == ("127.0.0.1:8000/log", "", 44)
    assert int(size) > 0
    assert line.startswith("— 127.0.0.1:8000/log ")


def test_a_broken_log_is_not_signed(office: Office) -> None:
    LogEntry.objects.filter(sequence=2).update(actor_label="x")
    refused = run("log", "checkpoint")
    assert refused.exit_code == 1
    assert "BROKEN at entry 2" in refused.output
    assert "Nothing was signed" in refused.output


def test_a_lost_key_is_named_with_its_place(office: Office, key_file: Path) -> None:
    run("log", "checkpoint")
    key_file.unlink()
    refused = run("log", "checkpoint")
    assert refused.exit_code == 1
    assert f"{key_file} is not there. Put the log key back" in refused.output


def test_what_is_no_checkpoint_or_no_key_ends_with_two(office: Office, tmp_path: Path) -> None:
    out, other = tmp_path / "checkpoint", tmp_path / "other"
    run("log", "checkpoint", "--to", out)
    other.write_text(f"{KEY.public}\n")
    found = run("log", "verify", "--checkpoint", out, "--key", other)
    assert (found.exit_code, "office.example/log" in found.output) == (2, True)
    found = run("log", "verify", "--checkpoint", other)
    assert (found.exit_code, "no signed note" in found.output) == (2, True)


def test_an_export_is_written_once_and_holds(office: Office, tmp_path: Path) -> None:
    out, file, key = tmp_path / "checkpoint", tmp_path / "log.jsonl", tmp_path / "key"
    run("log", "checkpoint", "--to", out)
    key.write_text(run("log", "key").output)
    assert run("log", "export", file).output.startswith("Exported: ")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "File exists" in run("log", "export", file).output
    found = run("log", "verify", "--export", file, "--checkpoint", out, "--key", key, "--json")
    assert found.exit_code == 0, found.output
    said = json.loads(found.output)
    assert (said["entries"], said["broken"]) == (LogEntry.objects.count(), None)


def made_export(folder: Path) -> tuple[list[Record], list[str]]:
    """Write the export, checkpoint and key of a made-up log of five entries; how to check it."""
    records: list[Record] = []
    for number in range(1, 6):
        previous = records[-1].digest if records else ""
        line = json.dumps([number, "at", "read", "", None, "a", None, "", "{}", previous]).encode()
        records.append(Record(number, line, previous or "", digest(line)))
    head = tree_head(bytes.fromhex(one.digest or "") for one in records[:4])
    note = signed_checkpoint(Checkpoint(KEY.name, 4, head), KEY)
    (folder / "log").write_bytes(b"".join(one.line + b"\n" for one in records))
    (folder / "checkpoint").write_text(str(note))
    (folder / "key").write_text(str(KEY.public))
    options = ("export", "log"), ("checkpoint", "checkpoint"), ("key", "key")
    return records, [word for name, file in options for word in (f"--{name}", str(folder / file))]


def digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def test_an_export_is_checked_where_there_is_no_office(tmp_path: Path) -> None:
    """No database may be opened here: this test has no access to one."""
    records, options = made_export(tmp_path)
    held = run("log", "verify", *options)
    assert held.exit_code == 0, held.output
    assert "first 4 of them" in held.output
    changed = replace_line(records, 2)
    (tmp_path / "log").write_bytes(changed)
    broken = run("log", "verify", *options)
    assert (broken.exit_code, broken.output[:17]) == (1, "BROKEN at entry 3")


def replace_line(records: list[Record], number: int) -> bytes:
    """Return an export in which one entry names another actor."""
    lines = [one.line for one in records]
    lines[number - 1] = lines[number - 1].replace(b'"a"', b'"b"')
    return b"".join(line + b"\n" for line in lines)


def test_an_export_alone_proves_nothing(tmp_path: Path) -> None:
    _records, options = made_export(tmp_path)
    for given in (options[:2], options[:4]):
        refused = run("log", "verify", *given)
        assert (refused.exit_code, "proves nothing by itself" in refused.output) == (2, True)
