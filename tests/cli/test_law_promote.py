"""Promoting on the command line: what a lawyer verified counts everywhere, until it is undone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from amends.cli.main import main
from amends.law.library import current, shipped
from tests.cli.published import check
from tests.law.test_reading import SMALL

BW, MOVEMENT = "bw-ahta-2014", "offences.s9.movement"
READ = ("--citation", "Act 32 of 2014, gazette", "--reader", "unit of the capital")
MEMORY = "kind: statute_text, reader: a reader, date_read: 2026-05-03"


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """Return a folder of own laws beside the text of an act."""
    (tmp_path / "act.pdf").write_bytes(b"An Act against trafficking.")
    (tmp_path / "laws").mkdir()
    return tmp_path / "laws"


def law(laws: Path, *arguments: str) -> Result:
    """Run a command of the law group on a folder of own laws."""
    return CliRunner().invoke(main, ["law", *arguments, "--laws", str(laws)])


def promote(laws: Path, cell: str, *more: str, key: str = BW) -> Result:
    """Promote a cell."""
    text = ["--text", str(laws.parent / "act.pdf")]
    return law(laws, "promote", key, cell, *text, *READ, *more)


def answer(laws: Path, rule: str) -> dict[str, Any]:
    """Return what the audit of Botswana finds for a rule."""
    found = json.loads(law(laws, "audit", "--country", "BW", "--json").output)
    one: dict[str, Any] = next(a for a in found["results"] if a["rule"] == rule)
    return one


def test_a_memory_that_was_confirmed_settles_the_audit_until_it_is_undone(laws: Path) -> None:
    before = answer(laws, "L17")
    assert (before["result"], before["provisions"][0]["from_memory"]) == ("unknown", "pass")
    done = promote(laws, f"{BW}.{MOVEMENT}")
    assert done.exit_code == 0, done.output
    after = answer(laws, "L17")
    assert after["result"] == "pass"
    assert after["provisions"][0]["unverified"] is False
    (cell,) = after["cells"]
    assert (cell["status"], cell["unverified"]) == ("verified", False)
    assert cell["readings"][-1]["source"] == "Act 32 of 2014, gazette"
    assert cell["readings"][-1]["reader"] == "unit of the capital"
    assert law(laws, "promote", BW, MOVEMENT, "--undo").exit_code == 0
    assert answer(laws, "L17") == before
    assert current() is shipped()


FACTS = """\
told: A woman was recruited.
victims: [{key: V1, age: 30}]
culpable_parties: [{key: D1, screen: no_sign}]
conduct: [{by: D1, victims: [V1], begun: 2020-01-01, acts: [recruitment], ends: [forced_labour],
  places: [ZW], mental: purpose}]
"""


def test_charging_and_the_banner_follow(laws: Path) -> None:
    """Everything of a small law of one's own is only remembered, then read, cell by cell."""
    own = SMALL.replace(MEMORY, "kind: memory, reader: a reader").replace("PH", "ZW")
    (laws / "statutes").mkdir(parents=True)
    (laws / "statutes" / "xx-law.yaml").write_text(own, "utf-8")
    facts = laws.parent / "facts.yaml"
    facts.write_text(FACTS, "utf-8")
    charge = ["charge", str(facts), "--country", "ZW", "--on", "2021-01-01"]
    assert "Nothing may be charged" in " ".join(law(laws, "show", "xx-law").output.split())
    assert json.loads(law(laws, *charge, "--json").output)["counts"][0]["unverified"] is True
    shown = json.loads(law(laws, "show", "xx-law", "--json").output)
    for cell in shown[0]["cells"]:
        assert promote(laws, cell["path"], key="xx-law").exit_code == 0
    shown = law(laws, "show", "xx-law").output
    assert "nverified" not in shown
    assert "Nothing may be charged" not in " ".join(shown.split())
    (count,) = json.loads(law(laws, *charge, "--json").output)["counts"]
    held = [cell for element in count["elements"] for cell in element["cells"]]
    assert not [cell for cell in held if cell["readings"] and cell["unverified"]]


