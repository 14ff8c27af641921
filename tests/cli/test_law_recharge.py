"""Recharging on the command line: which recorded sets change and how, and what was not read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.cli import law_recharge
from amends.cli.main import main
from tests.cli.published import check
from tests.cli.test_law_promote import FACTS
from tests.law.test_reading import SMALL

OWN = SMALL.replace("country: PH", "country: ZW")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with the laws before and after an amendment, and recorded facts."""
    for name, text in (("before", OWN), ("after", OWN.replace("value: 60", "value: 90"))):
        (tmp_path / name / "statutes").mkdir(parents=True)
        (tmp_path / name / "statutes" / "xx-law.yaml").write_text(text, "utf-8")
    (tmp_path / "facts" / "old").mkdir(parents=True)
    (tmp_path / "facts" / "one.yaml").write_text(FACTS, "utf-8")
    (tmp_path / "facts" / "old" / "two.yml").write_text(
        FACTS.replace("acts: [recruitment]", "acts: [transfer]"), "utf-8"
    )
    (tmp_path / "facts" / "notes.txt").write_text("Not facts.", "utf-8")
    return tmp_path


def recharge(place: Path, *more: str) -> Result:
    """Recharge the facts of a place after its amendment."""
    laws = ["--from-laws", str(place / "before"), "--laws", str(place / "after")]
    return CliRunner().invoke(main, ["law", "recharge", *more, "--country", "ZW", *laws])


def test_the_sets_that_change_are_named_with_what_changes(place: Path) -> None:
    answer = recharge(place, str(place / "facts"), "--json")
    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.output)
    check("recharge", found)
    assert (found["given"], found["read"], found["laws"]) == (2, 2, ["xx-law"])
    (one,) = found["sets"]
    assert one["name"].endswith("one.yaml")
    (changed,) = one["changed"]
    assert changed["differences"] == ["penalty"]
    assert changed["after"]["penalty"]["maximum"] == [90]
    printed = " ".join(recharge(place, str(place / "facts")).output.split())
    assert "Given 2: 2 read, 0 refused; the counts of 1 change." in printed
    assert "1 year to" in printed


def test_what_cannot_be_read_is_named_and_counted(place: Path) -> None:
    (place / "facts" / "bad.yaml").write_text(FACTS.replace("by: D1", "by: D7"), "utf-8")
    (place / "facts" / "binary.yaml").write_bytes(b"\xff\xfe")
    answer = recharge(place, str(place / "facts"), "--json")
    assert answer.exit_code == 1
    found = json.loads(answer.output)
    assert (found["given"], found["read"], len(found["refused"])) == (4, 2, 2)
    bad, binary = found["refused"]
    assert bad["file"].endswith("bad.yaml")
    assert "There is no culpable party 'D7'" in bad["said"]
    assert "UTF-8" in binary["said"]
    assert len(found["sets"]) == 1
    printed = recharge(place, str(place / "facts")).output
    assert "4: 2 read, 2 refused" in " ".join(printed.split())


def test_the_laws_as_shipped_are_compared_with_unless_told(place: Path) -> None:
    facts = str(place / "facts" / "one.yaml")
    laws = ["--laws", str(place / "after"), "--country", "ZW", "--json"]
    found = json.loads(CliRunner().invoke(main, ["law", "recharge", facts, *laws]).output)
    assert [count["offence"] for count in found["sets"][0]["came"]] == ["xx-law.s1"]
    same = CliRunner().invoke(main, ["law", "recharge", facts, "--country", "PH"])
    assert "The two sets of laws do not differ" in " ".join(same.output.split())


def test_a_long_run_says_how_far_it_is(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law_recharge, "SECONDS", -1.0)
    answer = recharge(place, str(place / "facts"), "--json")
    assert "1 of 2 files" in answer.stderr
    assert json.loads(answer.stdout)["read"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere"),
        ([], "FACTS"),
        (["EMPTY"], "holds no file of facts"),
    ],
)
def test_without_facts_there_is_nothing_to_recharge(
    place: Path, arguments: list[str], said: str
) -> None:
    (place / "EMPTY").mkdir()
    given = [str(place / name) if name == "EMPTY" else name for name in arguments]
    answer = recharge(place, *given)
    assert answer.exit_code == 2
    assert said in answer.output
