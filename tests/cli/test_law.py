"""The laws on the command line: for a person, for a program, and with garbage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner, Result

from amends.cli.main import main
from amends.law.library import sources
from tests.cli.published import check, published

READ = [
    ["list"],
    ["show", "np-httca-2007"],
    ["show", "IN", "--on", "2020-01-01"],
    ["audit", "--country", "IN"],
    ["audit", "--country", "us", "--on", "2001-01-01"],
    ["diff", "--country", "US"],
    ["diff", "--country", "IN", "--from", "2024-06-30", "--on", "2024-07-01"],
    ["compare", "IN", "NP", "PH"],
    ["show", "untoc"],
]


def law(*arguments: str) -> Result:
    """Run a command of the law group."""
    return CliRunner().invoke(main, ["law", *arguments])


@pytest.mark.parametrize("arguments", READ)
def test_plain_data_has_the_published_shape(arguments: list[str]) -> None:
    answer = law(*arguments, "--json")
    assert answer.exit_code == 0, answer.output
    check(arguments[0], json.loads(answer.output))


def test_what_is_published_names_every_command_that_prints_plain_data() -> None:
    commands = main.commands["law"].commands  # type: ignore[attr-defined]  # a group
    plain = {name for name, c in commands.items() if any("--json" in o.opts for o in c.params)}
    assert plain == set(published()["x-commands"])


@pytest.mark.parametrize("garbage", [{}, 42, "yes", None, [{}], {"counterparts": []}])
def test_what_no_command_prints_is_refused(garbage: Any) -> None:
    assert not jsonschema_rs.validator_for(published()).is_valid(garbage)
    for command in published()["x-commands"]:
        with pytest.raises(jsonschema_rs.ValidationError):
            check(command, garbage)


def test_an_answer_has_the_shape_of_its_own_command_alone() -> None:
    audited = json.loads(law("audit", "--country", "IN", "--json").output)
    assert jsonschema_rs.validator_for(published()).is_valid(audited)
    with pytest.raises(jsonschema_rs.ValidationError):
        check("dual", audited)


@pytest.mark.parametrize("arguments", READ)
def test_a_person_gets_tables(arguments: list[str]) -> None:
    answer = law(*arguments)
    assert answer.exit_code == 0, answer.output
    assert len(answer.output.splitlines()) > 5


def test_the_audit_of_india_prints_the_promised_lines() -> None:
    found = json.loads(law("audit", "--country", "IN", "--json").output)
    assert found["country"] == "IN"
    (child,) = [answer for answer in found["results"] if answer["rule"] == "L04"]
    assert child["result"] == "fail"
    assert [cell["path"] for cell in child["cells"]] == ["in-bns-2023.offences.s143.means_rule"]


@pytest.mark.parametrize("given", ["2024-02-30", "yesterday", "1 July 2024"])
def test_a_day_that_is_none_is_refused_with_how_to_write_one(given: str) -> None:
    answer = law("list", "--on", given)
    assert answer.exit_code == 2
    assert "is no day of the calendar. Write it like 2024-07-01." in answer.output


def test_a_treaty_is_shown_with_the_rules_that_ask_for_it() -> None:
    printed = " ".join(law("show", "palermo").output.split())
    assert "L04" in printed
    assert "[unverified]" in " ".join(law("show", "model").output.split())
    found = json.loads(law("show", "palermo", "--json").output)
    assert found["obligations"][0]["article"] == "2"
    assert "palermo" in law("list").output


@pytest.mark.parametrize("arguments", [["show", "lt-cc-2000"], ["compare", "LA", "BW"]])
def test_what_is_only_remembered_is_marked(arguments: list[str]) -> None:
    printed = " ".join(law(*arguments).output.split())
    assert "[unverified]" in printed
    assert "Nothing may be charged or published" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", "--country", "XX"], "Held are: AU, BH"),
        (["audit"], "--country"),
        (["audit", "--country", "IN", "--on", "2024-02-30"], "2024-02-30"),
        (["show", "us-18usc"], "Did you mean 'us-18usc77'?"),
        (["diff", "--country", "IN", "--from", "2030-01-01", "--on", "2024-01-01"], "not before"),
        (["compare"], "COUNTRY"),
        (["check", "nowhere.yaml"], "nowhere.yaml"),
    ],
)
def test_garbage_is_refused_with_the_place_and_a_remedy(arguments: list[str], said: str) -> None:
    answer = law(*arguments)
    assert answer.exit_code == 2
    assert said in answer.output


def test_the_change_of_a_year_is_printed_as_a_year_in_words() -> None:
    printed = " ".join(law("diff", "--country", "LT").output.split())
    assert "In force from: 2016 Note: Adds sham and forced marriage" in printed
    assert "The law of 2015-12-31 is compared with that of 2016-12-31." in printed
    assert "CC art. 147: Purposes" in printed
    assert "lt-cc-2000.offences" not in printed
    assert "What this amendment changed has not been read; only its note tells of it." in printed
    paths = "".join(
        law("diff", "--country", "LA", "--from", "2001-01-01", "--paths").output.split()
    )
    assert "Path" not in paths
    paths = "".join(law("diff", "--country", "LT", "--paths").output.split())
    assert "Path" in paths


def test_plain_data_says_what_was_not_read_and_by_which_amendment() -> None:
    found = json.loads(law("diff", "--country", "LT", "--json").output)
    assert [each["amendment"]["when"] for each in found] == ["2014", "2016"]
    assert [each["amendment"]["read"] for each in found] == [False, True]
    assert found[0]["amendment"]["commencement"]["unverified"] is True
    assert {change["kind"] for change in found[0]["changes"]} == {"not_read_after"}
    assert found[1]["changes"][0]["point"] == "CC art. 147: Purposes"
    (undated,) = json.loads(law("diff", "--country", "BW", "--json").output)
    assert (undated["before"], undated["amendment"]["when"]) == (None, None)
    (years,) = json.loads(
        law(
            "diff", "--country", "LT", "--from", "2013-12-31", "--on", "2014-12-31", "--json"
        ).output
    )
    assert years["amendment"] is None
    assert [each["name"] for each in years["amendments"]] == ["Amendment of 2014"]


def test_not_read_is_said_in_words() -> None:
    at = ["diff", "--country", "IN", "--from", "2024-06-30", "--on", "2024-07-01"]
    printed = law(*at).output
    after = printed[printed.index("Not read after") :]
    assert "BNS s. 146: Movement" in after
    assert "not read" in after
    assert "nothing" not in printed
    assert "not in force" in law("diff", "--country", "PH").output
    same = law("diff", "--country", "BH", "--from", "2020-01-01", "--on", "2021-01-01").output
    assert "Nothing that was read on both days changed." in same
    assert "No amendment is known" in law("diff", "--country", "BH").output


FACTS = """\
told: A girl of 16 was recruited, driven and used; nobody has asked the driver yet.
victims: [{key: V1, age: 16, nationality: PH}]
culpable_parties:
- {key: D1, part: recruiter, screen: no_sign}
- {key: D2, part: driver}
conduct:
- {by: D1, victims: [V1], begun: 2018-02-14, acts: [recruitment], ends: [prostitution_of_others],
   places: [PH], mental: purpose}
