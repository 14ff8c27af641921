"""Limits of custody, corroboration and rules of evidence: held, asked by case, named on counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from amends.law.cases import read_facts
from amends.law.charge_report import count_out
from amends.law.counts import ChargeableCount
from amends.law.custody import CustodyClock
from amends.law.facts import CulpableParty
from amends.law.library import statutes
from amends.law.reading import StatuteError, read
from amends.law.screen import Finding
from amends.law.statute_report import statute_out
from amends.law.terms import CustodyStage
from amends.law.victims import VictimFacts
from tests.law.test_alerts import BAR
from tests.law.test_hard_facts import DONE, TODAY, charged, count
from tests.law.test_reading import SMALL

HELD = CulpableParty(key="D1", screen=Finding.NO_SIGN, held_since="2020-03-05")
CHILD = VictimFacts(key="V1", age=12)
THREE = "{value: 3, source: text}"
# Laws of which nobody has read or remembers how testimony is taken.
WITHOUT = {"bh-law1-2008", "bw-ahta-2014", "ke-ctip-2010", "la-law-2015"}


def clock(one: ChargeableCount, stage: CustodyStage) -> CustodyClock:
    """Return the one limit of custody until some point."""
    (found,) = [each for each in one.custody if each.stage is stage]
    return found


def test_the_limit_is_that_of_the_case_and_ends_on_a_day() -> None:
    adult = clock(count(charged("IN", DONE, by=(HELD,)), "s370"), CustodyStage.BEFORE_CHARGE)
    child = count(charged("IN", DONE, by=(HELD,), victims=(CHILD,)), "s370")
    found = clock(child, CustodyStage.BEFORE_CHARGE)
    assert (adult.days.value, adult.last_day) == (60, date(2020, 5, 4))
    assert (found.days.value, found.last_day) == (90, date(2020, 6, 3))


@pytest.mark.parametrize(
    ("country", "acts", "offence", "stage", "last"),
    [
        ("IN", ("receipt",), "s370", CustodyStage.BEFORE_JUDGE, date(2020, 3, 6)),
        ("UA", ("recruitment",), "a149", CustodyStage.BEFORE_JUDGE, date(2020, 3, 8)),
        ("UA", ("recruitment",), "a149", CustodyStage.BEFORE_TRIAL, date(2021, 3, 5)),
        ("US", ("providing",), "s1591a1", CustodyStage.BEFORE_TRIAL, date(2020, 6, 3)),
    ],
)
def test_hours_days_and_months_are_counted_from_the_arrest(
    country: str, acts: tuple[str, ...], offence: str, stage: CustodyStage, last: date
) -> None:
    done = replace(DONE, acts=acts, places=(country,), means=("force", "deception"))
    assert clock(count(charged(country, done, by=(HELD,)), offence), stage).last_day == last


def test_who_is_not_held_has_no_last_day() -> None:
    assert all(c.last_day is None for c in count(charged("IN", DONE), "s370").custody)


def test_a_count_names_how_testimony_is_taken_and_what_a_charge_needs() -> None:
    found = charged("IN", DONE, by=(HELD,))
    out = count_out(count(found, "s370"), found)
    assert (out.corroboration.value, out.corroboration.unverified) == (False, True)
    assert out.evidence_rules.value == ("remote_testimony", "early_testimony")
    assert out.standard.standard == "Prima facie case"
    assert [limit.stage for limit in out.custody] == ["before_judge", "before_charge"]


@pytest.mark.parametrize("key", statutes())
def test_every_law_says_how_long_somebody_may_be_held(key: str) -> None:
    law = statutes()[key]
    assert law.custody_limits
    assert all(limit.citation for limit in law.custody_limits)
    told = law.victims.corroboration or law.victims.evidence_rules
    assert bool(told) is (key not in WITHOUT)


def test_only_what_was_read_is_verified() -> None:
    read_ones = {
        cell.path
        for law in statutes().values()
        for cell in statute_out(law, TODAY).cells
        if "custody_limits" in cell.path or ".corroboration" in cell.path
        if not cell.unverified
    }
    assert read_ones == {
        "us-18usc77.custody_limits.before_charge.days",
        "us-18usc77.custody_limits.before_trial.days",
    }


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("{stage: for_ever}", "custody_limits[0].stage"),
        ("{stage: before_trial, when: [childish]}", "'childish' is not one of the choices."),
        ("{stage: before_trial, covers: [s9]}", "There is no offence 's9'."),
        (
            "{stage: before_trial, days: [{value: 3, source: text}], months: [" + THREE + "]}",
            "custody_limits[0].months: One limit is given in several units.",
        ),
        ("{stage: before_trial, days: [{value: -3, source: text}]}", "'-3' is out of range."),
        ("{stage: before_trial}, {stage: before_trial}", "'before_trial' stands here twice."),
    ],
)
def test_a_wrong_limit_is_refused(limit: str, said: str) -> None:
    with pytest.raises(StatuteError) as refused:
        read(f"{SMALL}custody_limits: [{limit}]\n")
    assert said in str(refused.value)


def test_a_day_of_custody_that_is_none_is_refused_with_its_line() -> None:
    wrong = BAR.replace("part: recruiter,", "part: recruiter, held_since: yesterday,")
    with pytest.raises(StatuteError, match=r"line 4: \$.culpable_parties\[0\].held_since"):
        read_facts(wrong)
