"""``amends proof``: for a person, for a program, from another folder, and with garbage."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from amends.cli.main import main
from tests.proof.test_worked_cases import survives_the_victim

TREE = {
    "top": "r",
    "gates": {"r": ["or", "a", "g"], "g": ["and", "b", "c"]},
    "p": {"a": 0.1, "b": 0.1, "c": 0.1},
}


def cut_sets(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["proof", "cutsets", *map(str, arguments)])


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    """Return a packed file with two trees."""
    path = tmp_path / "trees.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"one": TREE, "two": TREE}).encode()))
    return path


def test_a_program_gets_the_numbers_by_order(trees: Path) -> None:
    answer = json.loads(cut_sets(trees, "--tree", "one", "--order", 3, "--json").output)
    assert list(answer) == ["tree", "by_order", "seconds"]
    assert answer["tree"] == "one"
    assert answer["by_order"] == [1, 1, 0]
    assert 0 < answer["seconds"] < 60


def test_a_person_gets_a_table(trees: Path) -> None:
    lines = cut_sets(trees, "--tree", "two", "--order", 2).output.splitlines()
    assert lines[0].strip() == "two"
    cells = [[cell.strip() for cell in line.split("│")] for line in lines if "│" in line]
    assert [cell[1:3] for cell in cells] == [["1", "1"], ["2", "1"]]


def test_the_only_tree_need_not_be_named(tmp_path: Path) -> None:
    path = tmp_path / "tree.json"
    path.write_text(json.dumps({"only": TREE}))
    assert json.loads(cut_sets(path, "--json").output)["tree"] == "only"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "trees.json.gz holds 2 trees. Name one of them: one, two"),
        (["--tree", "three"], "trees.json.gz: There is no tree 'three'. Choose from: one, two."),
        (["--tree", "one", "--order", "0"], "0 is not in the range 1<=x<=10"),
    ],
)
def test_what_cannot_be_answered_is_said(trees: Path, arguments: list[str], said: str) -> None:
    answer = cut_sets(trees, *arguments)
    assert answer.exit_code != 0
    assert said in " ".join(answer.output.split())


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b", b"[1, 2]", b'{"t": {"top": "x"}}'])
def test_garbage_is_refused_with_the_name_of_the_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "garbage.json"
    path.write_bytes(data)
    answer = cut_sets(path)
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: garbage.json: ")


def test_it_runs_in_any_folder_without_an_office(trees: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    amends = Path(sys.executable).with_name("amends")
    done = subprocess.run(
        [amends, "proof", "cutsets", "../trees.json.gz", "--tree", "one", "--json"],
        cwd=folder,
        env={"HOME": str(folder), "PATH": ""},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["by_order"] == [1, 1, 0]
    assert not list(folder.iterdir())


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Return a file with a case that survives its victim, and one whose means are contested."""
    case = survives_the_victim()
    kept = [each for each in case["arguments"] if each[1] != "controlled"]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps([case, {**case, "id": "contested", "arguments": kept}]))
    return path


def status(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["proof", "status", *map(str, arguments)])


def test_a_program_gets_everything_that_is_said_of_worked_cases(cases: Path) -> None:
    first, second = json.loads(status(cases, "--json").output)
    assert (first["status"], first["standing"], first["resilience"]) == (True, "proven", 1)
    assert first["min_cut_sets"] == [["S"], ["T"], ["E", "V"], ["V", "W1"]]
    assert first["min_path_sets"] == [["S", "T", "V"], ["E", "S", "T", "W1"]]
    assert first["survival_probability"] == 0.810144
    assert first["elements"]["recruit"]["kappa"] == 1
    assert first["elements"]["recruit"]["one_smallest_origin_cut"] == ["messages"]
    assert (second["status"], second["standing"], second["resilience"]) == (False, "contested", 0)
    assert (second["min_cut_sets"], second["min_path_sets"]) == ([[]], [])
    assert second["elements"]["threat"]["against"] == ["first said"]


def test_a_person_sees_what_stands_worst_first_and_what_it_hangs_on(cases: Path) -> None:
    shown = status(cases).output
    assert "Losses that un-prove it: 1" in shown
    assert "E and V" in shown
    assert "messages" in shown
    rows = [line for line in shown.splitlines() if "contested" in line or "proven" in line]
    of_second = rows[rows.index(next(r for r in rows if r.startswith("contested"))) :]
    assert "contested" in of_second[1]


def test_what_is_no_file_of_cases_is_refused_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    for content in ("", "{}", '[{"id": 1}]', "\x00", "[" * 50_000):
        path.write_text(content)
        refused = status(path)
        assert refused.exit_code == 1
        assert refused.output.startswith("Error: cases.json: This is no file of worked cases")
        assert "Traceback" not in refused.output
    assert status(tmp_path / "gone.json").exit_code == 2


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    case = {**survives_the_victim(), "id": "\x1b[31mred"}
    path = tmp_path / "cases.json"
    path.write_text(json.dumps([case]))
    assert "\x1b" not in status(path).output


