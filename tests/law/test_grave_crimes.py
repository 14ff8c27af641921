"""What a penalty is compared with: by the form of exploitation, the case and the statute."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amends.law.counts import ChargeableCount
from amends.law.facts import Conduct
from amends.law.grave_crimes import crimes_for, read_rules, rule_for
from amends.law.library import Library, shipped, using
from amends.law.reading import StatuteError, read
from amends.law.severity import Order
from amends.law.terms import Comparator
from amends.law.victims import VictimFacts
from tests.law.test_hard_facts import DONE, WOMAN, charged, count
from tests.law.test_reading import SMALL

NO_MEANS: frozenset[str] = frozenset()
GOOD = """\
sources: {text: {citation: A text, kind: statute_text, reader: a reader, date_unknown: true}}
rules:
- {key: one, label: One, ends: [slavery], crimes: [rape], basis: A text, read_in: text}
- {key: two, label: Two, crimes: [kidnapping], basis: A text, read_in: text}
"""
OWN = SMALL.replace("country: PH", "country: ZW")
NAMED = """\
comparators:
- {crime: rape, maximum: [{value: 120, source: text}]}
- {crime: rape, ends: [forced_labour], minimum: [{value: 12, source: text}],
   maximum: [{value: 60, source: text}]}
- {crime: kidnapping, maximum: [{value: 12, source: text}]}
"""


def against(one: ChargeableCount) -> dict[str, Order | None]:
    """Return the grave crimes a count is compared with, and how it stands to each."""
    return {compared.crime: compared.order for compared in one.comparisons}


def small(conduct: Conduct) -> ChargeableCount:
    """Return the count under a small law with comparators of its own."""
    library = shipped().with_statutes([read(OWN + NAMED)])
    with using(library):
        return count(charged("ZW", replace(conduct, places=("ZW",))), "s1")


@pytest.mark.parametrize(
    ("ends", "circumstances", "crimes"),
    [
        ({"prostitution_of_others"}, {"means_used"}, (Comparator.RAPE,)),
        ({"prostitution_of_others"}, {"child"}, (Comparator.RAPE,)),
        ({"prostitution_of_others"}, NO_MEANS, (Comparator.KIDNAPPING,)),
        ({"forced_labour"}, {"means_used", "child"}, (Comparator.KIDNAPPING,)),
        ({"forced_labour"}, {"death"}, (Comparator.RAPE,)),
        (NO_MEANS, NO_MEANS, (Comparator.KIDNAPPING,)),
    ],
)
def test_the_form_of_exploitation_decides_what_is_compared(
    ends: set[str], circumstances: set[str], crimes: tuple[Comparator, ...]
) -> None:
    assert rule_for(frozenset(ends), frozenset(circumstances)).crimes == crimes


def test_an_offence_is_compared_with_all_it_can_be_about() -> None:
    assert crimes_for(frozenset({"csam"})) == {Comparator.RAPE}
    assert crimes_for(frozenset({"forced_labour"})) == {Comparator.KIDNAPPING}
    both = frozenset(Comparator)
    assert crimes_for(frozenset({"csam", "forced_labour"})) == both
    assert crimes_for(frozenset({"any_exploitation"})) == crimes_for(frozenset()) == both


def test_sex_and_labour_are_compared_with_different_crimes_under_one_law() -> None:
    conduct = replace(DONE, begun="2018-03-01", places=("PH",))
    sexual = count(charged("PH", conduct), "s4a")
    labour = replace(conduct, ends=("forced_labour",), occurred=("forced_labour",))
    assert set(against(sexual)) == {"rape"}
    assert set(against(count(charged("PH", labour), "s4a"))) == {"kidnapping"}


def test_a_count_is_compared_by_the_exploitation_that_answers_its_law() -> None:
    mixed = replace(
        DONE,
        begun="2018-03-01",
        places=("US",),
        acts=("providing", "obtaining"),
        means=("force",),
        ends=("prostitution_of_others", "forced_labour"),
        occurred=("prostitution_of_others", "forced_labour"),
    )
    found = charged("US", mixed)
    assert set(against(count(found, "s1591a1"))) == {"rape"}
    assert set(against(count(found, "s1589a"))) == {"kidnapping"}


def test_what_is_asked_for_and_not_held_is_not_known() -> None:
    labour = replace(DONE, begun="2012-03-01", places=("TH",), acts=("receipt",))
    labour = replace(labour, ends=("forced_labour",), occurred=())
    assert against(count(charged("TH", labour), "s6")) == {"kidnapping": None}


def test_a_statute_can_name_what_an_exploitation_is_compared_with() -> None:
    sexual = small(DONE)
    labour = small(replace(DONE, ends=("forced_labour",), occurred=("forced_labour",)))
    assert against(sexual) == {"rape": Order.LOWER}
    assert against(labour) == {"rape": Order.EQUAL, "kidnapping": Order.HIGHER}


def test_the_case_of_the_grave_crime_is_the_nearest() -> None:
    held = replace(DONE, begun="2020-03-01", ends=("slavery",), occurred=("slavery",))
    for circumstances, citation in (((), "IPC s. 363"), (("ransom",), "IPC s. 364A")):
        one = count(charged("IN", replace(held, circumstances=circumstances)), "s370")
        assert [c.citation for c in one.comparisons] == [citation]


def test_the_comparison_says_what_it_rests_on() -> None:
    one = count(charged("IN", DONE, victims=(VictimFacts(key="V1", age=12),)), "s370")
    assert [(c.crime, c.basis) for c in one.comparisons] == [("rape", "22 USC 7106(a)(2)")]
    assert WOMAN.age == 30


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("[slavery]", "[slavry]", "line 3: $.rules[0].ends: 'slavry'"),
        ("crimes: [rape]", "crimes: []", "line 3: $.rules[0].crimes: Nothing stands here."),
        ("crimes: [rape]", "crimes: [theft]", "line 3: $.rules[0].crimes"),
        ("read_in: text", "read_in: txt", "line 3: $.rules[0].read_in: 'txt'"),
        ("key: two,", "key: two, any_of: [child],", "line 2: $.rules: No rule fits every count."),
    ],
)
def test_wrong_rules_are_refused_with_their_place(good: str, bad: str, said: str) -> None:
    assert len(read_rules(GOOD).rules) == 2
    with pytest.raises(StatuteError) as refused:
        read_rules(GOOD.replace(good, bad, 1))
    assert said in str(refused.value)


def test_a_statute_with_an_unknown_exploitation_in_a_comparator_is_refused() -> None:
    wrong = "comparators: [{crime: rape, ends: [labour], when: [childish]}]\n"
    with pytest.raises(StatuteError) as refused:
        read(SMALL + wrong)
    assert "$.comparators[0].ends: 'labour'" in str(refused.value)
    assert "$.comparators[0].when: 'childish'" in str(refused.value)


def test_libraries_stay_as_they_were() -> None:
    assert isinstance(shipped(), Library)
    assert "xx-law" not in shipped().statutes
