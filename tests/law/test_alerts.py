"""Triage and alerts, and the same facts under two laws."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.law.alerts import AlertKind, alerts
from amends.law.cases import read_facts
from amends.law.charging import charge
from amends.law.counts import Charging
from amends.law.fact_checks import wrong_facts
from amends.law.facts import CulpableParty, Facts, Moved, ReportedAs
from amends.law.library import countries
from amends.law.screen import Finding, PersonKind
from amends.law.triage import Triage, triage
from tests.law.conftest import SOME_FACTS, facts

TODAY = date(2019, 6, 1)
BAR = """\
told: A recruiter, a driver, a landlord and a customer; the girl is sixteen.
victims: [{key: V1, age: 16, nationality: PH}]
culpable_parties:
- {key: D1, part: recruiter, screen: no_sign}
- {key: D2, part: driver, screen: no_sign}
- {key: D3, part: customer}
conduct:
- {by: D1, victims: [V1], begun: 2018-02-14, acts: [recruitment, hiring, promoting],
   ends: [prostitution_of_others], places: [PH], mental: purpose}
- {by: D2, victims: [V1], begun: 2018-02-14, acts: [transportation], ends: [prostitution_of_others],
   places: [PH], mental: knowledge}
"""


def kinds(stated: Facts, found: Charging, *chosen: str) -> set[tuple[AlertKind, str]]:
    """Return the alerts if the counts of these offences were chosen against D1."""
    counts = [c for c in found.available() if c.law.offence.key in chosen and c.by == "D1"]
    return {(alert.kind, alert.about) for alert in alerts(stated, found, counts)}


def test_whoever_has_no_count_is_named_and_the_screen_comes_first() -> None:
    stated = read_facts(BAR)
    found = kinds(stated, charge(stated, ["PH"], TODAY), "s4a")
    assert (AlertKind.NOBODY_CHARGED_FOR, "D2") in found
    assert (AlertKind.SCREEN_FIRST, "D3") in found
    assert (AlertKind.NOBODY_CHARGED_FOR, "D3") not in found


def test_a_child_under_a_lesser_article_is_named() -> None:
    stated = read_facts(BAR)
    found = charge(stated, ["PH"], TODAY)
    assert (AlertKind.CHILD_UNDERCHARGED, "D1") in kinds(stated, found, "s5")
    assert (AlertKind.CHILD_UNDERCHARGED, "D1") not in kinds(stated, found, "s4a")


SOLD_IN = """\
told: A man drew a girl of fifteen into prostitution and took what she earned.
victims: [{{key: V1, age: 15}}]
culpable_parties: [{{key: D1, part: pimp, screen: no_sign}}]
conduct:
- {{by: D1, victims: [V1], begun: {year}-02-01, ended: {year}-03-01,
   acts: [recruitment, enticement, exploiting], ends: [prostitution_of_others], places: [LT],
   mental: purpose}}
