"""Charging: the cases that ship with each statute, and what must hold for any facts."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.law.bars import BarKind
from amends.law.cases import LawCase, read_facts, shipped_cases
from amends.law.charging import charge
from amends.law.counts import ChargeableCount, CountState
from amends.law.elements import ElementName, ElementState
from amends.law.fact_checks import still_ahead
from amends.law.facts import CulpableParty, Facts
from amends.law.library import countries, statutes
from amends.law.reading import StatuteError
from amends.law.screen import Finding
from amends.law.terms import MeansRule, MensRea, Mode, Vocabulary, terms
from tests.law.conftest import SOME_FACTS, facts, words

TODAY = date(2026, 11, 24)
CASES = [
    pytest.param(key, case, id=f"{key}: {case.title}")
    for key, cases in shipped_cases().items()
    for case in cases.cases
]


def counts_of(key: str, case: LawCase) -> list[ChargeableCount]:
    """Return the counts found under one statute."""
    found = charge(case.facts, [statutes()[key].country], case.on)
    return [count for count in found.counts if count.law.law.statute.key == key]


@pytest.mark.parametrize(("key", "case"), CASES)
def test_a_shipped_case_gives_the_counts_expected_and_no_other(key: str, case: LawCase) -> None:
    found = counts_of(key, case)
    for expected in case.expected:
        assert any(expected.matches(count) for count in found), expected
    for count in found:
        if count.is_available:
            assert any(expected.matches(count) for expected in case.expected), count.key


@pytest.mark.parametrize(("key", "case"), CASES)
def test_a_shipped_case_says_which_elements_are_shown(key: str, case: LawCase) -> None:
    for expected in case.expected:
        assert expected.present or expected.contested, f"{key}: {case.title}: {expected.offence}"


def test_an_element_that_is_not_expected_or_not_shown_is_told_apart() -> None:
    case = shipped_cases()["th-atpa-2008"].cases[0]
    (count,), (expected,) = counts_of("th-atpa-2008", case), case.expected
    assert expected.matches(count)
    for present in (expected.present[:-1], (*expected.present, ElementName.MOVEMENT)):
        assert not dataclasses.replace(expected, present=present).matches(count)
    disputed = dataclasses.replace(expected, contested=(ElementName.MEANS,))
    assert not disputed.matches(count)
    assert dataclasses.replace(expected, present=()).matches(count)


@pytest.mark.parametrize("key", statutes())
def test_no_statute_ships_without_cases_for_and_against(key: str) -> None:
    cases = shipped_cases()[key].cases
    available = {CountState.LIES, CountState.CONTESTED, CountState.NOT_READ}
    assert any(expected.state in available for case in cases for expected in case.expected)
    assert len(cases) >= 2


def available(given_facts: Facts) -> dict[tuple[str, date], ChargeableCount]:
    """Return the counts that are available under any law, by offence and first day."""
    found = charge(given_facts, countries(), TODAY).available()
    return {(count.key, count.since): count for count in found}


@settings(max_examples=60)
@given(facts(), st.data())
def test_adding_a_fact_never_removes_a_count(stated: Facts, data: st.DataObject) -> None:
    """Acts, means, ends and the mental element only ever add; a bar alone takes away."""
    (conduct,) = stated.conduct
    more = dataclasses.replace(
        conduct,
        acts=(*conduct.acts, *data.draw(words(Vocabulary.ACTS))),
        means=(*conduct.means, *data.draw(words(Vocabulary.MEANS))),
        ends=(*conduct.ends, *data.draw(words(Vocabulary.ENDS))),
        occurred=(*conduct.occurred, *data.draw(words(Vocabulary.ENDS))),
        mental=MensRea.PURPOSE,
    )
    before = available(stated)
    after = available(dataclasses.replace(stated, conduct=(more,)))
    assert set(before) <= set(after)


@settings(max_examples=60)
@given(facts(), st.data())
def test_where_a_further_fact_takes_a_count_away_a_bar_says_why(
    stated: Facts, data: st.DataObject
) -> None:
    """Further places, circumstances, victims and days of conduct, too."""
    (conduct,) = stated.conduct
    other = dataclasses.replace(stated.victims[0], key="V2", age=data.draw(st.integers(1, 60)))
    more = dataclasses.replace(
        conduct,
        places=(*conduct.places, *data.draw(st.lists(st.sampled_from(countries()), max_size=3))),
        circumstances=(*conduct.circumstances, *data.draw(words(Vocabulary.CIRCUMSTANCES))),
        victims=(*conduct.victims, "V2"),
    )
    after = dataclasses.replace(stated, victims=(*stated.victims, other), conduct=(more,))
    same = {
        (count.key, count.victim, count.since): count
        for count in charge(after, countries(), TODAY).counts
    }
    for count in charge(stated, countries(), TODAY).available():
        found = same[count.key, count.victim, count.since]
        assert found.is_available or found.bars


@settings(max_examples=60)
@given(facts())
def test_for_a_child_no_means_matters_where_the_law_says_so(stated: Facts) -> None:
    child = dataclasses.replace(stated.victims[0], age=12)
    (conduct,) = stated.conduct
    bare = dataclasses.replace(conduct, means=())
    for used in (conduct, bare):
        told = dataclasses.replace(stated, victims=(child,), conduct=(used,))
        for count in charge(told, countries(), TODAY).counts:
            grown = count.age is None or count.age >= 18
            assert not grown or count.since > conduct.first_day
            if count.law.means_rule.value == MeansRule.ADULTS_ONLY and not grown:
                means = next(e for e in count.elements if e.name is ElementName.MEANS)
                assert means.state is ElementState.NOT_NEEDED


@settings(max_examples=60)
@given(facts())
def test_no_version_governs_conduct_outside_its_days(stated: Facts) -> None:
    (conduct,) = stated.conduct
    for count in charge(stated, countries(), TODAY).counts:
        if count.is_available:
            assert count.law.since <= count.since <= count.until < count.law.until
            assert conduct.first_day <= count.since
            assert count.until <= conduct.last_day
        outside = {BarKind.NOT_YET_IN_FORCE, BarKind.NO_LONGER_IN_FORCE}
        if outside & {bar.kind for bar in count.bars}:
            assert count.state is CountState.BARRED


@settings(max_examples=60)
@given(facts(), st.sampled_from([Finding.VICTIM, Finding.PURSUE, None]))
def test_nobody_is_listed_before_the_screen(stated: Facts, screen: Finding | None) -> None:
    person = dataclasses.replace(stated.culpable_parties[0], screen=screen)
    found = charge(dataclasses.replace(stated, culpable_parties=(person,)), countries(), TODAY)
    if person.kind == "natural":
        assert found.counts == ()
        listed = found.victims_first if screen is Finding.VICTIM else found.not_screened
        assert listed == ("D1",)


@settings(max_examples=60)
@given(facts())
def test_a_count_lies_only_if_every_element_is_read_and_present(stated: Facts) -> None:
    good = {ElementState.PRESENT, ElementState.NOT_NEEDED}
    for count in charge(stated, countries(), TODAY).counts:
        states = {element.state for element in count.elements}
        assert (count.state is CountState.LIES) <= (states <= good)
        assert bool(count.missing) <= (count.state in {CountState.NOT_MADE_OUT, CountState.BARRED})


def test_conduct_across_an_amendment_gives_a_count_for_each_version() -> None:
    text = FACTS.replace("begun: 2008-05-03", "begun: 2012-05-03, ended: 2014-05-03")
    found = charge(read_facts(text), ["PH"], date(2015, 1, 1)).available()
    spans = [(str(c.since), str(c.until)) for c in found if c.key == "ph-ra9208.s4a"]
    assert spans == [("2012-05-03", "2013-02-27"), ("2013-02-28", "2014-05-03")]


FACTS = """\
told: A girl of 17 was offered in a bar.
victims: [{key: V1, age: 17, nationality: PH}]
culpable_parties: [{key: D1, screen: no_sign}]
conduct:
- {by: D1, victims: [V1], begun: 2008-05-03, acts: [recruitment], ends: [prostitution_of_others],
   places: [PH], mental: purpose}
