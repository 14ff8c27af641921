"""Adults who cannot fully protect themselves: children where the law says so, and only there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from amends.law.alerts import AlertKind, alerts
from amends.law.audit import audit
from amends.law.charging import charge
from amends.law.counts import CountState
from amends.law.elements import ElementName, ElementState
from amends.law.facts import Facts
from amends.law.library import countries
from amends.law.victims import VictimFacts
from tests.law.conftest import facts
from tests.law.test_hard_facts import DONE, MAN, TODAY, charged, count

BARE = replace(DONE, begun="2018-03-01", means=(), places=("PH",))
UNABLE = VictimFacts(key="V1", age=25, unable_to_protect=True)


def test_no_means_is_needed_and_the_child_s_penalty_follows() -> None:
    one = count(charged("PH", BARE, victims=(UNABLE,)), "s4a")
    means = next(e for e in one.elements if e.name is ElementName.MEANS)
    assert means.state is ElementState.NOT_NEEDED
    assert [cell.path.rpartition(".")[2] for cell in means.cells] == [
        "means_rule",
        "treated_as_child",
    ]
    assert one.penalty is not None
    assert (one.state, one.child, one.is_treated_as_child) == (CountState.LIES, True, True)
    assert one.penalty.life.value is True


def test_an_unknown_age_is_no_open_question_then() -> None:
    unknown = replace(UNABLE, age=None)
    assert count(charged("PH", BARE, victims=(unknown,)), "s4a").child is True
    assert count(charged("PH", BARE, victims=(VictimFacts(key="V1"),)), "s4a").child is None


def test_a_real_child_is_none_by_this_rule() -> None:
    one = count(charged("PH", BARE, victims=(replace(UNABLE, age=15),)), "s4a")
    assert (one.child, one.is_treated_as_child) == (True, False)


def test_another_law_still_asks_for_a_means() -> None:
    thai = replace(BARE, acts=("receipt",), places=("TH",))
    one = count(charged("TH", thai, victims=(UNABLE,)), "s6")
    assert (one.state, one.child) == (CountState.NOT_MADE_OUT, False)


def test_two_of_them_are_several_children() -> None:
    both = (UNABLE, replace(UNABLE, key="V2"))
    found = charged("IN", replace(BARE, victims=("V1", "V2"), places=("IN",)), victims=both)
    assert not any(c.child for c in found.counts)
    conduct = replace(BARE, victims=("V1", "V2"))
    assert all(c.child for c in charged("PH", conduct, victims=both).counts)


@settings(max_examples=40)
@given(facts())
def test_stating_it_never_removes_a_count(stated: Facts) -> None:
    able, unable = (
        replace(stated, victims=(replace(stated.victims[0], unable_to_protect=told),))
        for told in (False, True)
    )
    before, after = (charge(each, countries(), TODAY).available() for each in (able, unable))
    assert {(c.key, c.since) for c in before} <= {(c.key, c.since) for c in after}


@pytest.mark.parametrize(
    ("victim", "asked"),
    [
        (VictimFacts(key="V1", age=30), True),
        (UNABLE, False),
        (VictimFacts(key="V1", age=15), False),
    ],
)
def test_a_disability_is_asked_about_where_it_could_matter(
    victim: VictimFacts, asked: bool
) -> None:
    weak = replace(BARE, circumstances=("disability",))
    told = Facts(told="T", victims=(victim,), culpable_parties=(MAN,), conduct=(weak,))
    for country, wanted in (("PH", asked), ("TH", False)):
        kinds = {alert.kind for alert in alerts(told, charge(told, [country], TODAY), ())}
        assert (AlertKind.MAY_COUNT_AS_CHILD in kinds) is wanted


def test_a_lesser_article_is_named_for_them_as_for_a_child() -> None:
    acts = (*BARE.acts, "promoting")
    told = Facts(
        told="T",
        victims=(UNABLE,),
        culpable_parties=(MAN,),
        conduct=(replace(BARE, acts=acts),),
    )
    found = charge(told, ["PH"], TODAY)
    lesser = [c for c in found.available() if c.law.offence.key == "s5"]
    (alert,) = [a for a in alerts(told, found, lesser) if a.kind is AlertKind.CHILD_UNDERCHARGED]
    assert "counts as a child" in str(alert.said)


def test_the_audit_s_child_rule_is_as_before() -> None:
    answer = next(a for a in audit("PH", date(2026, 11, 24)).answers if a.rule.code == "L04")
    assert answer.result == "pass"
