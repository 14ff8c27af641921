"""``amends import``: the same trial and the same import as on the pages, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.cli.main import main
from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import Office, case

__all__ = ["case"]
ACTING = ("--as", "prosecutor")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Return a sheet of parties, one of which is refused."""
    path = tmp_path / "people.csv"
    path.write_text("key,capacity,designation\nW1,witness,Clerk\nW2,witnes,Cook\n", "utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["import", *(str(word) for word in words)])


def test_a_dry_run_says_what_is_wrong_and_takes_nothing(case: Case, sheet: Path) -> None:
    result = run("parties", case.reference, sheet, *ACTING, "--dry-run")
    assert result.exit_code == 1
    assert "row 3, capacity: 'witnes' is not known here. Did you mean witness?" in result.output
    assert "Read 2 rows (UTF-8): 1 good, 1 refused" in result.output
    assert not Party._base_manager.filter(case=case).exists()


def test_one_refused_row_stops_the_import(case: Case, sheet: Path) -> None:
    result = run("parties", case.reference, sheet, *ACTING)
    assert result.exit_code == 1
    assert "none was taken" in result.output
    assert not Party._base_manager.filter(case=case).exists()


def test_the_good_rows_are_taken_if_wanted(case: Case, sheet: Path) -> None:
    result = run("parties", case.reference, sheet, *ACTING, "--good-rows")
    assert result.exit_code == 0, result.output
    assert "1 of 2 rows" in result.output
    assert Party._base_manager.get(case=case).key == "W1"


def test_events_are_taken(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("code;on\nCONDUCT;2026-01-05\n", "utf-8")
    assert run("events", case.reference, path, *ACTING).exit_code == 0
    assert TimelineEvent._base_manager.get(case=case).code == "CONDUCT"


def test_another_units_case_is_not_there(office: Office, case: Case, sheet: Path) -> None:
    result = run("parties", case.reference, sheet, "--as", "stranger")
    assert result.exit_code == 1
    assert "There is nothing of that name" in result.output


def test_garbage_is_refused_in_one_message(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "garbage.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\x07" * 90)
    result = run("events", case.reference, path, *ACTING)
    assert result.exit_code == 1
    assert "damaged" in result.output
    assert "Traceback" not in result.output