def test_a_contradicted_report_is_in_conflict(laws: Path) -> None:
    done = promote(laws, "offences.s9.penalties.base.maximum", "--value", "240")
    assert "in conflict: 25 years / 20 years" in done.output
    listed = json.loads(law(laws, "promote", "--list", "--json").output)
    assert [(one["cell"], one["value"]) for one in listed] == [
        ("offences.s9.penalties.base.maximum", 240)
    ]


def test_plain_data_has_the_published_shape(laws: Path) -> None:
    done = json.loads(promote(laws, MOVEMENT, "--at", "s. 9(2)", "--json").output)
    check("promote", done)
    assert (done["done"], done["cell"]["status"]) == ("promoted", "verified")
    found = json.loads(law(laws, "promote", "--list", "--json").output)
    check("promote", found)
    (listed,) = found
    assert listed == done["promotion"]
    assert listed["text"] == "whole"
    undone = json.loads(law(laws, "promote", BW, MOVEMENT, "--undo", "--json").output)
    check("promote", undone)
    assert (undone["done"], undone["cell"]["status"]) == ("taken_back", "memory")


def test_the_list_says_whether_each_text_still_has_its_digest(laws: Path) -> None:
    assert "Nothing is promoted." in law(laws, "promote", "--list").output
    promote(laws, MOVEMENT)
    assert "stored, whole" in " ".join(law(laws, "promote", "--list").output.split())
    next((laws / "texts").iterdir()).write_bytes(b"Something else.")
    assert "CHANGED" in law(laws, "promote", "--list").output
    assert "has been changed" in " ".join(promote(laws, MOVEMENT).output.split())
    next((laws / "texts").iterdir()).unlink()
    assert "MISSING" in law(laws, "promote", "--list").output
    assert "Nothing is promoted." in law(laws, "promote", "in-bns-2023", "--list").output


def test_nothing_stays_verified_on_a_text_that_is_not_whole(laws: Path) -> None:
    promote(laws, MOVEMENT)
    (text,) = (laws / "texts").iterdir()
    held = text.read_bytes()
    for spoil, said in (
        (lambda: text.write_bytes(b"Else."), "has been changed"),
        (text.unlink, "is not there"),
    ):
        spoil()
        refused = law(laws, "show", BW)
        assert refused.exit_code == 1
        assert said in " ".join(refused.output.split())
        assert "take the promotion back" in " ".join(refused.output.split())
    text.write_bytes(held)
    assert "verified" in law(laws, "show", BW).output
    text.unlink()
    assert law(laws, "promote", BW, MOVEMENT, "--undo").exit_code == 0
    assert law(laws, "show", BW).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([BW, "offences.s9.move"], 1, "Did you mean 'offences.s9.movement'?"),
        ([BW, "offences.s9.mens_rea"], 1, "nothing to confirm. Give the value"),
        (["bw-ahta", MOVEMENT], 1, "statute: There is no law 'bw-ahta'. Did you mean 'bw-ahta-2"),
        ([BW, MOVEMENT, "--value", "bordr"], 1, "Did you mean 'border'?"),
        ([BW, MOVEMENT, "--reader", " "], 1, "reader: Nothing stands here. Say who read it"),
        ([BW, MOVEMENT, "--read-on", "2199-01-01"], 1, "2199-01-01 has not come yet"),
        ([BW, MOVEMENT, "--read-on", "soon"], 2, "soon"),
        ([BW, MOVEMENT, "--text", "nowhere.pdf"], 1, "'nowhere.pdf' is not a file"),
        ([BW], 2, "Name the law and the cell"),
        ([], 2, "Name the law and the cell"),
    ],
)
def test_what_cannot_be_promoted_is_refused(
    laws: Path, arguments: list[str], code: int, said: str
) -> None:
    given = ["--text", str(laws.parent / "act.pdf"), *READ]
    refused = law(laws, "promote", *given, *arguments)
    assert refused.exit_code == code
    assert said in " ".join(refused.output.split())
    assert not list(laws.rglob("*.yaml"))


