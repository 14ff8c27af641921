"""Charges by the day: versions, modes that came later, ages at the edge, places not stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from amends.law.amendments import amendments
from amends.law.bars import BarKind
from amends.law.charging import charge
from amends.law.counts import ChargeableCount, CountState
from amends.law.facts import Conduct, CulpableParty, Facts
from amends.law.screen import Finding
from amends.law.terms import Head, MensRea, Mode
from amends.law.victims import VictimFacts

GIRL = VictimFacts(key="V1", age=15)
MAN = CulpableParty(key="D1", screen=Finding.NO_SIGN)
SOLD = Conduct(
    by="D1",
    victims=("V1",),
    begun="2016-03-01",
    acts=("recruitment", "providing", "obtaining"),
    ends=("prostitution_of_others", "other_sexual", "forced_labour"),
    occurred=("other_sexual", "forced_labour"),
    places=("US",),
    mental=MensRea.PURPOSE,
    knew_age=True,
)


def counts(
    country: str,
    conduct: Conduct,
    *,
    victim: VictimFacts = GIRL,
    by: CulpableParty = MAN,
    on: date = date(2018, 1, 1),
) -> dict[str, ChargeableCount]:
    """Return the counts of one conduct by the offence's key."""
    stated = Facts(told="Drawn up.", victims=(victim,), culpable_parties=(by,), conduct=(conduct,))
    return {count.law.offence.key: count for count in charge(stated, [country], on).counts}


def custody(count: ChargeableCount) -> tuple[object, object, object]:
    """Return the least and longest custody of a count, and whether it may be for life."""
    assert count.penalty is not None
    return count.penalty.minimum.value, count.penalty.maximum.value, count.penalty.life.value


@pytest.mark.parametrize(
    ("begun", "penalty"),
    [
        ("2001-05-01", (0, 240, False)),
        ("2005-05-01", (0, 480, False)),
        ("2010-05-01", (120, None, True)),
    ],
)
def test_the_penalty_is_that_of_the_days_of_conduct(
    begun: str, penalty: tuple[object, ...]
) -> None:
    count = counts("US", replace(SOLD, begun=begun))["s1591a1"]
    assert custody(count) == penalty


def test_a_means_that_counts_under_another_name_raises_the_penalty_too() -> None:
    """Deception is fraud: the least custody is that of force, fraud or coercion."""
    assert custody(counts("US", replace(SOLD, means=("deception",)))["s1591a1"])[0] == 180
    assert custody(counts("US", SOLD)["s1591a1"])[0] == 120


@pytest.mark.parametrize(("begun", "held"), [("2005-03-01", False), ("2010-03-01", True)])
def test_a_mode_that_came_after_the_offence_is_there_from_its_own_day(
    begun: str, held: bool
) -> None:
    plot = replace(SOLD, begun=begun, mode=Mode.CONSPIRACY, means=("serious_harm",))
    kinds = {bar.kind for bar in counts("US", plot)["s1589a"].bars}
    assert (BarKind.MODE not in kinds) == held


def test_an_attempt_is_punished_with_its_own_range() -> None:
    at = {"places": ("PH",), "begun": "2014-03-01", "mode": Mode.ATTEMPT}
    count = counts("PH", replace(SOLD, **at))["s4a"]  # type: ignore[arg-type]  # by field
    assert custody(count) == (180, 180, False)
    assert count.relation is not None
    assert count.relation.value == "own_range"


def test_where_no_place_is_stated_the_count_stays_with_a_warning() -> None:
    count = counts("US", replace(SOLD, places=()))["s1591a1"]
    (bar,) = [bar for bar in count.bars if bar.kind is BarKind.NO_JURISDICTION]
    assert not bar.certain
    assert count.is_available


def test_a_head_that_is_only_remembered_warns_and_does_not_bar() -> None:
    abroad = counts("TH", replace(SOLD, places=("KH",), begun="2012-03-01"))["s6"]
    (bar,) = [bar for bar in abroad.bars if bar.kind is BarKind.NO_JURISDICTION]
    assert bar.is_unverified
    assert not bar.certain
    assert abroad.is_available
    assert counts("ZA", replace(SOLD, places=("MZ",)))["s4"].state is CountState.BARRED


def test_a_head_of_2008_does_not_reach_conduct_of_2005() -> None:
    present = replace(MAN, present="US")
    before = counts("US", replace(SOLD, begun="2005-03-01", places=("MX",)), by=present)
    after = counts("US", replace(SOLD, begun="2010-03-01", places=("MX",)), by=present)
    assert Head.PRESENCE not in before["s1591a1"].heads
    assert Head.PRESENCE in after["s1591a1"].heads


def test_a_retroactive_count_shows_the_day_it_rests_on() -> None:
    (bar, *_) = counts("US", replace(SOLD, begun="1999-03-01"))["s1591a1"].bars
    assert bar.kind is BarKind.NOT_YET_IN_FORCE
    assert [cell.value for cell in bar.cells] == ["2000-10-28"]
    assert bar.is_unverified


@pytest.mark.parametrize(
    ("born", "state"),
    [
        ("1999", CountState.NOT_MADE_OUT),
        ("2000", CountState.CONTESTED),
        ("2001-06", CountState.LIES),
    ],
)
def test_a_year_of_birth_that_leaves_childhood_open_leaves_the_element_open(
    born: str, state: CountState
) -> None:
    sold = replace(SOLD, begun="2018-06-01", places=("PH",))
    victim = VictimFacts(key="V1", born=born)
    assert counts("PH", sold, victim=victim, on=date(2019, 1, 1))["s4a"].state is state


def test_whoever_has_a_sign_to_be_pursued_is_not_listed() -> None:
    assert counts("US", SOLD, by=replace(MAN, screen=Finding.PURSUE)) == {}


def test_a_law_that_took_the_place_of_another_is_among_the_changes() -> None:
    assert "2024-07-01" in {str(each.when) for each in amendments("IN")}
    days = [each.when.first for each in amendments("US") if each.when]
    assert len(days) == 6
    assert days == sorted(days)