def steps() -> list[dict[str, Any]]:
    """Return two steps: the messages by another way, and the victim asked once more."""
    by_phone = [each for each in survives_the_victim()["arguments"] if each[2] == ["phone"]]
    again = [[f"{a[0]} by provider", a[1], ["provider"], a[3], []] for a in by_phone]
    records = {"provider": {"needs": ["M"], "origin": "messages"}}
    asked = {"again": {"needs": ["V"], "origin": "V"}}
    return [
        {
            "key": "ask the provider",
            "brings": {"items": records, "arguments": again},
            "cost": 40,
            "days": 60,
            "deadline": "2027-03-01",
        },
        {
            "key": "ask V again",
            "brings": {"items": asked, "arguments": [["t", "threat", ["again"], 3, []]]},
            "tier": 2,
            "cost": 1,
        },
    ]


def planned(tmp_path: Path, **change: Any) -> Path:
    """Return a file with a case in which two steps can be taken."""
    case = {**survives_the_victim(), "steps": steps(), **change}
    case["loss_events"] = {**case["loss_events"], "M": ["the provider replies in time", 0.8]}
    path = tmp_path / "planned.json"
    path.write_text(json.dumps([case]))
    return path


def command(name: str, *arguments: object) -> Result:
    """Run a command of the group."""
    return CliRunner().invoke(main, ["proof", name, *map(str, arguments)])


def test_a_plan_names_the_cheapest_steps_and_what_each_changes(tmp_path: Path) -> None:
    path = planned(tmp_path)
    (answer,) = json.loads(command("plan", path, "--today", "2026-11-28", "--json").output)
    assert (answer["losses_now"], answer["plan"], answer["cost"]) == (1, ["ask the provider"], 40)
    first, second = answer["steps"]
    assert (first["step"], first["losses_after"], first["losses_at_worst"]) == (
        *("ask the provider", 2, 1),
    )
    assert (first["latest_start"], first["lasting_after"]) == ("2026-12-31", 0.901485)
    assert (second["step"], second["asks_of_victims"]) == ("ask V again", "statement")
    shown = command("plan", path, "--today", "2026-12-20").output
    urgent = next(line for line in shown.splitlines() if "2026-12-31" in line)
    assert "yes" in urgent
    assert "Cheapest plan for 2 losses: ask the provider; cost 40" in shown
    assert (
        "No steps that are listed make up for losing" in command("plan", path, "--bears", 3).output
    )


def test_cuts_say_whom_to_protect_and_what_spares_the_victim(cases: Path) -> None:
    first, second = json.loads(command("cuts", cases, "--spare", "V", "--json").output)
    assert first["min_cut_sets"] == [["S"], ["T"], ["E", "V"], ["V", "W1"]]
    assert first["least_burden"] == ["E", "S", "T", "W1"]
    assert first["without"] == {"V": True}
    assert set(first["protect_first"][:2]) == {"S", "T"}
    assert second["least_burden"] is None
    shown = command("cuts", cases, "--spare", "V", "--spare", "S").output
    assert "stands without V" in shown
    assert "falls without S" in shown
    assert "falls with V and W1" in shown
    assert "It is not proved, whatever is kept." in shown


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"tier": 9}, "tier"),
        ({"cost": -1}, "cost"),
        ({"deadline": "soon"}, "deadline"),
        ({"brings": {"items": {"phone": {}}}}, "phone of the step bad is held already"),
        ({"brings": {"arguments": [["t", "threat", [], 3, []]]}}, "rests on nothing"),
        ({"brings": {"items": {"n": {"needs": ["gone"]}}}}, "n needs gone"),
    ],
)
def test_a_step_that_cannot_be_is_refused(
    tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    refused = command("plan", planned(tmp_path, steps=[{"key": "bad", "brings": {}, **change}]))
    assert refused.exit_code == 1
    assert says in refused.output
    assert "Traceback" not in refused.output


def test_a_chance_is_between_none_and_certain(tmp_path: Path) -> None:
    for chance in (-0.1, 1.5, 1e400, "much"):
        case = survives_the_victim()
        case["loss_events"]["V"] = ["testifies", chance]
        path = tmp_path / "cases.json"
        path.write_text(json.dumps([case]))
        assert status(path).exit_code == 1
    case["loss_events"]["V"] = ["testifies", 0]
    path.write_text(json.dumps([case]))
    assert json.loads(status(path, "--json").output)[0]["survival_probability"] < 0.81
