"""Facts that are hard to charge, each worked out by hand against the statute data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from amends.law.alerts import AlertKind, alerts
from amends.law.bars import BarKind
from amends.law.charging import charge
from amends.law.counts import ChargeableCount, Charging, CountState
from amends.law.elements import ElementName, ElementState
from amends.law.facts import Conduct, CulpableParty, Facts, Moved
from amends.law.screen import Finding, PersonKind
from amends.law.terms import Head, MensRea, Mode
from amends.law.triage import Triage, triage
from amends.law.victims import VictimFacts

TODAY = date(2026, 11, 24)
WOMAN = VictimFacts(key="V1", age=30)
MAN = CulpableParty(key="D1", screen=Finding.NO_SIGN)
DONE = Conduct(
    by="D1",
    victims=("V1",),
    begun="2020-03-01",
    acts=("recruitment",),
    means=("deception",),
    ends=("prostitution_of_others",),
    occurred=("prostitution_of_others",),
    places=("IN",),
    mental=MensRea.PURPOSE,
)


def charged(
    country: str,
    *conduct: Conduct,
    victims: tuple[VictimFacts, ...] = (WOMAN,),
    by: tuple[CulpableParty, ...] = (MAN,),
    on: date = TODAY,
) -> Charging:
    """Return the counts under the laws of one country."""
    told = Facts(told="Drawn up.", victims=victims, culpable_parties=by, conduct=conduct)
    return charge(told, [country], on)


def count(found: Charging, offence: str, victim: str = "V1", by: str = "D1") -> ChargeableCount:
    """Return the one count of an offence towards a victim."""
    about = offence, victim, by
    (one,) = [c for c in found.counts if (c.law.offence.key, c.victim, c.by) == about]
    return one


def custody(one: ChargeableCount) -> tuple[object, object, object]:
    """Return the least and longest custody of a count, and whether it may be for life."""
    assert one.penalty is not None
    return one.penalty.minimum.value, one.penalty.maximum.value, one.penalty.life.value


def test_victims_of_somebody_else_do_not_raise_the_penalty() -> None:
    other = replace(MAN, key="D2")
    girl = VictimFacts(key="V2", age=12)
    found = charged(
        "IN",
        DONE,
        replace(DONE, by="D2", victims=("V2",)),
        victims=(WOMAN, girl),
        by=(MAN, other),
    )
    assert custody(count(found, "s370")) == (84, 120, False)
    assert custody(count(found, "s370", "V2", "D2")) == (120, None, True)


def test_two_victims_of_one_person_raise_it_though_each_has_a_conduct_of_its_own() -> None:
    second = VictimFacts(key="V2", age=40)
    found = charged("IN", DONE, replace(DONE, victims=("V2",)), victims=(WOMAN, second))
    assert custody(count(found, "s370")) == (120, None, True)


def test_two_children_raise_it_again_without_being_stated() -> None:
    girls = (VictimFacts(key="V1", age=12), VictimFacts(key="V2", born="2006"))
    found = charged("IN", replace(DONE, victims=("V1", "V2")), victims=girls)
    assert custody(count(found, "s370")) == (168, None, True)


def test_a_girl_who_comes_of_age_is_no_child_under_the_version_of_later() -> None:
    girl = VictimFacts(key="V1", age=17)
    found = charged(
        "PH",
        replace(DONE, begun="2012-06-01", ended="2015-06-01", places=("PH",), means=()),
        victims=(girl,),
    )
    (early, late) = [c for c in found.counts if c.law.offence.key == "s4a"]
    assert (early.age, early.state) == (17, CountState.LIES)
    assert (str(late.since), late.age) == ("2013-02-28", None)
    assert late.state is CountState.CONTESTED


@pytest.mark.parametrize(
    ("begun", "age"), [("2018-05-02", 17), ("2018-05-03", 18), ("2018-05-04", 18)]
)
def test_the_birthday_itself_is_the_first_day_of_age(begun: str, age: int) -> None:
    born = VictimFacts(key="V1", born="2000-05-03")
    told = replace(DONE, begun=begun, places=("PH",), means=())
    assert count(charged("PH", told, victims=(born,)), "s4a").age == age


def test_a_year_of_birth_aggravates_only_by_the_age_that_is_certain() -> None:
    """Born in 2004: 13 or 14 on the day, so that the case of under 14 is not made out."""
    girl = VictimFacts(key="V1", born="2004")
    told = replace(DONE, begun="2018-06-01", places=("US",), means=())
    found = count(charged("US", told, victims=(girl,)), "s1591a1")
    assert (found.age, custody(found)) == (14, (120, None, True))


def test_a_stated_age_settles_what_a_year_of_birth_leaves_open() -> None:
    girl = VictimFacts(key="V1", born="2004", age=13)
    told = replace(DONE, begun="2018-06-01", places=("US",), means=())
    assert custody(count(charged("US", told, victims=(girl,)), "s1591a1"))[0] == 180


def test_a_conduct_across_the_change_from_the_code_to_the_sanhita() -> None:
    found = charged("IN", replace(DONE, begun="2024-05-01", ended="2024-08-01"))
    spans = {c.law.offence.key: (str(c.since), str(c.until)) for c in found.available()}
    assert spans["s370"] == ("2024-05-01", "2024-06-30")
    assert spans["s143"] == ("2024-07-01", "2024-08-01")
    repealed = charged("IN", replace(DONE, begun="2024-07-01"))
    (gone,) = [c for c in repealed.counts if c.law.offence.key == "s370"]
    assert [bar.kind for bar in gone.bars] == [BarKind.NO_LONGER_IN_FORCE]


def test_a_year_that_holds_the_first_day_of_an_offence_leaves_a_doubt() -> None:
    girl = VictimFacts(key="V1", age=15)
    told = replace(DONE, begun="2000", places=("US",))
    one = count(charged("US", told, victims=(girl,)), "s1591a1")
    (doubt,) = [bar for bar in one.bars if bar.kind is BarKind.DAYS_OPEN]
    assert not doubt.certain
    assert [cell.value for cell in doubt.cells] == ["2000-10-28"]
    sure = count(charged("US", replace(told, ended="2001-02"), victims=(girl,)), "s1591a1")
    assert BarKind.DAYS_OPEN not in {bar.kind for bar in sure.bars}


def test_an_attempt_in_india_is_punished_with_half() -> None:
    one = count(charged("IN", replace(DONE, mode=Mode.ATTEMPT)), "s370")
    assert one.relation is not None
    assert one.share is not None
    assert (one.relation.value, one.share.value, one.state) == ("fraction", "1/2", CountState.LIES)


def test_a_conspiracy_to_sex_trafficking_has_no_least_custody() -> None:
    plot = replace(DONE, mode=Mode.CONSPIRACY, places=("US",), begun="2015-01-01")
    girl = (VictimFacts(key="V1", age=15),)
    assert custody(count(charged("US", plot, victims=girl), "s1591a1")) == (0, None, True)
    sold = replace(plot, ends=("forced_labour",), means=("serious_harm",))
    assert custody(count(charged("US", sold, victims=girl), "s1590")) == (0, 240, False)


def test_a_conspiracy_to_section_1584_warns_that_nothing_is_held() -> None:
    plot = replace(
        DONE, mode=Mode.CONSPIRACY, places=("US",), acts=("holding",), occurred=("servitude",)
    )
    (bar,) = [b for b in count(charged("US", plot), "s1584").bars if b.kind is BarKind.MODE]
    assert not bar.certain


ABROAD = replace(DONE, places=("MZ",))


@pytest.mark.parametrize(
    ("country", "offence", "by", "victim", "heads"),
    [
        ("ZA", "s4", {"nationality": "ZA"}, {}, [Head.ACTIVE_NATIONAL]),
        ("ZA", "s4", {"resident": "ZA"}, {}, [Head.ACTIVE_RESIDENT]),
        ("ZA", "s4", {"present": "ZA"}, {}, [Head.PRESENCE]),
        ("ZA", "s4", {}, {"nationality": "ZA"}, [Head.PASSIVE]),
        ("ZA", "s4", {}, {"resident": "ZA"}, [Head.PASSIVE_RESIDENT]),
        ("US", "s1590", {}, {"nationality": "US"}, []),
        ("US", "s1590", {"resident": "US"}, {}, [Head.ACTIVE_RESIDENT]),
        ("LT", "a147", {}, {}, [Head.UNIVERSAL]),
        ("GB", "s2", {"nationality": "GB"}, {}, [Head.ACTIVE_NATIONAL]),
        ("NP", "s4_2", {}, {"nationality": "NP"}, [Head.PASSIVE]),
        ("NP", "s4_2", {}, {"resident": "NP"}, []),
    ],
)
def test_each_head_of_jurisdiction_reaches_abroad(
    country: str, offence: str, by: dict[str, str], victim: dict[str, str], heads: list[Head]
) -> None:
    told = replace(
        ABROAD,
        acts=("transportation",),
        means=("serious_harm", "threat", "deception"),
        ends=("forced_labour", "slavery"),
        moved=Moved.ACROSS_BORDER,
    )
    found = charged(
        country,
        told,
        victims=(replace(WOMAN, **victim),),  # type: ignore[arg-type]  # by field
        by=(replace(MAN, **by),),  # type: ignore[arg-type]  # by field
    )
    one = count(found, offence)
    assert list(one.heads) == heads
    assert (one.state is CountState.BARRED) == (not heads)


def test_the_universal_head_of_lithuania_is_that_of_trafficking_only() -> None:
    found = charged("LT", replace(ABROAD, acts=("recruitment", "enticement")))
    assert count(found, "a147").heads == (Head.UNIVERSAL,)
    assert count(found, "a308").heads == ()


def test_a_company_is_fined_and_not_held() -> None:
    company = CulpableParty(key="D1", kind=PersonKind.LEGAL)
    thai = count(charged("TH", replace(DONE, places=("TH",)), by=(company,)), "s6")
    assert thai.fine is not None
    assert thai.fine.value == "instead"
    assert thai.relation is not None
    assert thai.relation.value == "own_range"
    indian = count(charged("IN", DONE, by=(company,)), "s370")
    assert indian.penalty is None
    assert indian.comparisons == ()
    assert indian.state is CountState.LIES


def test_means_that_are_only_disputed_leave_a_count_contested() -> None:
    one = count(charged("IN", replace(DONE, contested=("deception",))), "s370")
    assert one.state is CountState.CONTESTED
    (means,) = [e for e in one.elements if e.name is ElementName.MEANS]
    assert means.state is ElementState.CONTESTED
    more = replace(DONE, means=("deception", "force"), contested=("deception",))
    assert count(charged("IN", more), "s370").state is CountState.LIES


def test_what_nepal_asks_for_a_child_is_in_conflict_and_stays_contested() -> None:
    girl = VictimFacts(key="V1", age=14)
    taken = replace(
        DONE,
        acts=("transportation",),
        means=(),
        ends=("sale", "prostitution_of_others"),
        places=("NP",),
        moved=Moved.ACROSS_BORDER,
    )
    one = count(charged("NP", taken, victims=(girl,)), "s4_2")
    assert one.state is CountState.CONTESTED
    assert custody(one) == (180, 240, False)


def test_somebody_in_prostitution_is_not_what_a_trafficker_is_charged_with() -> None:
    found = charged("NP", replace(DONE, acts=("other_dealing",), places=("NP",)))
    assert not any(c.is_available for c in found.counts if c.law.offence.key == "s15_d")


def test_an_official_in_india_faces_life_and_a_police_officer_is_one() -> None:
    for circumstance in ("public_official", "police"):
        one = count(charged("IN", replace(DONE, circumstances=(circumstance,))), "s370")
        assert custody(one)[2] is True
    cambodian = replace(
        DONE, acts=("unlawful_removal",), places=("KH",), moved=Moved.WITHIN,
        circumstances=("police",),
    )  # fmt: skip
    assert custody(count(charged("KH", cambodian), "a10")) == (180, 240, False)


def test_sixty_days_aggravate_in_the_philippines_from_2013_on() -> None:
    def one(begun: str, ended: str) -> tuple[object, object, object]:
        found = charged("PH", replace(DONE, begun=begun, ended=ended, places=("PH",)))
        return custody(count(found, "s4a"))

    assert one("2016-01-01", "2016-02-29")[2] is True  # sixty days, both included
    assert one("2016-01-01", "2016-02-28") == (240, 240, False)
    assert one("2011-01-01", "2011-12-31") == (240, 240, False)


def test_moving_within_a_country_need_not_be_stated_twice() -> None:
    told = replace(DONE, acts=("arranging_travel",), places=("AU",), moved=Moved.WITHIN)
    one = count(charged("AU", told), "s271_5")
    (within,) = [e for e in one.elements if e.name is ElementName.CIRCUMSTANCE]
    assert within.state is ElementState.PRESENT


def test_a_purchaser_of_a_trafficked_person_is_charged_as_a_user() -> None:
    bought = replace(
        DONE, acts=("patronising",), means=(), mode=Mode.PURCHASER, mental=MensRea.OUGHT_TO_KNOW
    )
    indian = count(charged("IN", bought), "s370A")
    assert (indian.state, custody(indian)) == (CountState.LIES, (36, 60, False))
    child = VictimFacts(key="V1", age=16)
    assert custody(count(charged("IN", bought, victims=(child,)), "s370A")) == (60, 84, False)


def test_the_comparator_is_that_of_the_same_class_of_victim() -> None:
    """Rape of a child under 16 in India: at least 240 months; of an adult 120, before 2018 84."""

    def orders(begun: str, age: int) -> dict[str, str | None]:
        victim = VictimFacts(key="V1", age=age)
        one = count(charged("IN", replace(DONE, begun=begun), victims=(victim,)), "s370")
        return {c.crime: c.order for c in one.comparisons}

    assert orders("2020-03-01", 12)["rape"] == "lower"  # 120 to life against 240 to life
    assert orders("2020-03-01", 17)["rape"] == "equal"  # against 120 to life
    assert orders("2016-03-01", 17)["rape"] == "higher"  # against 84 to life
    assert orders("2020-03-01", 30)["rape"] == "lower"  # 84 to 120 against 120 to life


def test_time_for_a_child_begins_at_the_latest_day_that_is_possible() -> None:
    """Ten years of 18 USC 3298 for forced labour run from the last day, to the day."""
    labour = replace(
        DONE, begun="2010-01-01", ended="2012-06-30", places=("US",), acts=("obtaining",),
        means=("serious_harm",), occurred=("forced_labour",),
    )  # fmt: skip
    one = count(charged("US", labour, on=date(2022, 6, 30)), "s1589a")
    assert (str(one.limit.last_day), one.state) == ("2022-06-30", CountState.LIES)
    late = count(charged("US", labour, on=date(2022, 7, 1)), "s1589a")
    assert (late.state, [bar.kind for bar in late.bars]) == (
        CountState.BARRED,
        [BarKind.LIMITATION],
    )


def test_whoever_has_not_been_screened_stands_nowhere_but_in_the_screen() -> None:
    unasked = replace(MAN, screen=None)
    found = charged("IN", DONE, by=(unasked,))
    assert (found.counts, found.not_screened) == ((), ("D1",))
    told = Facts(told="x", victims=(WOMAN,), culpable_parties=(unasked,), conduct=(DONE,))
    assert [a.kind for a in alerts(told, found, ())] == [AlertKind.SCREEN_FIRST]


def test_a_paid_journey_without_means_points_to_smuggling_beside_trafficking() -> None:
    moved = replace(DONE, means=(), moved=Moved.ACROSS_BORDER)
    told = Facts(
        told="x", victims=(WOMAN,), culpable_parties=(MAN,), conduct=(moved,), paid_for_journey=True
    )
    assert {Triage.TRAFFICKING, Triage.SMUGGLING} <= {lead.form for lead in triage(told)}
    found = charge(told, ["IN"], TODAY)
    assert AlertKind.LOOKS_LIKE_SMUGGLING in {a.kind for a in alerts(told, found, found.counts)}
    forced = replace(told, conduct=(replace(moved, means=("force",)),))
    assert Triage.SMUGGLING not in {lead.form for lead in triage(forced)}