"""


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("[recruitment]", "[recruitng]", "line 5: $.conduct[0].acts: 'recruitng' is not one"),
        ("by: D1", "by: D2", "There is no culpable party 'D2'. Choose from: D1."),
        ("victims: [V1]", "victims: [V9]", "There is no victim 'V9'. Choose from: V1."),
        ("2008-05-03", "2008-13-03", "Check day and month."),
        ("2008-05-03", "2008-05-03, ended: '2007'", "The conduct ended before it began."),
        ("2008-05-03", "'1066'", "out of range"),
        ("age: 17", "age: 170", "Give a number from 0 to 120."),
        ("places: [PH]", "places: [Manila]", "is not a country's code. Give two letters"),
        ("victims: [V1], begun", "victims: [], begun", "Nothing stands here. Give at least one."),
        ("nationality: PH", "nationality: Philippines", "is not a country's code"),
        ("mental: purpose", "mental: on purpose", "$.conduct[0].mental"),
        ("mental: purpose", "contested: [force]", "'force' is contested and not alleged."),
        ("key: V1, age", "key: V1}, {key: V1, age", "'V1' stands here twice."),
        ("age: 17", "born: '2009'", "$.victims[0].born: The victim was born after the conduct."),
        ("age: 17", "born: '1980', age: 17", "$.victims[0].age: The age does not go with"),
        ("by: D1, victims: [V1]", "by: V1, victims: [V1]", "There is no culpable party 'V1'."),
    ],
)
def test_wrong_facts_are_refused_with_place_and_remedy(good: str, bad: str, said: str) -> None:
    assert good in FACTS
    with pytest.raises(StatuteError) as refusal:
        read_facts(FACTS.replace(good, bad, 1), name="facts.yaml")
    assert said in str(refusal.value)


def test_nobody_is_the_victim_of_their_own_conduct() -> None:
    text = FACTS.replace("{key: D1,", "{key: V1,").replace("by: D1", "by: V1")
    with pytest.raises(StatuteError, match="'V1' cannot do it to the same person"):
        read_facts(text)


def test_a_file_without_facts_is_told_what_facts_begin_with() -> None:
    with pytest.raises(StatuteError, match="Begin with told, victims"):
        read_facts("[1, 2]")


def test_every_word_that_a_fact_falls_under_is_a_word() -> None:
    for vocabulary in Vocabulary:
        known = terms(vocabulary)
        assert {also for term in known.values() for also in term.also} <= set(known)


def together(mode: Mode, **own: Any) -> Facts:
    """Return facts in which D1 forced a woman to work and D2 took part in it in some mode."""
    first = dataclasses.replace(
        SOME_FACTS.conduct[0],
        acts=("recruitment", "harbouring", "obtaining"),
        means=("force",),
        occurred=("forced_labour",),
        places=("PH", "US", "IN", "TH"),
    )
    second = dataclasses.replace(
        first, by="D2", mode=mode, means=(), ends=(), occurred=(), places=(), **own
    )
    other = CulpableParty(key="D2", screen=Finding.NO_SIGN)
    people = (*SOME_FACTS.culpable_parties, other)
    return dataclasses.replace(SOME_FACTS, culpable_parties=people, conduct=(first, second))


@pytest.mark.parametrize("country", ["IN", "TH", "US", "PH"])
@pytest.mark.parametrize(
    ("mode", "act"), [(Mode.ACCOMPLICE, "promoting"), (Mode.ORGANISER, "financing")]
)
def test_who_helps_or_organises_answers_for_what_the_others_did(
    country: str, mode: Mode, act: str
) -> None:
    found = charge(together(mode, acts=(act,)), [country], TODAY)
    of_principal = {count.key for count in found.counts if count.by == "D1" and count.is_available}
    of_helper = {count.key for count in found.counts if count.by == "D2"}
    assert of_principal
    assert of_principal <= of_helper


def test_who_helped_at_another_time_or_another_victim_does_not() -> None:
    later = together(Mode.ACCOMPLICE, acts=("promoting",), begun="2024-01-01", ended="2024-02-01")
    lone = charge(later, ["IN"], TODAY).counts
    assert not [count for count in lone if count.by == "D2" and count.is_available]


def test_a_principal_answers_for_what_is_alleged_of_them_alone() -> None:
    found = charge(together(Mode.PRINCIPAL, acts=("promoting",)), ["IN"], TODAY)
    assert not [count for count in found.counts if count.by == "D2" and count.is_available]


def test_conduct_that_lies_ahead_is_named() -> None:
    (conduct,) = SOME_FACTS.conduct
    ahead = dataclasses.replace(conduct, begun="2034-01-01")
    both = dataclasses.replace(SOME_FACTS, conduct=(conduct, ahead))
    assert [wrong.path for wrong in still_ahead(both, TODAY)] == ["$.conduct[1].begun"]
    assert still_ahead(both, date(2034, 1, 1)) == []


def test_a_place_on_land_is_no_ship() -> None:
    for country in countries():
        (conduct,) = SOME_FACTS.conduct
        there = dataclasses.replace(conduct, places=(country,))
        found = charge(dataclasses.replace(SOME_FACTS, conduct=(there,)), [country], TODAY)
        assert all(
            {"territorial", "flag"} > set(count.heads) & {"territorial", "flag"}
            for count in found.counts
        )


def test_a_comparison_that_rests_on_memory_says_so() -> None:
    """One penalty that is only remembered makes the order unverified; two that were read do not."""
    (conduct,) = SOME_FACTS.conduct
    there = dataclasses.replace(conduct, places=("IN",), begun="2025-01-01")
    found = charge(dataclasses.replace(SOME_FACTS, conduct=(there,)), ["IN"], TODAY)
    compared = {count.key: count.comparisons[0] for count in found.counts}
    assert compared["in-bns-2023.s143"].unverified
    assert not compared["in-ipc-1860.s370"].unverified
    assert all(count.is_unverified for count in found.counts if count.key == "in-bns-2023.s143")


def test_the_wording_of_an_amendment_governs_no_earlier_conduct_in_ukraine() -> None:
    for begun, known in (("2005-01-01", False), ("2019-01-01", True)):
        (conduct,) = SOME_FACTS.conduct
        forced = dataclasses.replace(
            conduct,
            begun=begun,
            places=("UA",),
            means=("other_coercion",),
            ends=("forced_marriage",),
        )
        found = charge(dataclasses.replace(SOME_FACTS, conduct=(forced,)), ["UA"], TODAY)
        assert any(count.is_available for count in found.counts) is known