"""


@pytest.mark.parametrize(
    ("year", "said"),
    [(2013, "under a lesser article than CC art. 157"), (2018, "they may be lower")],
)
def test_a_child_under_an_article_of_prostitution_is_named_even_if_its_penalty_is_unread(
    year: int, said: str
) -> None:
    """The penalties of articles 307 and 308 since the amendment of 2014 have not been read."""
    stated = read_facts(SOLD_IN.format(year=year))
    found = charge(stated, ["LT"], TODAY)
    chosen = [count for count in found.counts if count.law.offence.key in {"a307", "a308"}]
    assert len(chosen) == 2
    told = [alert for alert in alerts(stated, found, chosen) if alert.about == "D1"]
    (alert,) = [each for each in told if each.kind is AlertKind.CHILD_UNDERCHARGED]
    assert said in str(alert.said)
    assert "CC art. 157" in str(alert.said)
    right = [count for count in found.counts if count.law.offence.key == "a157"]
    assert not [
        alert
        for alert in alerts(stated, found, [*chosen, *right])
        if alert.kind is AlertKind.CHILD_UNDERCHARGED
    ]


def test_the_included_offence_is_shown_beside_the_main_one() -> None:
    found = charge(read_facts(BAR), ["PH"], TODAY)
    main = next(c for c in found.available() if (c.by, c.law.offence.key) == ("D1", "s4a"))
    assert [count.law.offence.key for count in found.lesser(main)] == ["s5"]
    assert {"s4e", "s5"} <= {count.law.offence.key for count in found.beside(main)}


def test_a_wage_complaint_with_means_is_looked_at_again() -> None:
    stated = read_facts(BAR)
    (first, *_) = stated.conduct
    held = dataclasses.replace(first, means=("documents_held",))
    wages = dataclasses.replace(stated, reported_as=ReportedAs.WAGES, conduct=(held,))
    none = Charging((), (), ())
    kind = AlertKind.LABOUR_CASE_SHOWS_TRAFFICKING
    assert kind in {alert.kind for alert in alerts(wages, none, ())}
    bare = dataclasses.replace(wages, conduct=(dataclasses.replace(first, means=()),))
    assert kind not in {alert.kind for alert in alerts(bare, none, ())}


def test_a_crossing_without_exploitation_looks_like_smuggling() -> None:
    stated = read_facts(BAR)
    (first, *_) = stated.conduct
    crossing = dataclasses.replace(first, ends=(), occurred=(), moved=Moved.ACROSS_BORDER)
    told = dataclasses.replace(stated, conduct=(crossing,))
    assert [lead.form for lead in triage(told)] == [Triage.SMUGGLING]
    assert AlertKind.LOOKS_LIKE_SMUGGLING in {
        a.kind for a in alerts(told, Charging((), (), ()), ())
    }


@pytest.mark.parametrize(
    ("end", "form"),
    [
        ("organ_removal", Triage.ORGAN_TRADE),
        ("illegal_adoption", Triage.ILLEGAL_ADOPTION),
        ("other_sexual", Triage.PROSTITUTION),
    ],
)
def test_what_is_near_trafficking_is_named_beside_it(end: str, form: Triage) -> None:
    stated = read_facts(BAR)
    (first, *_) = stated.conduct
    told = dataclasses.replace(stated, conduct=(dataclasses.replace(first, ends=(end,)),))
    assert {lead.form for lead in triage(told)} == {Triage.TRAFFICKING, form}


@settings(max_examples=60)
@given(facts(), st.sampled_from([None, *Finding]))
def test_a_screened_culpable_party_has_a_count_or_an_alert(
    stated: Facts, screen: Finding | None
) -> None:
    person = dataclasses.replace(stated.culpable_parties[0], screen=screen)
    told = dataclasses.replace(stated, culpable_parties=(person,))
    found = charge(told, countries(), TODAY)
    raised = {(alert.kind, alert.about) for alert in alerts(told, found, found.available())}
    charged = {count.by for count in found.available()}
    needs = {
        None: AlertKind.SCREEN_FIRST,
        Finding.PURSUE: AlertKind.SCREEN_FIRST,
        Finding.VICTIM: AlertKind.VICTIM_NOT_SUSPECT,
        Finding.NO_SIGN: AlertKind.NOBODY_CHARGED_FOR,
    }
    kind = needs[screen]
    if person.kind is PersonKind.LEGAL:
        kind = AlertKind.NOBODY_CHARGED_FOR
    if kind is not AlertKind.NOBODY_CHARGED_FOR or "D1" not in charged:
        assert (kind, "D1") in raised


def wage_case(**stated: Any) -> Facts:
    """Return a complaint about wages with something besides."""
    (conduct,) = SOME_FACTS.conduct
    bare = dataclasses.replace(conduct, means=(), ends=(), **stated.pop("conduct", {}))
    return dataclasses.replace(SOME_FACTS, reported_as=ReportedAs.WAGES, conduct=(bare,), **stated)


def kinds_of_alerts(stated: Facts) -> set[AlertKind]:
    """Return the kinds of alerts on some facts if nothing is chosen."""
    found = charge(stated, ["PH"], date(2026, 11, 24))
    return {alert.kind for alert in alerts(stated, found, found.available())}


@pytest.mark.parametrize(
    ("stated", "fires"),
    [
        ({"indicators": ("wages_withheld",)}, False),
        ({"indicators": ("wages_withheld", "excessive_overtime")}, True),
        ({"indicators": ("wages_withheld", "restriction_of_movement")}, True),
        ({"conduct": {"occurred": ("forced_labour",)}}, True),
        ({}, False),
    ],
)
def test_a_wage_complaint_alerts_by_what_other_complaints_have_not(
    stated: dict[str, Any], fires: bool
) -> None:
    found = kinds_of_alerts(wage_case(**stated))
    assert (AlertKind.LABOUR_CASE_SHOWS_TRAFFICKING in found) is fires


def driven(**first: Any) -> Facts:
    """Return facts in which D2 drove a woman over a border, and D1 did something to her."""
    (conduct,) = SOME_FACTS.conduct
    other = CulpableParty(key="D2", part="driver", screen=Finding.NO_SIGN)
    drive = dataclasses.replace(
        conduct, by="D2", acts=("transportation",), means=(), ends=(), moved=Moved.ACROSS_BORDER
    )
    return dataclasses.replace(
        SOME_FACTS,
        culpable_parties=(*SOME_FACTS.culpable_parties, other),
        conduct=(dataclasses.replace(conduct, **first), drive),
    )


def test_a_driver_of_somebody_who_was_exploited_is_no_smuggler() -> None:
    exploited = kinds_of_alerts(driven())
    alone = kinds_of_alerts(driven(means=(), ends=()))
    assert AlertKind.LOOKS_LIKE_SMUGGLING not in exploited
    assert AlertKind.LOOKS_LIKE_SMUGGLING in alone


@pytest.mark.parametrize(
    ("stated", "form"),
    [
        ({"acts": ("organ_extraction",)}, Triage.ORGAN_TRADE),
        ({"acts": ("adoption_act",)}, Triage.ILLEGAL_ADOPTION),
        ({"acts": (), "means": ("abduction",)}, Triage.KIDNAPPING),
        ({"acts": ("holding",), "means": ("hostage",)}, Triage.KIDNAPPING),
        ({"acts": ("facilitating_entry",)}, Triage.SMUGGLING),
    ],
)
def test_an_act_alone_points_somewhere(stated: dict[str, Any], form: Triage) -> None:
    (conduct,) = SOME_FACTS.conduct
    bare = dataclasses.replace(conduct, **{"means": (), "ends": (), **stated})
    leads = triage(dataclasses.replace(SOME_FACTS, conduct=(bare,)))
    assert form in {lead.form for lead in leads}


def test_nobody_is_a_victim_and_without_a_sign() -> None:
    person = CulpableParty(key="V1", screen=Finding.NO_SIGN)
    people = (*SOME_FACTS.culpable_parties, person)
    wrong = wrong_facts(dataclasses.replace(SOME_FACTS, culpable_parties=people))
    assert [one.path for one in wrong] == ["$.culpable_parties[1].screen"]
    pursued = dataclasses.replace(person, screen=Finding.PURSUE)
    people = (*SOME_FACTS.culpable_parties, pursued)
    assert wrong_facts(dataclasses.replace(SOME_FACTS, culpable_parties=people)) == []


def test_an_organisation_is_found_to_be_no_victim() -> None:
    firm = CulpableParty(key="D1", kind=PersonKind.LEGAL, screen=Finding.VICTIM)
    wrong = wrong_facts(dataclasses.replace(SOME_FACTS, culpable_parties=(firm,)))
    assert [one.path for one in wrong] == ["$.culpable_parties[0].screen"]
