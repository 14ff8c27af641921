"""Seventeen judgments as facts: charging gives what was charged, and flags what could not be."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from amends.base.dates import When
from amends.law.bars import BarKind
from amends.law.cases import LawCase, read_cases, shipped_cases
from amends.law.charging import charge
from amends.law.counts import CountState

HERE = Path(__file__).parent
JUDGMENTS = read_cases((HERE / "judgments.yaml").read_text("utf-8"), name="judgments.yaml").cases
COUNTRIES = {"ph": "PH", "uk": "GB", "us": "US", "ke": "KE", "in": "IN"}
CODED = HERE.parents[2] / "shared" / "data" / "judgments_coded" / "judgments_coded.csv"


def key(case: LawCase) -> str:
    """Return the key under which a judgment was coded."""
    return case.title.partition(":")[0]


def country(case: LawCase) -> str:
    """Return the country whose court gave a judgment."""
    return COUNTRIES[case.title[:2]]


@pytest.mark.parametrize("case", JUDGMENTS, ids=key)
def test_what_was_charged_is_among_the_counts(case: LawCase) -> None:
    found = charge(case.facts, [country(case)], case.on).counts
    for expected in case.expected:
        assert any(expected.matches(count) for count in found), expected


@pytest.mark.parametrize("wanted", ["uk2", "uk3"])
def test_victims_who_were_prosecuted_are_not_listed(wanted: str) -> None:
    (case,) = [case for case in JUDGMENTS if key(case) == wanted]
    found = charge(case.facts, ["GB"], case.on)
    assert found.counts == ()
    assert found.victims_first == ("D1",)


def test_an_act_of_2006_does_not_reach_conduct_of_2004() -> None:
    (case,) = [case for case in JUDGMENTS if key(case) == "ke4"]
    counts = charge(case.facts, ["KE"], case.on).counts
    (retroactive,) = [count for count in counts if count.law.offence.key == "soa_s18"]
    assert retroactive.state is CountState.BARRED
    assert [bar.kind for bar in retroactive.bars] == [BarKind.NOT_YET_IN_FORCE]
    assert not any(count.is_available for count in counts)


def test_a_group_that_worked_through_a_change_of_law_is_charged_under_both() -> None:
    (case,) = [case for case in JUDGMENTS if key(case) == "uk1"]
    found = {
        count.law.offence.key: count for count in charge(case.facts, ["GB"], case.on).available()
    }
    assert found["aia4"].until == date(2015, 7, 30)
    assert found["s2"].since == date(2015, 7, 31)


def test_conduct_before_28_october_2000_is_kept_out_of_section_1589() -> None:
    case = shipped_cases()["us-18usc77"].cases[0]
    assert case.facts.conduct[0].first_day < date(2000, 10, 28)
    (forced_labour,) = [
        count
        for count in charge(case.facts, ["US"], case.on).available()
        if count.law.offence.key == "s1589a"
    ]
    assert forced_labour.since == date(2000, 10, 28)


@pytest.mark.outside_material
def test_the_facts_are_those_that_were_coded() -> None:
    if not CODED.is_file():
        pytest.skip(f"NOT TESTED: the coded judgments are not beside the project ({CODED.name})")
    with CODED.open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    assert {key(case) for case in JUDGMENTS} == set(rows)
    for case in JUDGMENTS:
        row = rows[key(case)]
        coded = row["offence_date"].split(" ")[0]
        if coded and coded != "until":
            first = case.facts.conduct[0].first_day
            assert abs((first - When.parse(coded).first).days) < 366, key(case)
        if row["n_accused"].isdigit():
            assert len(case.facts.culpable_parties) <= int(row["n_accused"])
