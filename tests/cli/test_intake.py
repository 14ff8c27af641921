"""Reports recorded, screened and passed on from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from amends.cli.main import main
from amends.office.evidence import store
from amends.office.intake.models import Contact, Report, ReportDecision, ReportFile, ReportPerson
from amends.office.log.models import Kind, LogEntry
from tests.office.conftest import Office

CANARY = "Canary neighbour"
REPORT = f"""\
kind: labour
way: letter
narrative: AAA sleeps at the factory, and the owner keeps her passport.
people: 7
country: PH
persons:
  - age: 17
  - designation: BBB
contact:
  name: {CANARY}
  safety: Only after dark
"""
SCREENING = """\
sort: adult_labour
answers: {documents_retained: yes, violence: no}
notes: {documents_retained: "In the owner's safe"}
acts: [harbouring]
"""


def run(*words: object, actor: str = "investigator") -> Result:
    return CliRunner().invoke(main, ["intake", *map(str, words), "--as", actor])


def written(folder: Path, text: str, name: str = "report.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def reference(office: Office, tmp_path: Path) -> str:
    """Return the reference of a report that was recorded from a file."""
    done = run("new", "--from", written(tmp_path, REPORT), "--json")
    assert done.exit_code == 0, done.output
    return str(json.loads(done.output)["reference"])


def shown(reference: str, actor: str = "investigator") -> dict[str, Any]:
    done = run("show", reference, "--json", actor=actor)
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.output))


def test_a_report_is_recorded_with_its_people_and_whom_to_ask(reference: str) -> None:
    said = shown(reference)
    assert said["state"] == "received"
    assert said["received_on"] == timezone.localdate().isoformat()
    assert [(one["designation"], one["age"]) for one in said["persons"]] == [
        ("AAA", 17),
        ("BBB", None),
    ]
    assert Contact._base_manager.get().name == CANARY
    for words in (("show", reference), ("show", reference, "--json"), ("list",)):
        done = run(*words)
        assert reference in done.output
        assert CANARY not in done.output


def test_json_is_read_as_yaml_is(office: Office, tmp_path: Path) -> None:
    text = json.dumps({"kind": "ngo", "way": "email", "narrative": "A line.", "people": 3})
    assert run("new", "--from", written(tmp_path, text)).exit_code == 0
    assert Report._base_manager.get().people == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind: labour\nway: letter\n", "narrative"),
        ("kind: labour\nway: letter\nnarrative: x\nscore: 9\n", "score"),
        ("kind: labour\nway: letter\nnarrative: x\npeople: many\n", "$.people"),
        ("kind: labour\nkind: ngo\nway: letter\nnarrative: x\n", "line 2"),
        ("kind: mars\nway: letter\nnarrative: x\n", "kind"),
        ("kind: labour\nway: letter\nnarrative: x\nreceived_on: 2999-01-01\n", "received_on"),
        ("kind: labour\nway: letter\nnarrative: x\npersons: [{designation: Anna}]\n", "pseudonym"),
        ("- a list", "object"),
        ("x" * 2 * 1024 * 1024, "more than 1 MB"),
    ],
)
def test_a_file_that_is_wrong_is_named_and_nothing_is_kept(
    office: Office, tmp_path: Path, text: str, said: str
) -> None:
    done = run("new", "--from", written(tmp_path, text))
    assert done.exit_code == 1
    assert said in done.output
    assert not Report._base_manager.exists()
    assert not ReportPerson._base_manager.exists()


def test_bytes_that_are_no_text_are_refused(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_bytes(b"\xff\xfe\x00k")
    done = run("new", "--from", path)
    assert done.exit_code == 1
    assert "no text in UTF-8" in done.output


def test_it_is_screened_triaged_passed_on_and_listed(reference: str, tmp_path: Path) -> None:
    done = run("screen", reference, "--from", written(tmp_path, SCREENING, "s.yaml"))
    assert done.exit_code == 0, done.output
    assert "adult_labour: documents_retained" in done.output
    screening = shown(reference)["screenings"][0]
    assert screening["answers"]["violence"] == "no"
    assert screening["answers"]["isolation"] == "unknown"
    assert screening["notes"] == {"documents_retained": "In the owner's safe"}
    assert run("list", "--state", "received").output == ""
    done = run("triage", reference, "--form", "forced_labour", "--reason", "Passport held")
    assert done.exit_code == 0, done.output
    assert shown(reference)["triages"][0]["form"] == "forced_labour"
    done = run(
        *("refer", reference, "--to", "police", "--name", "City police", "--reason", "Raid first")
    )
    assert done.exit_code == 0, done.output
    assert "Nothing was sent" in done.output
    assert ReportDecision._base_manager.get().body_name == "City police"
    assert reference in run("list", "--state", "referred").output
    assert run("list", "--waiting").output == ""


def test_a_refusal_says_the_field(reference: str, tmp_path: Path) -> None:
    done = run("refer", reference, "--to", "mars", "--reason", "x")
    assert (done.exit_code, "body:" in done.output) == (1, True)
    done = run("close", reference, "--because", "mood", "--reason", "x")
    assert (done.exit_code, "closing:" in done.output) == (1, True)
    wrong = written(tmp_path, "sort: adult_labour\nanswers: {violence: maybe}\n", "s.yaml")
    done = run("screen", reference, "--from", wrong)
    assert (done.exit_code, "answers:" in done.output) == (1, True)
    assert shown(reference)["state"] == "received"


def test_who_may_not_decide_closes_nothing(reference: str) -> None:
    done = run("close", reference, "--because", "no_crime", "--reason", "x", actor="liaison")
    assert done.exit_code == 1
    assert "does not allow" in done.output
    assert LogEntry.objects.filter(kind=Kind.REFUSED).exists()
    assert shown(reference)["state"] == "received"


@pytest.mark.parametrize("actor", ["registrar", "ombudsman", "rapporteur", "stranger"])
def test_whose_report_it_is_not_finds_nothing_of_that_name(reference: str, actor: str) -> None:
    done = run("show", reference, actor=actor)
    assert done.exit_code == 1
    assert "nothing of that name" in done.output
    assert run("list", actor=actor).output == ""


def test_it_is_taken_up_and_laid_back(reference: str) -> None:
    assert run("take", reference, actor="prosecutor").exit_code == 0
    assert reference in run("list", "--mine", actor="prosecutor").output
    assert run("show", reference, actor="liaison").exit_code == 1
    assert run("take", reference, "--back", actor="prosecutor").exit_code == 0
    assert run("show", reference, actor="liaison").exit_code == 0


def test_files_are_attached_as_they_are(reference: str, tmp_path: Path) -> None:
    page = written(tmp_path, "<script>alert(1)</script>", "call.html")
    done = run("attach", reference, page)
    assert done.exit_code == 0, done.output
    (kept,) = shown(reference)["files"]
    assert kept["filename"] == "call.html"
    with store.read(kept["sha256"]) as file:
        assert file.read() == page.read_bytes()
    assert run("attach", reference, written(tmp_path, "", "empty.txt")).exit_code == 1
    assert ReportFile._base_manager.count() == 1
