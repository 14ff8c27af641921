"""``amends ombudsman``: a key away from the office, what was sealed to it, and answers."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path
from secrets import token_hex

import pytest
from click.testing import CliRunner, Result

from amends.cli.main import main
from amends.integrity.box_files import Part, read_answer_file, write_box
from amends.integrity.parcels import Enclosed, Told, packed
from amends.integrity.receipts import read_receipt, receipt_from
from amends.integrity.sealed_boxes import opened_answer, read_office_half, sealed

PASSPHRASE = "correct horse battery"
REFERENCE = "ABCD-EFGH"


def run(*words: str | Path) -> Result:
    """Run the command with the passphrase of the key."""
    return CliRunner().invoke(
        main,
        ["ombudsman", *map(str, words)],
        env={"AMENDS_OMBUDSMAN_PASSPHRASE": PASSPHRASE},
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Make a key; return its file, its recipient and the digest of its code."""
    key = tmp_path_factory.mktemp("key") / "box.key"
    lines = run("init", key).output.splitlines()
    recipient, digest = read_office_half(lines[-1])
    return key, recipient, digest


def box_of(folder: Path, recipient: str, *told: Told) -> Path:
    """Write a box file as the office hands it out."""
    parts = [
        Part(REFERENCE, number, one.kind, date(2026, 3, 1), sealed(packed(one), recipient))
        for number, one in enumerate(told, 1)
    ]
    carried = io.BytesIO()
    write_box(recipient, parts, carried)
    (folder / "box.sealed").write_bytes(carried.getvalue())
    return folder / "box.sealed"


def report(**more: object) -> Told:
    """Return a report with a file whose name leads elsewhere."""
    words = {"told": "He took money", "conduct": ["bribe", "papers"]}
    files = (Enclosed("../../.bashrc", b"a picture"), Enclosed("", b""))
    return Told("report", REFERENCE, words, files, **more)  # type: ignore[arg-type]  # as given


def test_a_key_is_made_under_a_passphrase_and_never_over_another(
    made: tuple[Path, str, str],
) -> None:
    key, recipient, digest = made
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert b"AGE-SECRET-KEY" not in key.read_bytes()
    assert recipient.startswith("age1")
    again = run("init", key)
    assert again.exit_code == 1
    assert "is there already" in again.output
    code = read_receipt(run("code", key).output)
    assert code
    assert code.digest == digest


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    found = CliRunner().invoke(
        main, ["ombudsman", "init", str(tmp_path / "k"), "--passphrase", "short"]
    )
    assert found.exit_code == 2
    assert not (tmp_path / "k").exists()


def test_another_passphrase_opens_nothing(made: tuple[Path, str, str]) -> None:
    found = CliRunner().invoke(main, ["ombudsman", "code", str(made[0]), "--passphrase", "x" * 20])
    assert found.exit_code == 1
    assert "passphrase is another" in found.output


def test_what_was_sealed_is_opened_into_folders_once(
    made: tuple[Path, str, str], tmp_path: Path
) -> None:
    box = box_of(tmp_path, made[1], report(answer_key="ab" * 32), Told("more", REFERENCE, {}))
    into = tmp_path / "opened"
    assert "Opened 2 of 2" in run("open", made[0], box, "--into", into).output
    folder = into / REFERENCE / "0001-report"
    text = (folder / "told.txt").read_text("utf-8")
    assert "He took money" in text
    assert "bribe, papers" in text
    assert sorted(one.name for one in folder.iterdir()) == [
        "001-_bashrc",
        "002-file",
        "told.json",
        "told.txt",
    ]
    assert all(not one.stat().st_mode & 0o177 for one in folder.iterdir())
    assert not (tmp_path / ".bashrc").exists()
    (folder / "told.txt").write_text("a note of mine")
    assert "Opened 0 of 2" in run("open", made[0], box, "--into", into).output
    assert (folder / "told.txt").read_text() == "a note of mine"


