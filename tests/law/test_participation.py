"""Preparation and other modes: punished with their share, or not at all, as each law says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from amends.law.bars import BarKind
from amends.law.charging import charge
from amends.law.counts import CountState
from amends.law.facts import CulpableParty, Facts, Moved
from amends.law.library import countries, statutes
from amends.law.reading import StatuteError, read
from amends.law.screen import PersonKind
from amends.law.seriousness import seriousness
from amends.law.terms import Mode
from tests.law.conftest import facts
from tests.law.test_hard_facts import DONE, TODAY, charged, count
from tests.law.test_reading import SMALL

IN_2012 = replace(DONE, begun="2012-03-01", places=("TH",), acts=("receipt",))


def test_a_third_of_the_penalty_is_left_for_preparation_in_thailand() -> None:
    one = count(charged("TH", replace(IN_2012, mode=Mode.PREPARATION)), "s6")
    assert one.share is not None
    assert (one.share.value, one.longest, one.state) == ("1/3", 40, CountState.LIES)
    assert one.share.status.is_verified


def test_a_share_that_is_left_decides_whether_the_crime_is_serious() -> None:
    completed, prepared = (
        count(charged("TH", replace(IN_2012, mode=mode)), "s6")
        for mode in (Mode.PRINCIPAL, Mode.PREPARATION)
    )
    assert (seriousness(completed).answer, seriousness(prepared).answer) == (True, False)


def test_what_is_only_remembered_as_unpunished_is_a_doubt_and_no_bar() -> None:
    prepared = replace(DONE, mode=Mode.PREPARATION, places=("CH",), acts=("selling",))
    one = count(charged("CH", prepared), "a182")
    assert [(bar.kind, bar.certain) for bar in one.bars] == [(BarKind.MODE, False)]
    assert one.is_available


def test_the_offence_of_preparing_is_the_one_that_punishes_it() -> None:
    acts = ("arranging_travel", "other_dealing")
    prepared = replace(DONE, mode=Mode.PREPARATION, places=("GB",), acts=acts, moved=Moved.WITHIN)
    found = charged("GB", prepared)
    assert count(found, "s4").bars == ()
    assert [bar.kind for bar in count(found, "s2").bars] == [BarKind.MODE]


def test_a_manager_answers_with_custody_for_what_a_firm_did() -> None:
    firm = CulpableParty(key="D1", kind=PersonKind.LEGAL)
    alone = count(charged("TH", IN_2012, by=(firm,)), "s6")
    managed = replace(IN_2012, circumstances=("manager",))
    of_manager = count(charged("TH", managed, by=(firm,)), "s6")
    assert (alone.penalty, of_manager.penalty) != (None, None)
    assert of_manager.penalty is not None
    assert of_manager.penalty.maximum.value == 144


@settings(max_examples=40)
@given(facts())
def test_what_a_share_leaves_is_told_only_of_a_term_of_years(stated: Facts) -> None:
    for one in charge(stated, countries(), TODAY).counts:
        if one.longest is not None:
            assert one.penalty is not None
            assert isinstance(one.penalty.maximum.value, int)
            assert one.penalty.life.value is not True
            assert one.relation is not None
            assert one.relation.value == "fraction"


@pytest.mark.parametrize("share", ["50", "0/2", "1/0", "a third", "1/3 "])
def test_a_share_is_a_part(share: str) -> None:
    mode = "participation: [{mode: preparation, share: [{value: '%s', source: text}]}]\n"
    assert read(SMALL + mode % "1/3").participation[0].share[0].value == "1/3"
    with pytest.raises(StatuteError, match=r"participation\[0\].share.*Write a share such as 1/3"):
        read(SMALL + mode % share)


def test_preparation_stands_in_the_laws_that_punish_it() -> None:
    held = {
        key
        for key, law in statutes().items()
        if any(m.mode == "preparation" for m in law.participation)
    }
    assert {"th-atpa-2008", "lt-cc-2000", "gb-msa-2015", "ua-cc-2001", "kz-cc-2014"} <= held
