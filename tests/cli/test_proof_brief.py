"""``amends proof export`` and ``brief``: what an office says of a case, said without the office."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from amends.cli.main import main
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.log.models import Kind, LogEntry
from amends.office.parties.models import Party
from amends.proof.proving import Reading
from amends.proof.status import status_of_charge
from tests.office.conftest import Office, case, suspect, victim
from tests.office.proving.conftest import (
    Confirms,
    Enters,
    Proves,
    charged,
    confirms,
    enters,
    proves,
)

__all__ = ["case", "charged", "confirms", "enters", "proves", "suspect", "victim"]
SOURCE = "Platform operator in Elsewhere"


def run(*words: object) -> Result:
    """Run a command on proof."""
    return CliRunner().invoke(main, ["proof", *map(str, words)])


@pytest.fixture
def argued(enters: Enters, confirms: Confirms, victim: Party) -> Item:
    """Return an item on which the means are argued."""
    item = enters(origins=[SOURCE], carriers=[("testifies", victim, "")])
    confirms(item)
    return item


@pytest.fixture
def file(charged: Case, argued: Item, tmp_path: Path) -> Path:
    """Return the counts of the case with their arguments, as a file."""
    path = tmp_path / "proof.json"
    answer = run("export", charged.reference, "--to", path, "--as", "prosecutor")
    assert answer.exit_code == 0, answer.output
    return path


def briefs(file: Path) -> list[dict[str, Any]]:
    """Return the briefs on a file as data."""
    found: list[dict[str, Any]] = json.loads(run("brief", file, "--json").output)
    return found


def test_a_brief_says_what_the_office_says(file: Path, charged: Case, proves: Proves) -> None:
    held = proves()
    found = {one["id"]: one for one in briefs(file)}
    for name in held.made_of.counts:
        one = found[f"{charged.reference} {name}"]
        for reading in Reading:
            stands = status_of_charge(held.proof.picture(reading), name)
            assert one["standing"][reading] == stands


def test_a_brief_names_items_arguments_and_what_nobody_considered(file: Path, argued: Item) -> None:
    said = run("brief", file).output
    assert argued.description in said
    assert "Means: Threat" in said
    assert "nobody considered what the defence may say of" in said


def test_the_arguments_are_had_in_the_argument_interchange_format(
    charged: Case, argued: Item, victim: Party, tmp_path: Path
) -> None:
    path = tmp_path / "proof.aif.json"
    words = ("--to", path, "--as", "prosecutor", "--format", "aif")
    answer = run("export", charged.reference, *words)
    assert answer.exit_code == 0, answer.output
    content = path.read_text()
    found = json.loads(content)
    assert {"I", "RA", "CA"} <= {node["type"] for node in found["nodes"]}
    assert argued.description in content
    assert SOURCE not in content
    assert f"testifies: {victim.key}" not in content


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_no_single_source_stands_in_a_brief(file: Path, form: tuple[str, ...]) -> None:
    said = run("brief", file, *form).output
    assert SOURCE not in said
    assert "single" not in said


def test_the_other_commands_read_the_same_file(file: Path) -> None:
    for command in ("status", "cuts"):
        answer = run(command, file, "--json")
        assert answer.exit_code == 0, answer.output
        assert json.loads(answer.output)


@pytest.mark.parametrize("who", ["investigator", "head", "stranger"])
def test_nobody_else_takes_the_arguments_out(
    office: Office, charged: Case, argued: Item, tmp_path: Path, who: str
) -> None:
    if who == "investigator":
        cases.assign(actor=office.head, case=charged, user=office.investigator)
    username = getattr(office, who).username
    answer = run("export", charged.reference, "--to", tmp_path / "x.json", "--as", username)
    assert answer.exit_code == 1
    assert not (tmp_path / "x.json").exists()


def test_taking_them_out_is_logged_with_the_digest(file: Path) -> None:
    entry = LogEntry.objects.filter(kind=Kind.WRITE, action="case.export").get()
    assert "sha256" in entry.data


def test_a_file_that_is_there_is_not_replaced(file: Path, charged: Case) -> None:
    answer = run("export", charged.reference, "--to", file, "--as", "prosecutor")
    assert answer.exit_code == 1
    assert json.loads(file.read_text())


@pytest.mark.parametrize("content", ["", "[]]", '{"a": 1}', '[{"id": 1}]', "\0"])
def test_garbage_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "garbage.json"
    path.write_text(content)
    answer = run("brief", path)
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: garbage.json: ")
