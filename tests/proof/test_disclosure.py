"""The schedule adds up, numbers are given once, and what the defence had is known for any day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.bates import LAST, Run, Series, next_run
from amends.proof.disclosure import Material, Served, Use, concerns, had_on, tally
from amends.proof.withholding import declared, grounds, ways

DAY = date(2026, 3, 1)
DAYS = st.integers(0, 60).map(lambda n: DAY + timedelta(days=n))
KEYS = st.sampled_from(["item-E1", "item-E2", "file-3", "file-4"])
MATERIALS = st.builds(
    Material,
    key=KEYS,
    use=st.sampled_from(list(Use)),
    exculpatory=st.sampled_from([None, True, False]),
    ground=st.sampled_from(["", *grounds()]),
    order=st.sampled_from(["", "Order 7"]),
    reviewed=st.booleans(),
)
SERVICES = st.builds(
    Served,
    set=st.sampled_from(["D1", "D2"]),
    defendant=st.sampled_from(["D1", "D2"]),
    on=DAYS,
    materials=st.frozensets(KEYS, max_size=4),
)


@given(st.lists(MATERIALS))
def test_the_total_is_its_parts(materials: list[Material]) -> None:
    found = tally(materials)
    assert found.total == len(materials) == found.used + found.unused + found.undecided


@given(st.lists(SERVICES), st.lists(KEYS, unique=True), DAYS)
def test_every_piece_is_had_or_came_later_or_never_came(
    services: list[Served], materials: list[str], day: date
) -> None:
    parts = had_on(services, materials, "D1", day)
    keys = [row.key for part in parts for row in part]
    served = {key for one in services if one.defendant == "D1" for key in one.materials}
    assert sorted(keys) == sorted({*materials, *served})
    had, later, never = parts
    assert all(row.first is not None and row.first <= day for row in had)
    assert all(row.first is not None and row.first > day for row in later)
    assert not {row.key for row in never} & served


@given(st.lists(SERVICES), DAYS, DAYS)
def test_nobody_ever_has_less_than_before(services: list[Served], one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    had = {row.key for row in had_on(services, [], "D1", earlier)[0]}
    assert had <= {row.key for row in had_on(services, [], "D1", later)[0]}


@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=20), st.integers(1, 10**6))
def test_numbers_are_unique_and_go_on(pages: list[int], start: int) -> None:
    series, given_runs = Series("AB-", 6, start), list[Run]()
    for number in pages:
        given_runs.append(next_run(series, given_runs, number))
    assert [run.pages for run in given_runs] == pages
    assert given_runs[0].first == start
    for before, after in pairwise(given_runs):
        assert after.first == before.last + 1


def test_a_later_start_leaves_a_space_and_never_goes_back() -> None:
    runs = [Run(1, 9)]
    assert next_run(Series("", 6, 100), runs, 2) == Run(100, 101)
    assert next_run(Series("", 6, 4), runs, 2) == Run(10, 11)


@pytest.mark.parametrize("pages", [0, -1, LAST + 1])
def test_numbers_that_do_not_exist_are_refused(pages: int) -> None:
    with pytest.raises(ValueError, match=str(pages)):
        next_run(Series("A-"), [], pages)


@pytest.mark.parametrize("prefix", ["", "A", "AB-", "CAP-2026-0001-", "a/b."])
def test_prefixes_that_can_be_told_apart(prefix: str) -> None:
    assert Series(prefix).is_sound


@pytest.mark.parametrize("prefix", ["A1", "7", "-A", "أ-", "A" * 21, "A\n", " A", "A(b)"])
def test_prefixes_that_cannot(prefix: str) -> None:
    assert not Series(prefix).is_sound


@pytest.mark.parametrize(
    ("material", "says"),
    [
        (Material("a", ground="informant"), "takes an order"),
        (Material("a", use=Use.USED, ground="legal_privilege"), "relies on it"),
        (Material("a", exculpatory=True, ground="informant", order="7"), "is withheld"),
        (Material("a", exculpatory=True), "not served on every defendant"),
        (Material("a", exculpatory=True, served=(("D1", DAY),)), "not served on every defendant"),
    ],
)
def test_concerns_are_named_with_a_remedy(material: Material, says: str) -> None:
    (found,) = concerns(material, ["D1", "D2"])
    assert says in str(found.said)
    assert str(found.remedy)


def test_what_is_in_order_has_no_concern() -> None:
    served = (("D1", DAY), ("D2", DAY))
    assert concerns(Material("a", exculpatory=True, served=served), ["D1", "D2"]) == ()
    assert concerns(Material("a", ground="informant", order="Order 7"), ["D1"]) == ()
    assert concerns(Material("a"), ["D1"]) == ()


def test_grounds_and_ways_say_where_they_come_from() -> None:
    assert declared().source
    assert declared().status == "memory"
    assert any(ground.order for ground in grounds().values())
    assert ways()
