"""A case out and in from the command line, and its exhibits for other programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.cli.main import main
from amends.office.cases.models import Case
from tests.office.archives.conftest import full_case
from tests.office.conftest import Office, case, defendant, suspect, victim

__all__ = ["case", "defendant", "full_case", "suspect", "victim"]
ACTING = ("--as", "prosecutor")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in (*words, *ACTING)])


def test_a_case_goes_out_comes_in_and_is_taken_out_again(full_case: Case, tmp_path: Path) -> None:
    file = tmp_path / "case.zip"
    out = run("case", "export", full_case.reference, "--to", file)
    assert out.exit_code == 0, out.output
    assert run("case", "export", full_case.reference, "--to", file).exit_code == 1
    tried = run("case", "import", file, "--dry-run")
    assert "Nothing was taken" in tried.output
    taken = run("case", "import", file)
    assert taken.exit_code == 0, taken.output
    reference = Case._base_manager.latest("pk").reference
    assert f"Opened {reference} from {full_case.reference}" in taken.output
    assert run("case", "import-undo", reference).exit_code == 0
    assert Case._base_manager.count() == 1


def test_a_disk_that_fills_up_leaves_no_file(
    full_case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("amends.cli.archives.os.fsync", full)
    failed = run("case", "export", full_case.reference, "--to", tmp_path / "case.zip")
    assert "No space left" in failed.output
    assert list(tmp_path.iterdir()) == []


def test_an_import_of_a_cut_off_archive_names_what_is_wrong(
    full_case: Case, tmp_path: Path
) -> None:
    file = tmp_path / "case.zip"
    run("case", "export", full_case.reference, "--to", file)
    file.write_bytes(file.read_bytes()[:-100])
    failed = run("case", "import", file)
    assert failed.exit_code == 1
    assert "no ZIP file, or it is damaged" in failed.output
    assert Case._base_manager.count() == 1


def test_exhibits_go_out_in_case(office: Office, full_case: Case, tmp_path: Path) -> None:
    file = tmp_path / "evidence.jsonld"
    done = run("evidence", "export", full_case.reference, "--to", file)
    assert done.exit_code == 0, done.output
    kinds = {node["@type"] for node in json.loads(file.read_text())["@graph"]}
    assert "case-investigation:ProvenanceRecord" in kinds
    assert "uco-observable:File" in kinds
