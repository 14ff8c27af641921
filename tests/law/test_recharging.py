"""Recharging: what was found is kept small, compares by what it holds, and changes with the law."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.law.charging import charge
from amends.law.counts import ChargeableCount
from amends.law.facts import Facts
from amends.law.library import Library, shipped
from amends.law.own_laws import OwnFiles, with_own_laws
from amends.law.recharging import (
    Difference,
    Fingerprint,
    FoundCount,
    Recharged,
    compared,
    differing,
    fingerprint,
    recharge,
)
from tests.law.conftest import COUNTRIES, SOME_FACTS, facts
from tests.law.test_reading import SMALL

TODAY = date(2026, 11, 24)
OWN = SMALL.replace("country: PH", "country: ZW")
LIMIT = "limitation:\n- {years: [{value: %s, source: text}]}\n"


def library(text: str) -> Library:
    """Return the shipped laws with one more."""
    return with_own_laws(shipped(), OwnFiles({"xx-law.yaml": text}))


def changed(before: str, after: str, stated: Facts = SOME_FACTS) -> Recharged:
    """Return how the counts on some facts change between two versions of a small law."""
    old, new = library(before), library(after)
    sets = [("facts", stated)]
    (found,) = recharge(sets, before=old, after=new, countries=["ZW"], on=TODAY)
    return found


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """Return in what the one count changes."""
    found = changed(before, after)
    assert (found.came, found.went) == ((), ())
    (one,) = found.changed
    assert one.before.about == one.after.about == ("xx-law.s1", "D1", "V1", "principal")
    return one.differences


NARROW = OWN.replace("[recruitment]", "[transfer]")
NO_MEANS = OWN.replace(
    "- {value: none, source: text}", "- {value: all_ages, source: text}"
).replace("  means_rule:", "  means:\n  - {value: [threat], source: text}\n  means_rule:")
CHANGES = [
    (OWN, OWN.replace("value: 60", "value: 90"), (Difference.PENALTY,)),
    (OWN + LIMIT % 10, OWN + LIMIT % 20, (Difference.LIMIT,)),
    (OWN + LIMIT % 10, OWN + LIMIT % 2, (Difference.STATE, Difference.LIMIT, Difference.BARS)),
]


@pytest.mark.parametrize(("before", "after", "wanted"), CHANGES)
def test_a_count_changes_in_what_the_law_changed(
    before: str, after: str, wanted: tuple[Difference, ...]
) -> None:
    assert differences(before, after) == wanted


def test_a_change_of_the_law_that_decides_nothing_changes_no_count() -> None:
    asked = OWN + "  mens_rea:\n  - {value: purpose, source: text}\n"
    assert not changed(asked, asked.replace("purpose", "knowledge")).is_changed


def test_a_state_and_what_is_missing_change_with_a_new_element() -> None:
    found = differences(OWN, NO_MEANS)
    assert found == (Difference.STATE, Difference.MISSING)
    (one,) = changed(OWN, NO_MEANS).changed
    assert (one.before.missing, one.after.missing) == ((), ("means",))


def test_counts_come_and_go_with_an_act_and_with_a_law() -> None:
    (came,) = changed(NARROW, OWN).came
    assert came.about == ("xx-law.s1", "D1", "V1", "principal")
    (went,) = changed(OWN, NARROW).went
    assert went == came
    sets = [("facts", SOME_FACTS)]
    (new,) = recharge(sets, before=shipped(), after=library(OWN), countries=["ZW"], on=TODAY)
    assert new.came == (came,)


def test_a_version_that_begins_within_the_conduct_splits_the_count() -> None:
    longer = dataclasses.replace(SOME_FACTS.conduct[0], ended="2022-01-01")
    stated = dataclasses.replace(SOME_FACTS, conduct=(longer,))
    later = "[{value: 60, source: text, until: 2021-01-01}, {value: 90, source: text, since: "
    split = OWN.replace("[{value: 60, source: text}]", f"{later}2021-01-01}}]")
    found = changed(OWN, split, stated)
    (one,) = found.changed
    assert one.differences == (Difference.PERIOD,)
    assert one.after.until == date(2020, 12, 31)
    (came,) = found.came
    assert came.penalty
    assert (came.since, came.penalty.maximum) == (date(2021, 1, 1), (90,))


def test_only_the_laws_that_differ_are_named() -> None:
    assert differing(shipped(), library(OWN), ["ZW", "PH"]) == ("xx-law",)
    assert differing(shipped(), library(OWN), ["PH"]) == ()
    assert differing(library(OWN), shipped(), ["ZW"]) == ("xx-law",)


@settings(max_examples=40)
@given(st.lists(facts(), max_size=4), st.lists(COUNTRIES, min_size=1, max_size=3))
def test_the_same_laws_change_nothing(stated: list[Facts], countries: list[str]) -> None:
    sets = [(str(number), each) for number, each in enumerate(stated)]
    again = Library.of(shipped().statutes.values())
    found = [*recharge(sets, before=shipped(), after=again, countries=countries, on=TODAY)]
    assert [one.name for one in found] == [name for name, _ in sets]
    assert not any(one.is_changed for one in found)


@settings(max_examples=40)
@given(facts())
def test_charging_only_what_differs_finds_what_charging_everything_finds(stated: Facts) -> None:
    """The whole charging under both laws is compared: the long way round."""
    law = shipped().statutes["ph-ra9208"]
    after = shipped().with_statutes([dataclasses.replace(law, limitation=(), participation=())])
    countries = ("PH", "TH")
    (found,) = recharge(
        [("x", stated)], before=shipped(), after=after, countries=countries, on=TODAY
    )
    was, now = (
        fingerprint(charge(stated, countries, TODAY, library).counts)
        for library in (shipped(), after)
    )
    wanted = compared("x", was, now)
    assert found == wanted
    assert found.is_changed == (was != now)


@settings(max_examples=40)
@given(facts(), COUNTRIES)
def test_a_fingerprint_is_kept_as_a_small_text(stated: Facts, country: str) -> None:
    found = fingerprint(charge(stated, [country], TODAY).counts)
    assert Fingerprint.of_kept(found.kept()) == found
    assert len(found.kept()) < 20 + 600 * max(1, len(found.counts))


@pytest.mark.parametrize("text", ["", "{}", '{"counts": [1]}', '{"counts": {}}', "[" * 9_000])
def test_a_damaged_fingerprint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Fingerprint.of_kept(text)


@st.composite
def counts(draw: st.DrawFn) -> FoundCount:
    """Return a count as it could have been found, with few values, so that some are equal."""
    day = draw(st.sampled_from([date(2020, 1, 1), date(2020, 6, 1)]))
    return FoundCount(
        draw(st.sampled_from(["a.s1", "a.s2"])),
        draw(st.sampled_from(["D1", "D2"])),
        "V1",
        "principal",
        day,
        draw(st.sampled_from([day, date(2021, 1, 1)])),
        draw(st.sampled_from(["lies", "barred"])),
        draw(st.sampled_from([(), ("act",)])),
        None,
        draw(st.none() | st.just(date(2030, 1, 1))),
        draw(st.booleans()),
        draw(st.sampled_from([(), ("mode",), ("mode?",)])),
    )


LISTS = st.lists(counts(), max_size=4)


@settings(max_examples=200)
@given(LISTS, LISTS)
def test_what_changed_accounts_for_every_count_and_is_nothing_only_if_all_is_equal(
    first: list[FoundCount], second: list[FoundCount]
) -> None:
    was, now = Fingerprint(tuple(first)), Fingerprint(tuple(second))
    found = compared("x", was, now)
    assert found.is_changed == (sorted(map(repr, first)) != sorted(map(repr, second)))
    lost = [*found.went, *(one.before for one in found.changed)]
    won = [*found.came, *(one.after for one in found.changed)]
    kept = list(first)
    for count in lost:
        kept.remove(count)
    assert sorted(map(repr, [*kept, *won])) == sorted(map(repr, second))
    assert all(one.differences for one in found.changed)
    assert all(one.before.about == one.after.about for one in found.changed)


@settings(max_examples=40)
@given(facts(), facts())
def test_fingerprints_are_equal_just_if_what_was_found_is(first: Facts, second: Facts) -> None:
    one, other = (charge(stated, ["PH"], TODAY).counts for stated in (first, second))
    assert fingerprint(one) == fingerprint(tuple(reversed(one)))
    same = sorted(map(content, one)) == sorted(map(content, other))
    assert (fingerprint(one) == fingerprint(other)) == same


def content(count: ChargeableCount) -> str:
    """Return the compared content of a count, put together without the fingerprint."""
    penalty = count.penalty
    cells = (penalty.minimum, penalty.maximum, penalty.life, penalty.death) if penalty else ()
    punished = [*cells, count.fine, count.relation] if penalty else []
    return repr(
        (
            *(count.key, count.by, count.victim, str(count.mode), count.since, count.until),
            *(str(count.state), [str(e.name) for e in count.missing]),
            [sorted(map(str, cell.values)) if cell else [] for cell in punished],
            *(penalty is None, count.limit.last_day, count.limit.unlimited),
            sorted((str(bar.kind), bar.certain) for bar in count.bars),
        )
    )