def test_a_folder_that_was_not_finished_is_written_again(
    made: tuple[Path, str, str], tmp_path: Path
) -> None:
    box = box_of(tmp_path, made[1], report())
    folder = tmp_path / "opened" / REFERENCE / "0001-report"
    folder.mkdir(parents=True)
    (folder / "told.txt").write_text("half")
    assert "Opened 1 of 1" in run("open", made[0], box, "--into", tmp_path / "opened").output
    assert "He took money" in (folder / "told.txt").read_text("utf-8")


def test_an_answer_is_sealed_to_the_receipt(made: tuple[Path, str, str], tmp_path: Path) -> None:
    receipt = receipt_from(token_hex())
    box = box_of(tmp_path, made[1], report(answer_key=receipt.answer_key.hex()))
    run("open", made[0], box, "--into", tmp_path / "opened")
    (tmp_path / "answer.txt").write_text("Which day was it?", "utf-8")
    out = tmp_path / "answer.sealed"
    given = (tmp_path / "opened" / REFERENCE, "--text", tmp_path / "answer.txt", "--out", out)
    assert "sealed in" in run("answer", *given).output
    reference, content = read_answer_file(out.read_bytes())
    assert opened_answer(content, receipt.answer_key, reference) == "Which day was it?"
    assert "is there already" in run("answer", *given).output


def test_what_cannot_be_answered_is_said(made: tuple[Path, str, str], tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text("x" * 20_000)
    out = tmp_path / "out"
    given = ("--text", tmp_path / "answer.txt", "--out", out)
    assert "not the folder of an opened report" in run("answer", tmp_path, *given).output
    box = box_of(tmp_path, made[1], report())
    run("open", made[0], box, "--into", tmp_path / "opened")
    folder = tmp_path / "opened" / REFERENCE
    assert "nobody waits for an answer" in run("answer", folder, *given).output
    head = folder / "0001-report" / "told.json"
    head.write_text(json.dumps({"answer_key": "ab" * 32}))
    assert "at most 16384 bytes" in run("answer", folder, *given).output
    (tmp_path / "answer.txt").write_bytes(b"\xff\xfe\x00")
    assert "no text in UTF-8" in run("answer", folder, *given).output
    head.write_text("[")
    assert "not the folder of an opened report" in run("answer", folder, *given).output
    assert not out.exists()


@pytest.mark.parametrize("content", [b"", b"garbage", b"\x00" * 20_480, b"\xff" * 999])
def test_garbage_is_refused_in_words(
    made: tuple[Path, str, str], tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "x").write_bytes(content)
    for words in (
        ("open", made[0], tmp_path / "x", "--into", tmp_path / "in"),
        ("code", tmp_path / "x"),
        ("open", tmp_path / "x", tmp_path / "x", "--into", tmp_path / "in"),
    ):
        found = run(*words)
        assert found.exit_code == 1
        assert found.output.startswith("Error: ")
        assert "Traceback" not in found.output


def test_a_box_of_another_key_is_refused(made: tuple[Path, str, str], tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    recipient, _digest = read_office_half(run("init", other).output.splitlines()[-1])
    box = box_of(tmp_path, recipient, report())
    found = run("open", made[0], box, "--into", tmp_path / "in")
    assert "sealed to another key" in found.output
    assert found.exit_code == 1


def test_a_folder_that_cannot_be_written_is_said(
    made: tuple[Path, str, str], tmp_path: Path
) -> None:
    box = box_of(tmp_path, made[1], report())
    (tmp_path / "file").write_text("")
    found = run("open", made[0], box, "--into", tmp_path / "file" / "in")
    assert found.exit_code == 1
    assert "Traceback" not in found.output
    assert "Not a directory" in found.output


def test_it_needs_no_office(made: tuple[Path, str, str], tmp_path: Path) -> None:
    """Run in a process of its own, in an empty home: no settings, no database."""
    found = subprocess.run(  # our own command
        [Path(sys.executable).with_name("amends"), "ombudsman", "code", made[0]],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "AMENDS_HOME": str(tmp_path / "none"),
            "AMENDS_OMBUDSMAN_PASSPHRASE": PASSPHRASE,
        },
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert found.returncode == 0, found.stderr
    assert read_receipt(found.stdout)
    assert not (tmp_path / "none").exists()
