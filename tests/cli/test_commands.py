"""The command line, from a folder of its own, with good input and with garbage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.base.package_data import read_text
from amends.cli.main import main
from amends.office.cases.models import Case
from amends.office.log.models import LogEntry
from tests.office.conftest import Office

SHIPPED = "demo/cases/minor-entrapment-ph.yaml"


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """Return one of the shipped cases as a file in another folder."""
    path = tmp_path / "case.yaml"
    path.write_text(read_text(SHIPPED), encoding="utf-8")
    return path


def run(*words: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, [str(word) for word in words])


def test_help_names_every_group() -> None:
    said = run("--help").output
    for word in ("demo", "serve", "case", "account", "daily", "log"):
        assert word in said


def test_a_case_file_is_worked_through_without_an_office(case_file: Path) -> None:
    result = run("case", "show", case_file, "--today", "2026-11-24")
    assert result.exit_code == 0
    for part in ("Parties", "Counts as charged", "Timeline", "Clocks", "Still missing"):
        assert part in result.output


def test_the_same_as_plain_data(case_file: Path) -> None:
    found = json.loads(run("case", "show", case_file, "--json").output)
    assert found["progress"]["D1"]["standing"] == "convicted"
    assert any("age of AAA" in gap["what"] for gap in found["missing"])
    assert {clock["state"] for clock in found["clocks"]} <= {"met", "overdue", "missed"}


@pytest.mark.parametrize("command", ["show", "check"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"key: [", b"- a", b"\x00" * 50])
def test_garbage_is_refused_in_one_message(tmp_path: Path, command: str, content: bytes) -> None:
    path = tmp_path / "garbage.yaml"
    path.write_bytes(content)
    result = run("case", command, path)
    assert result.exit_code == 1
    assert result.output.startswith("Error: garbage.yaml")
    assert "Traceback" not in result.output


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    result = run("case", "check", tmp_path / "nowhere.yaml")
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_a_good_file_is_in_order(case_file: Path) -> None:
    assert "in order" in run("case", "check", case_file).output


def test_the_schema_is_json() -> None:
    assert "CaseFile" in json.loads(run("case", "schema").output)["$defs"]


def test_a_case_is_opened_for_the_account_that_acts(office: Office, case_file: Path) -> None:
    result = run("case", "new", "--from", case_file, "--as", "prosecutor")
    assert result.exit_code == 0, result.output
    found = Case._base_manager.get()
    assert found.reference in result.output
    assert LogEntry.objects.filter(actor_id=office.prosecutor.pk, action="case.import").exists()
    assert found.reference in run("case", "list", "--as", "prosecutor", "--closed").output
    assert found.reference not in run("case", "list", "--as", "stranger", "--closed").output


@pytest.mark.parametrize("who", ["registrar", "administrator", "rapporteur"])
def test_a_role_that_opens_no_case_is_refused(office: Office, case_file: Path, who: str) -> None:
    result = run("case", "new", "--from", case_file, "--as", who)
    assert result.exit_code == 1
    assert "does not allow" in result.output
    assert not Case._base_manager.exists()


def test_an_unknown_account_is_named(office: Office) -> None:
    result = run("case", "list", "--as", "nobody")
    assert result.exit_code == 2
    assert "no active account 'nobody'" in result.output


def test_no_command_on_cases_runs_without_an_account(office: Office) -> None:
    result = run("case", "list")
    assert result.exit_code == 2
    assert "--as" in result.output


def test_accounts_are_made_and_listed(office: Office) -> None:
    words = ("--name", "New One", "--role", "prosecutor", "--unit", "CAP")
    secret = ("--password", "a long enough password")
    result = run("account", "create", "newone", *words, *secret)
    assert result.exit_code == 0, result.output
    assert "newone" in run("account", "list").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--role", "king", "--unit", "CAP"), "role"),
        (("--role", "prosecutor"), "unit"),
        (("--role", "prosecutor", "--unit", "NOPE"), "no unit"),
    ],
)
def test_a_wrong_account_is_refused_by_field(
    office: Office, words: tuple[str, ...], says: str
) -> None:
    secret = ("--password", "a long enough password")
    result = run("account", "create", "other", "--name", "Other", *words, *secret)
    assert result.exit_code in {1, 2}
    assert says in result.output


def test_the_log_is_verified(office: Office) -> None:
    assert run("log", "verify").output.startswith("The log holds")
    LogEntry.objects.filter(sequence=1).update(actor_label="x")
    result = run("log", "verify", "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["broken"]["sequence"] == 1