def test_brackets_of_a_citation_are_printed_as_they_are(laws: Path) -> None:
    """Law reports are cited by years in brackets, and nobody's words may steer the printing."""
    cited = "[2014] BWHC 3 [/bold] [red]"
    assert promote(laws, MOVEMENT, "--citation", cited).exit_code == 0
    for arguments in (["show", BW], ["audit", "--country", "BW"], ["promote", "--list"]):
        assert law(laws, *arguments).exit_code == 0
    assert cited in " ".join(law(laws, "promote", BW, MOVEMENT, "--undo").output.split())


def test_without_a_text_nothing_is_promoted(laws: Path) -> None:
    assert "--text" in law(laws, "promote", BW, MOVEMENT, *READ).output
    assert "Nothing is promoted in" in law(laws, "promote", BW, MOVEMENT, "--undo").output


def test_a_folder_that_cannot_be_written_to_is_said(laws: Path) -> None:
    (laws / "promotions").mkdir(parents=True)
    (laws / "texts").write_text("in the way", "utf-8")
    refused = promote(laws, MOVEMENT)
    assert refused.exit_code == 1
    assert "Nothing was changed" in refused.output


def test_a_broken_folder_is_refused_by_every_command_and_in_the_environment(laws: Path) -> None:
    (laws / "statutes").mkdir(parents=True)
    (laws / "statutes" / "xx-law.yaml").write_text(SMALL.replace("none", "never"), "utf-8")
    for arguments in (["list"], ["audit", "--country", "BW"], ["show", BW]):
        refused = law(laws, *arguments)
        assert refused.exit_code == 1
        assert "statutes/xx-law.yaml: not taken" in refused.output
        assert "line 17: $.offences[0].means_rule[0].value" in refused.output
    checked = CliRunner().invoke(main, ["law", "check", str(laws / "statutes" / "xx-law.yaml")])
    assert "xx-law.yaml: not taken" in checked.output
    told = CliRunner().invoke(main, ["law", "list"], env={"AMENDS_LAWS": str(laws)})
    assert "statutes/xx-law.yaml: not taken" in told.output
    missing = law(laws / "nowhere", "list")
    assert missing.exit_code == 1
    assert "There is no such folder. Make it, or name another." in missing.output


STARTING = "from amends.cli.main import main; main()"


def start(home: Path, *arguments: str, **named: str) -> subprocess.CompletedProcess[str]:
    """Run a command of an office of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AMENDS_", "DJANGO_"))}
    own = {"AMENDS_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path), **named}
    return subprocess.run(
        [sys.executable, "-c", STARTING, *arguments],
        env={**kept, **own},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_office_with_bad_laws_says_so_and_does_not_start(laws: Path) -> None:
    home = laws.parent
    (laws / "promotions").mkdir(parents=True)
    (laws / "promotions" / f"{BW}.yaml").write_text("promotions: [", "utf-8")
    told = start(home, "serve")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert "The office does not start." in told.stderr
    assert f"promotions/{BW}.yaml: not taken" in told.stderr
    named = start(home, "serve", AMENDS_LAWS=str(home / "nowhere"))
    assert "There is no such folder." in named.stderr


def test_an_office_reads_its_own_laws_at_the_start(laws: Path) -> None:
    promote(laws, MOVEMENT)
    code = (
        "import django; django.setup(); from amends.law.library import statutes; "
        f"print(statutes()['{BW}'].sources['promoted.1'].citation)"
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith("AMENDS_")}
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **kept,
            "AMENDS_HOME": str(laws.parent),
            "DJANGO_SETTINGS_MODULE": "amends.office.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "Act 32 of 2014, gazette"