"""


TOGETHER = """\
told: Recruited and sheltered at sixteen, and sold; her passport was taken.
victims:
- {key: V1, age: 16}
culpable_parties:
- {key: D1, part: recruiter, screen: no_sign}
conduct:
- {by: D1, victims: [V1], begun: 2019-03-01, acts: [recruitment, harbouring, taking_documents],
   ends: [prostitution_of_others], occurred: [prostitution_of_others], places: [US],
   mental: knowledge}
"""


def test_facts_are_charged(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(FACTS, "utf-8")
    at = ["charge", str(file), "--country", "ph", "--on", "2019-01-01"]
    found = json.loads(law(*at, "--json").output)
    check("charge", found)
    (count,) = found["counts"]
    assert (count["offence"], count["state"]) == ("ph-ra9208.s4a", "lies")
    assert count["penalty"]["life"]["value"] is True
    assert found["not_screened"] == ["D2"]
    printed = " ".join(law(*at).output.split())
    assert "D2: not screened" in printed
    assert "D1 > V1" in printed
    assert "life" in printed
    assert f"jurisdiction {', '.join(count['heads']).replace('_', ' ')}" in printed
    assert f"time limit until {count['last_day']}" in printed
    assert f"also lies {'; '.join(count['beside'])}" in printed or not count["beside"]
    everywhere = json.loads(law("charge", str(file), "--on", "2019-01-01", "--json").output)
    assert len(everywhere["countries"]) >= 17
    file.write_text(FACTS.replace("by: D1", "by: D7"), "utf-8")
    refused = law(*at)
    assert refused.exit_code == 1
    assert "facts.yaml: not taken" in refused.output
    assert "There is no culpable party 'D7'" in refused.output


def test_counts_are_readable_on_a_narrow_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(TOGETHER, "utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    printed = law("charge", str(file), "--country", "US", "--on", "2020-01-01").output
    assert "also lies     18 USC 1592" in printed
    assert "time limit    none" in printed
    assert "jurisdiction  territorial" in printed
    assert max(map(len, printed.splitlines())) <= 80


@pytest.fixture
def stated(tmp_path: Path) -> str:
    """Return the path of a file of facts."""
    file = tmp_path / "facts.yaml"
    file.write_text(FACTS, "utf-8")
    return str(file)


def dual(stated: str, here: str, there: str, *more: str) -> Result:
    """Ask dual criminality of a file of facts."""
    return law("dual", stated, "--from", here, "--to", there, "--on", "2019-01-01", *more)


def test_the_same_facts_are_asked_of_two_countries(stated: str) -> None:
    found = json.loads(dual(stated, "PH", "TH", "--json").output)
    check("dual", found)
    (one,) = found["counterparts"]
    nearest = one["nearest"]
    assert (one["here"]["citation"], nearest["offence"]["citation"]) == (
        "RA 9208 s. 4(a)",
        "ATPA ss. 4, 6",
    )
    assert (one["dual"], one["protocol"], found["not_screened"]) == ("open", True, ["D2"])
    matches = {point["name"]: point["match"] for point in nearest["points"]}
    assert (matches["act"], matches["purpose"]) == ("counterpart", "counterpart")
    (mental,) = [point for point in nearest["points"] if point["name"] == "mental"]
    assert mental["only_remembered"] is True
    assert (mental["here"]["unverified"], mental["there"]["unverified"]) == (True, False)
    printed = " ".join(dual(stated, "PH", "TH").output.split())
    for words in (
        "A crime in both, by the law held: open",
        "Four years or more here: yes",
        "Extradition",
        "D2: not",
    ):
        assert words in printed
    assert "No count lies in US" in dual(stated, "US", "TH").output


def test_the_key_of_one_law_can_be_asked_and_the_same_country_twice(stated: str) -> None:
    found = json.loads(dual(stated, "ph", "gb-msa-2015", "--json").output)
    assert found["requesting"] == {"name": "PH", "country": "PH", "laws": ["ph-ra9208"]}
    assert found["requested"]["laws"] == ["gb-msa-2015"]
    again = json.loads(dual(stated, "ph-ra9208", "PH", "--json").output)
    assert again["counterparts"][0]["nearest"]["offence"]["key"].startswith("ph-ra9208.")


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("XX", "TH", "No law of 'XX' is held."),
        ("PH", "gb-msa-2016", "Did you mean 'gb-msa-2015'?"),
        ("PH", "Thailand", "amends law list"),
    ],
)
def test_a_law_that_is_not_held_is_refused_with_what_comes_near(
    stated: str, here: str, there: str, said: str
) -> None:
    answer = dual(stated, here, there)
    assert answer.exit_code == 2
    assert said in " ".join(answer.output.split())


def test_a_statute_file_is_checked_from_any_folder(tmp_path: Path) -> None:
    name, text = next(sources())
    good, bad, binary = tmp_path / name, tmp_path / "bad.yaml", tmp_path / "binary.yaml"
    good.write_text(text, "utf-8")
    bad.write_text(text.replace("form: trafficking", "form: trafic", 1), "utf-8")
    binary.write_bytes(b"\xff\xfe\x00")
    assert "in order" in law("check", str(good)).output
    check("check", json.loads(law("check", str(good), "--json").output))
    refused = law("check", str(bad))
    assert refused.exit_code == 1
    assert "bad.yaml: not taken" in refused.output
    assert "Did you mean 'trafficking'?" in refused.output
    assert "not a text file in UTF-8" in law("check", str(binary)).output
